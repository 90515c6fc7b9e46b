import type { ClusterTab } from '../../state/cluster-tabs.ts';

/** The parts of the cluster's screen by the names on their tabs. */
export const clusterTabLabels: Readonly<Record<ClusterTab, string>> = {
  members: 'Members',
  maintenance: 'Maintenance',
  metrics: 'Metrics',
  doctor: 'Doctor',
};
