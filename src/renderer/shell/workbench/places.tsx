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

type Unordered = Omit<PlaceEntry, 'shortcut'>;

/** The first nine of a rail have its digits. */
const inOrder = (entries: readonly Unordered[]): readonly PlaceEntry[] =>
  entries.map((entry, at) => ({ ...entry, shortcut: at < 9 ? `Mod+${at + 1}` : null }));

/** The first screen of a lab. */
const labEntry: Unordered = {
  place: 'lab',
  label: 'Lab',
  icon: <LabIcon size={18} />,
  Screen: lazy(async () => ({ default: (await import('../../features/lab/LabScreen.tsx')).LabScreen })),
};

/** The screens of the workbench, in the order of the rail. Each is loaded when it is first shown. */
const clusterScreens: readonly Unordered[] = [
  {
    place: 'cluster',
    label: 'Cluster',
    icon: <ClusterIcon size={18} />,
    Screen: lazy(async () => ({ default: (await import('./ClusterScreen.tsx')).ClusterScreen })),
  },
  {
    place: 'keys',
    label: 'Keys',
    icon: <KeysIcon size={18} />,
    Screen: lazy(async () => ({ default: (await import('../../features/keys/KeysScreen.tsx')).KeysScreen })),
  },
  {
    place: 'kubernetes',
    label: 'Kubernetes',
    icon: <KubernetesIcon size={18} />,
    Screen: lazy(async () => ({
      default: (await import('../../features/kubernetes/KubernetesScreen.tsx')).KubernetesScreen,
    })),
  },
  {
    place: 'watches',
    label: 'Watches',
    icon: <EyeIcon size={18} />,
    Screen: lazy(async () => ({ default: (await import('../../features/watches/WatchesScreen.tsx')).WatchesScreen })),
  },
  {
    place: 'compare',
    label: 'Compare',
    icon: <CompareIcon size={18} />,
    Screen: lazy(async () => ({ default: (await import('../../features/compare/CompareScreen.tsx')).CompareScreen })),
  },
  {
    place: 'snapshots',
    label: 'Snapshots',
    icon: <SnapshotIcon size={18} />,
    Screen: lazy(async () => ({
      default: (await import('../../features/snapshots/SnapshotsScreen.tsx')).SnapshotsScreen,
    })),
  },
  {
    place: 'journal',
    label: 'Journal',
    icon: <ClockIcon size={18} />,
    Screen: lazy(async () => ({ default: (await import('../../features/journal/JournalScreen.tsx')).JournalScreen })),
  },
  {
    place: 'access',
    label: 'Access',
    icon: <AccessIcon size={18} />,
    Screen: lazy(async () => ({ default: (await import('../../features/access/AccessScreen.tsx')).AccessScreen })),
  },
  {
    place: 'leases',
    label: 'Leases',
    icon: <LeaseIcon size={18} />,
    Screen: lazy(async () => ({ default: (await import('../../features/leases/LeasesScreen.tsx')).LeasesScreen })),
  },
  {
    place: 'transactions',
    label: 'Transactions',
    icon: <TransactionIcon size={18} />,
    Screen: lazy(async () => ({
      default: (await import('../../features/transactions/TransactionsScreen.tsx')).TransactionsScreen,
    })),
  },
];

const placeEntries = inOrder(clusterScreens);

/** A lab's screens are those of any cluster, behind its own. */
const labEntries = inOrder([labEntry, ...clusterScreens]);

/** The screens of a connection. */
export const placeEntriesOf = (connection: ConnectionId): readonly PlaceEntry[] =>
  isLab(connection) ? labEntries : placeEntries;

const bundleScreens = clusterScreens.filter(({ place }) => isFilePlace(place));

const snapshotScreens: readonly Unordered[] = [
  {
    place: 'snapshot',
    label: 'Snapshot',
    icon: <SnapshotIcon size={18} />,
    Screen: lazy(async () => ({
      default: (await import('../../features/snapshot-file/SnapshotFileScreen.tsx')).SnapshotFileScreen,
    })),
  },
  ...bundleScreens,
];

/** The screens of an opened file: what needs no cluster, and what a snapshot says of itself. */
export const fileEntries: Readonly<Record<FileKeys['kind'], readonly PlaceEntry[]>> = {
  bundle: inOrder(bundleScreens),
  snapshot: inOrder(snapshotScreens),
};

export const SaveSnapshotButton = lazy(async () => ({
  default: (await import('../../features/snapshots/SaveSnapshotButton.tsx')).SaveSnapshotButton,
}));
