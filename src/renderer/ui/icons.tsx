import type { ReactNode } from 'react';

export interface IconProps {
  /** Pixels; 16 beside text. */
  readonly size?: number;
}

/** One family: a 24-unit grid, a 1.75 stroke, round ends, the colour of the text around. */
const icon = (drawing: ReactNode) =>
  function Icon({ size = 16 }: IconProps) {
    return (
      <svg
        aria-hidden="true"
        focusable="false"
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth={1.75}
        strokeLinecap="round"
        strokeLinejoin="round"
        style={{ flexShrink: 0, display: 'block' }}
      >
        {drawing}
      </svg>
    );
  };

export const AccessIcon = icon(
  <>
    <circle cx="9" cy="8" r="3.5" />
    <path d="M3 20c0-3.500 2.500-6 6-6 1.500 0 2.800.4 3.800 1.200M18 12.500l3 1.200v2.500c0 2-1.300 3.500-3 4.300-1.700-.8-3-2.300-3-4.300v-2.500z" />
  </>,
);
export const AddIcon = icon(<path d="M12 5v14M5 12h14" />);
export const ArrowDownIcon = icon(<path d="M12 5v13m-5-5 5 5 5-5" />);
export const ArrowLeftIcon = icon(<path d="M19 12H5m6-6-6 6 6 6" />);
export const CheckIcon = icon(<path d="m5 12.5 4.5 4.5L19 7.5" />);
export const ChevronDownIcon = icon(<path d="m6 9 6 6 6-6" />);
export const ChevronRightIcon = icon(<path d="m9 6 6 6-6 6" />);
export const ClockIcon = icon(
  <>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M12 7v5l3.500 2" />
  </>,
);
export const CloseIcon = icon(<path d="M6 6l12 12M18 6 6 18" />);
export const ClusterIcon = icon(
  <>
    <circle cx="12" cy="5.5" r="2.5" />
    <circle cx="5.5" cy="18" r="2.5" />
    <circle cx="18.5" cy="18" r="2.5" />
    <path d="M10.8 7.7 6.7 15.8M13.2 7.7l4.1 8.1M8 18h8" />
  </>,
);
export const CommandIcon = icon(<path d="m5 8 4 4-4 4M12 17h7" />);
export const CompareIcon = icon(<path d="M12 4v16M8 8l-4 4 4 4M16 8l4 4-4 4" />);
export const ConnectIcon = icon(<path d="M9 7V3M15 7V3M7 7h10v4a5 5 0 0 1-10 0zM12 16v5" />);
export const CopyIcon = icon(
  <>
    <rect x="9" y="9" width="11" height="11" rx="2" />
    <path d="M5 15H4a1 1 0 0 1-1-1V5a2 2 0 0 1 2-2h9a1 1 0 0 1 1 1v1" />
  </>,
);
export const DisconnectIcon = icon(<path d="M9 7V3M15 7V3M7 7h10v4a5 5 0 0 1-10 0zM12 16v5M3 3l18 18" />);
export const EditIcon = icon(<path d="M4 20h4L19 9l-4-4L4 16zM13 7l4 4" />);
export const EyeIcon = icon(
  <>
    <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Z" />
    <circle cx="12" cy="12" r="3" />
  </>,
);
export const FileIcon = icon(<path d="M6 3h8l5 5v13H6zM14 3v5h5" />);
export const FolderIcon = icon(
  <path d="M3 6.500A1.5 1.5 0 0 1 4.5 5H9l2.5 2.500h8A1.5 1.5 0 0 1 21 9v9.500a1.5 1.5 0 0 1-1.5 1.500h-15A1.5 1.5 0 0 1 3 18.500z" />,
);
export const FolderUpIcon = icon(<path d="M12 19V6m-5 5 5-5 5 5" />);
export const ExportIcon = icon(<path d="M12 15V4m-4.500 4L12 3.500 16.5 8M4.5 14v5.500h15V14" />);
export const GuideIcon = icon(
  <path d="M12 6.500C10 5 7 4.500 3.500 4.500v13.500c3.500 0 6.500.5 8.500 2 2-1.500 5-2 8.500-2V4.500C17 4.500 14 5 12 6.500zm0 0V20" />,
);
export const ImportIcon = icon(<path d="M12 4v11m-4.500-4 4.500 4.500 4.500-4.500M4.5 14v5.500h15V14" />);
export const InfoIcon = icon(
  <>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 11v5M12 7.800v.2" />
  </>,
);
export const KeyboardIcon = icon(
  <>
    <rect x="2.5" y="6" width="19" height="12" rx="2" />
    <path d="M6.5 10h.01M10 10h.01M14 10h.01M17.5 10h.01M8 14h8" />
  </>,
);
export const KeysIcon = icon(<path d="M4 7h9M4 12h6M4 17h9M16 8l4 4-4 4M14 12h6" />);
export const KubernetesIcon = icon(
  <path d="M12 3l7.800 4.500v9L12 21l-7.800-4.500v-9zM12 8.500v7M9 10.200l6 3.500M15 10.200l-6 3.500" />,
);
export const LabIcon = icon(
  <path d="M9 3.500h6M10 3.500v6L4.800 18a1.700 1.700 0 0 0 1.500 2.500h11.400a1.700 1.700 0 0 0 1.500-2.500L14 9.500v-6M7.500 15h9" />,
);
export const LeaseIcon = icon(
  <>
    <path d="M6 3.500h12M6 20.500h12" />
    <path d="M7.500 3.500c0 5 3 6 4.500 8.500 1.500-2.500 4.500-3.500 4.500-8.500M7.500 20.500c0-5 3-6 4.500-8.500 1.500 2.500 4.500 3.500 4.500 8.500" />
  </>,
);
export const ListIcon = icon(<path d="M8.500 6H20M8.500 12H20M8.500 18H20M4 6h.01M4 12h.01M4 18h.01" />);
export const LogoIcon = icon(
  <>
    <path d="M12 2.5 20.2 7.200v9.600L12 21.5 3.8 16.800V7.200Z" />
    <path d="M9 10.400h6M9 13.600h6" />
  </>,
);
export const MoonIcon = icon(<path d="M20 14.500A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.500Z" />);
export const MoreIcon = icon(<path strokeWidth={3} d="M5 12h.01M12 12h.01M19 12h.01" />);
export const PauseIcon = icon(<path d="M9 5v14M15 5v14" />);
export const PlayIcon = icon(<path d="M7 4.500v15l12-7.500z" />);
export const ReloadIcon = icon(<path d="M20 5v5h-5M19.5 10A8 8 0 1 0 20 14" />);
export const SandboxIcon = icon(<path d="M12 3 3.5 7.500v9L12 21l8.5-4.500v-9zM3.5 7.5 12 12l8.5-4.500M12 12v9" />);
export const SearchIcon = icon(
  <>
    <circle cx="11" cy="11" r="6.5" />
    <path d="m16 16 4.5 4.5" />
  </>,
);
export const SnapshotIcon = icon(
  <>
    <path d="M3 8.500A1.5 1.5 0 0 1 4.5 7H7l1.5-2.500h7L17 7h2.500A1.5 1.5 0 0 1 21 8.500v9a1.5 1.5 0 0 1-1.5 1.500h-15A1.5 1.5 0 0 1 3 17.500z" />
    <circle cx="12" cy="13" r="3.5" />
  </>,
);
export const ShieldIcon = icon(
  <path d="M12 3 5 5.500v6c0 4.500 3 7.500 7 9.500 4-2 7-5 7-9.500v-6zM9 11.500l2.200 2.200L15 10" />,
);
export const StopIcon = icon(<rect x="6" y="6" width="12" height="12" rx="1.5" />);
export const SunIcon = icon(
  <>
    <circle cx="12" cy="12" r="4" />
    <path d="M12 2.500v2M12 19.500v2M2.5 12h2M19.5 12h2M5.3 5.300l1.4 1.400M17.3 17.300l1.4 1.400M5.3 18.700l1.4-1.400M17.3 6.700l1.4-1.4" />
  </>,
);
export const SystemThemeIcon = icon(
  <>
    <rect x="3" y="4" width="18" height="12.5" rx="1.5" />
    <path d="M9 20.500h6M12 16.500v4" />
  </>,
);
export const TransactionIcon = icon(
  <path d="M3 12h4l4.500-6.500H20M7 12l4.500 6.500H20M17 2.500l3 3-3 3M17 15.500l3 3-3 3" />,
);
export const TrashIcon = icon(<path d="M4 7h16M9 7V4h6v3M6.5 7l1 13h9l1-13M10 11v5M14 11v5" />);
export const TreeIcon = icon(<path d="M5 4v14h5M5 9h5M13 9h7M13 18h7" />);
export const WarningIcon = icon(<path d="M12 4 2.8 20h18.400zM12 10v4.500M12 17.300v.2" />);
export const WindowIcon = icon(
  <path d="M13 5H5.500A1.5 1.5 0 0 0 4 6.500v12A1.5 1.5 0 0 0 5.5 20h12a1.5 1.5 0 0 0 1.500-1.500V11M14 10l6-6m-4.500 0H20v4.500" />,
);
