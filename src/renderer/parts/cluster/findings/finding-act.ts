import type { FindingAct } from '../../../../contract/finding-words/words.ts';
import type { ConnectionId } from '../../../../contract/ids.ts';
import { type ClusterTab, showClusterTab } from '../../../state/cluster-tabs.ts';
import { goTo } from '../../../state/route.ts';

/** A button that leads to what remedies a finding. */
export interface FindingWay {
  readonly label: string;
  readonly run: () => void;
}

const tabs: Readonly<Partial<Record<FindingAct, { readonly tab: ClusterTab; readonly label: string }>>> = {
  addMember: { tab: 'members', label: 'To the members' },
  start: { tab: 'members', label: 'To the members' },
  promote: { tab: 'members', label: 'To the members' },
  remove: { tab: 'members', label: 'To the members' },
  replace: { tab: 'members', label: 'To the members' },
  moveLeader: { tab: 'members', label: 'To the members' },
  recover: { tab: 'members', label: 'To the members' },
  compact: { tab: 'maintenance', label: 'To maintenance' },
  defragment: { tab: 'maintenance', label: 'To maintenance' },
  reclaim: { tab: 'maintenance', label: 'The way out…' },
  compareHashes: { tab: 'maintenance', label: 'Compare the data…' },
  maintenance: { tab: 'maintenance', label: 'To maintenance' },
  versions: { tab: 'maintenance', label: 'To the versions' },
  metrics: { tab: 'metrics', label: 'To its metrics' },
};

/** Returns the way to what remedies a finding, from the part of the cluster's screen that is shown; `null`: none. */
export function wayOf(act: FindingAct | null, connection: ConnectionId, shown: ClusterTab): FindingWay | null {
  if (act === null) return null;
  if (act === 'snapshot')
    return {
      label: 'To the snapshots',
      run: () => goTo({ screen: 'workbench', connection, place: 'snapshots', focus: null }),
    };
  if (act === 'connection' || act === 'access')
    return act === 'access'
      ? null
      : { label: 'Edit the connection…', run: () => goTo({ screen: 'form', mode: 'edit', connection }) };
  const way = tabs[act];
  if (way === undefined || way.tab === shown) return null;
  return { label: way.label, run: () => showClusterTab(connection, way.tab) };
}
