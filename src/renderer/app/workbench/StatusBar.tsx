import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import type { Quorum } from '../../../contract/cluster.ts';
import type { ConnectionState } from '../../../contract/connections.ts';
import { useClusterStatus } from '../../state/cluster.tsx';
import { useConnection } from '../../state/connection.tsx';
import { formatCount, formatDuration } from '../../ui/format.ts';
import { StatusDot, type Tone } from '../../ui/StatusChip.tsx';
import { Term } from '../../ui/Term.tsx';
import { color, mono, size } from '../../ui/tokens.ts';
import { describeFailure } from '../failure-words.ts';
import { TaskCentre } from '../TaskCentre.tsx';
import { terms } from '../terms.ts';

/** Where the connection and its cluster stand, always in sight. */
export function StatusBar() {
  const { state, hasEnded } = useConnection();
  const { value: cluster } = useClusterStatus();
  const leader = cluster?.members.find((member) => member.isLeader);
  return (
    <Box
      component="footer"
      aria-label="Status"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: '18px',
        height: size.statusBar,
        flexShrink: 0,
        px: '14px',
        fontSize: '0.75rem',
        color: color.muted,
        bgcolor: color.surface,
        borderTop: `1px solid ${color.line}`,
        whiteSpace: 'nowrap',
        overflow: 'hidden',
      }}
    >
      <QuorumText
        quorum={cluster?.quorum ?? null}
        phase={hasEnded ? 'ended' : state.phase}
        problem={state.failure === null ? null : describeFailure(state.failure).title}
      />
      {leader === undefined ? null : (
        <Fact label={<Term meaning={terms.leader}>leader</Term>}>
          <b>{leader.name || leader.id}</b>
        </Fact>
      )}
      {state.revision === null ? null : (
        <Fact label={<Term meaning={terms.revision}>revision</Term>}>{formatCount(state.revision)}</Fact>
      )}
      {state.endpoint === null ? null : (
        <Fact label={state.endpoint.replace(/^https?:\/\//, '')}>
          {state.latencyMs === null ? null : formatDuration(state.latencyMs)}
        </Fact>
      )}
      <Box sx={{ flex: 1 }} />
      <TaskCentre />
      {state.serverVersion === null ? null : <span>etcd {state.serverVersion}</span>}
    </Box>
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
  readonly quorum: Quorum | null;
  readonly phase: ConnectionState['phase'] | 'ended';
  readonly problem: string | null;
}

function QuorumText(props: QuorumTextProps) {
  const { tone, text } = quorumWords(props);
  return (
    <Box component="span" role="status" sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
      <StatusDot tone={tone} isPulsing={props.phase === 'reconnecting'} />
      <span style={{ color: color.text }}>{text}</span>
    </Box>
  );
}

function quorumWords(props: QuorumTextProps): { readonly tone: Tone; readonly text: string } {
  if (props.phase === 'ended') return { tone: 'bad', text: 'Not connected' };
  if (props.phase !== 'connected') return { tone: 'warn', text: `Reconnecting. ${props.problem ?? ''}`.trim() };
  const { quorum } = props;
  if (quorum === null) return { tone: 'neutral', text: 'Asking the members' };
  const answer = `${quorum.healthy} of ${quorum.voters} voters answer`;
  if (!quorum.hasQuorum) return { tone: 'bad', text: `${answer}: quorum is lost` };
  const tone = quorum.healthy < quorum.voters ? 'warn' : 'ok';
  return { tone, text: `${answer}, ${quorum.tolerance === 0 ? 'none' : quorum.tolerance} may fail` };
}
