import { askCluster, type ClusterAct } from '../../state/cluster-asked.ts';
import { type ClusterTab, clusterTabs, showClusterTab } from '../../state/cluster-tabs.ts';
import { useCommands } from '../../state/commands.ts';
import { useConnection } from '../../state/connection.tsx';
import { ClusterIcon } from '../../ui/icons.tsx';
import { clusterTabLabels } from './cluster-tab-labels.ts';

const keywords: Readonly<Record<ClusterTab, string>> = {
  members: 'topology quorum leader',
  maintenance: 'space quota size nospace corrupt hashkv versions downgrade',
  metrics: 'charts latency fsync prometheus',
  doctor: 'findings problems health',
};

const acts: readonly { readonly act: ClusterAct; readonly title: string; readonly keywords: string }[] = [
  { act: 'defragment', title: 'Defragment the members…', keywords: 'defrag space free' },
  { act: 'compact', title: 'Compact history…', keywords: 'compaction revisions space' },
  { act: 'examine', title: 'Examine the cluster', keywords: 'doctor check findings' },
  { act: 'report', title: 'Save a report…', keywords: 'doctor export html colleague' },
];

/** Adds the parts of the cluster's screen, and what they can do, to the palette: from every screen of the connection. */
export function useClusterCommands(): void {
  const { id } = useConnection();
  useCommands([
    ...clusterTabs.map((tab) => ({
      id: `cluster.${tab}`,
      title: `Show ${clusterTabLabels[tab]}`,
      group: 'Cluster',
      keywords: keywords[tab],
      icon: <ClusterIcon />,
      run: () => showClusterTab(id, tab),
    })),
    ...acts.map(({ act, title, keywords: words }) => ({
      id: `cluster.${act}`,
      title,
      group: 'Cluster',
      keywords: words,
      icon: <ClusterIcon />,
      run: () => askCluster(id, act),
    })),
  ]);
}
