import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import { type ReactNode, useState } from 'react';
import type { ClusterStatus } from '../../../contract/cluster.ts';
import type { ConnectionState } from '../../../contract/connections/state.ts';
import type { Failure } from '../../../contract/failure.ts';
import { LeaderUntold } from '../../parts/cluster/LeaderUntold.tsx';
import { clusterLine, connectionTone } from '../../parts/cluster/quorum-words.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { terms } from '../../parts/terms.ts';
import { useLiveCluster } from '../../state/cluster.tsx';
import { useConnection } from '../../state/connection.tsx';
import { formatCount, formatDuration, plural } from '../../ui/format.ts';
import { StatusDot, type Tone } from '../../ui/StatusChip.tsx';
import { Term } from '../../ui/Term.tsx';
import { color, mono } from '../../ui/tokens.ts';
import { useNow } from '../../ui/use-now.ts';
import { TaskCentre } from '../TaskCentre.tsx';
import { StatusStrip } from './StatusStrip.tsx';

/** Where the connection and its cluster stand, always in sight. */
export function StatusBar() {
  const open = useConnection();
  const { state, hasEnded } = open;
  const { cluster, leader } = useLiveCluster();
  const isLive = state.phase === 'connected' && !hasEnded;
  return (
    <StatusStrip>
      <QuorumText
        tone={connectionTone(open, cluster)}
        cluster={cluster}
        phase={hasEnded ? 'ended' : state.phase}
        failure={state.failure}
      />
      {leader === null ? null : (
        <Fact label={<Term meaning={terms.leader}>leader</Term>}>
          <b>{leader.name || leader.id}</b>
        </Fact>
      )}
      <LeaderUntold />
      {state.revision === null || !isLive ? null : (
        <Fact label={<Term meaning={terms.revision}>revision</Term>}>{formatCount(state.revision)}</Fact>
      )}
      {state.endpoint === null ? null : (
        <Fact label={state.endpoint.replace(/^https?:\/\//, '')}>
          {state.latencyMs === null || !isLive ? null : formatDuration(state.latencyMs)}
        </Fact>
      )}
      {state.learnedEndpoints.length === 0 ? null : (
        <Tooltip title={`Learned from the member list: ${state.learnedEndpoints.join(', ')}`} describeChild>
          <span>+{state.learnedEndpoints.length} learned</span>
        </Tooltip>
      )}
      {state.strangers.length === 0 ? null : (
        <Tooltip title={state.strangers.map(({ message }) => message).join(' · ')} describeChild>
          <Box component="span" sx={{ color: color.warn }}>
            {plural(state.strangers.length, 'endpoint')} of another cluster, out of use
          </Box>
        </Tooltip>
      )}
      <Box sx={{ flex: 1 }} />
      <TaskCentre />
      {state.serverVersion === null ? null : <span>etcd {state.serverVersion}</span>}
    </StatusStrip>
  );
}

function Fact({ label, children }: { readonly label: ReactNode; readonly children: ReactNode }) {
  return (
    <span>
      {label}{' '}
      <Box component="span" sx={{ ...mono, color: color.text, fontWeight: 500 }}>
        {children}
      </Box>
    </span>
  );
}

interface QuorumTextProps {
  readonly tone: Tone;
  readonly cluster: ClusterStatus | null;
  readonly phase: ConnectionState['phase'] | 'ended';
  readonly failure: Failure | null;
}

function QuorumText(props: QuorumTextProps) {
  const { tone } = props;
  const text = quorumText(props);
  const isReconnecting = props.phase === 'reconnecting';
  const words = isReconnecting && props.failure !== null ? describeFailure(props.failure) : null;
  return (
    <Tooltip title={words === null ? '' : `${words.action} etcdeck goes on trying by itself.`} describeChild>
      <Box component="span" sx={{ display: 'flex', alignItems: 'center', gap: 1, minWidth: 0 }}>
        <StatusDot tone={tone} isPulsing={isReconnecting} />
        {/* How long it has lasted is not read out: it would be, every second. */}
        <span role="status" style={{ color: color.text, overflow: 'hidden', textOverflow: 'ellipsis' }}>
          {text}
        </span>
        {isReconnecting ? <Elapsed key={props.phase} /> : null}
      </Box>
    </Tooltip>
  );
}

/** Since it was first shown. */
function Elapsed() {
  const [startedAt] = useState(Date.now);
  const seconds = Math.floor((useNow(1_000) - startedAt) / 1_000);
  // Whole seconds, where a duration has tenths of them.
  return seconds < 1 ? null : <span>· {seconds < 10 ? `${seconds} s` : formatDuration(seconds * 1_000)}</span>;
}

function quorumText({ cluster, phase, failure }: QuorumTextProps): string {
  if (phase === 'ended') return 'Not connected';
  if (phase !== 'connected') return reconnectingText(failure);
  return cluster === null ? 'Asking the members' : clusterLine(cluster);
}

/** Whom it tried last, and why that failed. */
function reconnectingText(failure: Failure | null): string {
  if (failure === null) return 'Reconnecting';
  const { title, where } = describeFailure(failure);
  return where === null ? `Reconnecting. ${title}` : `Reconnecting. ${where.replace(/^https?:\/\//, '')}: ${title}`;
}
