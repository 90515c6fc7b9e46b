import { type ComponentType, type LazyExoticComponent, lazy, type ReactNode } from 'react';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { FileKeys } from '../../../contract/key-source.ts';
import { type AnyPlace, isFilePlace, isLab } from '../../state/screens.ts';
import {
  AccessIcon,
  ClockIcon,
  ClusterIcon,
  CompareIcon,
  EyeIcon,
  KeysIcon,
  KubernetesIcon,
  LabIcon,
  LeaseIcon,
  SnapshotIcon,
  TransactionIcon,
} from '../../ui/icons.tsx';
import type { Shortcut } from '../../ui/shortcut.ts';

/** A screen of a source, and the way to it. */
export interface PlaceEntry {
  readonly place: AnyPlace;
  readonly label: string;
  readonly icon: ReactNode;
  /** `null`: more screens than digits. */
  readonly shortcut: Shortcut | null;
  readonly Screen: LazyExoticComponent<ComponentType>;
}

/** The first screen of a lab. */
const labEntry: PlaceEntry = {
  place: 'lab',
  label: 'Lab',
  icon: <LabIcon size={18} />,
  shortcut: null,
  Screen: lazy(async () => ({ default: (await import('../../features/lab/LabScreen.tsx')).LabScreen })),
};

/** The screens of the workbench, in the order of the rail. Each is loaded when it is first shown. */
const placeEntries: readonly PlaceEntry[] = [
  {
    place: 'cluster',
    label: 'Cluster',
    icon: <ClusterIcon size={18} />,
    shortcut: 'Mod+1',
    Screen: lazy(async () => ({ default: (await import('./ClusterScreen.tsx')).ClusterScreen })),
  },
  {
    place: 'keys',
    label: 'Keys',
    icon: <KeysIcon size={18} />,
    shortcut: 'Mod+2',
    Screen: lazy(async () => ({ default: (await import('../../features/keys/KeysScreen.tsx')).KeysScreen })),
  },
  {
    place: 'kubernetes',
    label: 'Kubernetes',
    icon: <KubernetesIcon size={18} />,
    shortcut: 'Mod+3',
    Screen: lazy(async () => ({
      default: (await import('../../features/kubernetes/KubernetesScreen.tsx')).KubernetesScreen,
    })),
  },
  {
    place: 'watches',
    label: 'Watches',
    icon: <EyeIcon size={18} />,
    shortcut: 'Mod+4',
    Screen: lazy(async () => ({ default: (await import('../../features/watches/WatchesScreen.tsx')).WatchesScreen })),
  },
  {
    place: 'compare',
    label: 'Compare',
    icon: <CompareIcon size={18} />,
    shortcut: 'Mod+5',
    Screen: lazy(async () => ({ default: (await import('../../features/compare/CompareScreen.tsx')).CompareScreen })),
  },
  {
    place: 'snapshots',
    label: 'Snapshots',
    icon: <SnapshotIcon size={18} />,
    shortcut: 'Mod+6',
    Screen: lazy(async () => ({
      default: (await import('../../features/snapshots/SnapshotsScreen.tsx')).SnapshotsScreen,
    })),
  },
  {
    place: 'journal',
    label: 'Journal',
    icon: <ClockIcon size={18} />,
    shortcut: 'Mod+7',
    Screen: lazy(async () => ({ default: (await import('../../features/journal/JournalScreen.tsx')).JournalScreen })),
  },
  {
    place: 'access',
    label: 'Access',
    icon: <AccessIcon size={18} />,
    shortcut: 'Mod+8',
    Screen: lazy(async () => ({ default: (await import('../../features/access/AccessScreen.tsx')).AccessScreen })),
  },
  {
    place: 'leases',
    label: 'Leases',
    icon: <LeaseIcon size={18} />,
    shortcut: 'Mod+9',
    Screen: lazy(async () => ({ default: (await import('../../features/leases/LeasesScreen.tsx')).LeasesScreen })),
  },
  {
    place: 'transactions',
    label: 'Transactions',
    icon: <TransactionIcon size={18} />,
    shortcut: null,
    Screen: lazy(async () => ({
      default: (await import('../../features/transactions/TransactionsScreen.tsx')).TransactionsScreen,
    })),
  },
];

/** A lab's screens are those of any cluster, behind its own. */
const labEntries: readonly PlaceEntry[] = [labEntry, ...placeEntries];

/** The screens of a connection. */
export const placeEntriesOf = (connection: ConnectionId): readonly PlaceEntry[] =>
  isLab(connection) ? labEntries : placeEntries;

const bundleEntries: readonly PlaceEntry[] = placeEntries.filter(({ place }) => isFilePlace(place));

const snapshotEntries: readonly PlaceEntry[] = [
  {
    place: 'snapshot',
    label: 'Snapshot',
    icon: <SnapshotIcon size={18} />,
    shortcut: 'Mod+1',
    Screen: lazy(async () => ({
      default: (await import('../../features/snapshot-file/SnapshotFileScreen.tsx')).SnapshotFileScreen,
    })),
  },
  ...bundleEntries,
];

/** The screens of an opened file: what needs no cluster, and what a snapshot says of itself. */
export const fileEntries: Readonly<Record<FileKeys['kind'], readonly PlaceEntry[]>> = {
  bundle: bundleEntries,
  snapshot: snapshotEntries,
};

export const SaveSnapshotButton = lazy(async () => ({
  default: (await import('../../features/snapshots/SaveSnapshotButton.tsx')).SaveSnapshotButton,
}));
