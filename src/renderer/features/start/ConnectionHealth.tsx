import Box from '@mui/material/Box';
import { useEffect } from 'react';
import type { ClusterStatus } from '../../../contract/cluster.ts';
import type { ConnectionState } from '../../../contract/connections/state.ts';
import type { ConnectionSummary } from '../../../contract/connections/summary.ts';
import type { ClusterId, ConnectionId } from '../../../contract/ids.ts';
import { useApi } from '../../state/api.tsx';
import { useStream, useStreamFold } from '../../state/use-stream.ts';
import { StatusChip, StatusDot } from '../../ui/StatusChip.tsx';
import { color } from '../../ui/tokens.ts';
import {
  foldState,
  type HealthWords,
  type HeldState,
  hasItsSecrets,
  hasSnapshots,
  healthWords,
  leastUrgency,
  notChecked,
  notHeld,
} from './health-words.ts';
import { LastSnapshot } from './LastSnapshot.tsx';
import { Told } from './Told.tsx';

const intervalMs = 10_000;

/** Pixels that the line takes. */
export const healthHeight = 22;

interface ConnectionHealthProps {
  readonly summary: ConnectionSummary;
  /** The ids of the texts, for the element that they describe. */
  readonly id: string;
  readonly snapshotId: string;
  /** Called as soon as it is known how urgent it is, and when that changes. */
  readonly onDidAnswer: (connection: ConnectionId, urgency: number) => void;
}

/** How a connection's members are, and how old its last snapshot, where the operator asked for it and no secret has to be typed. */
export function ConnectionHealth(props: ConnectionHealthProps) {
  if (hasItsSecrets(props.summary)) return <CheckedHealth {...props} />;
  return <HealthLine words={notChecked} clusterId={props.summary.clusterId} {...props} />;
}

/** Holds the connection open for as long as its row is shown. */
function CheckedHealth(props: ConnectionHealthProps) {
  const { profile, clusterId } = props.summary;
  const api = useApi();
  const connection = profile.id;
  const held = useStreamFold<ConnectionState, HeldState>({
    key: connection,
    open: (signal) => api.connections.open({ connection, secrets: {}, isHealthCheck: true }, { signal }),
    initial: notHeld,
    fold: foldState,
  });
  const { state } = held.value;
  const hasAnswered = held.phase === 'streaming' && state !== null && state.phase !== 'connecting';
  const cluster = useStream<ClusterStatus>({
    key: hasAnswered ? connection : null,
    open: (signal) => api.cluster.follow({ connection, intervalMs }, { signal }),
    retryAfterMs: intervalMs,
  });
  const words = healthWords(profile, held, cluster);
  return <HealthLine words={words} clusterId={cluster.value?.clusterId ?? clusterId} {...props} />;
}

interface HealthLineProps extends ConnectionHealthProps {
  readonly words: HealthWords | null;
  /** The cluster that answered last; `null` where none ever did. */
  readonly clusterId: ClusterId | null;
}

function HealthLine({ words, clusterId, summary, id, snapshotId, onDidAnswer }: HealthLineProps) {
  const connection = summary.profile.id;
  // A connection that is gone waits for nothing.
  const urgency = words === null ? leastUrgency : words.urgency;
  useEffect(() => {
    if (urgency !== null) onDidAnswer(connection, urgency);
  }, [connection, urgency, onDidAnswer]);
  return (
    // The line is kept free, so that no row moves when its answer comes.
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        minHeight: healthHeight,
        fontSize: '0.75rem',
        color: words?.tone === 'bad' ? color.bad : color.muted,
      }}
    >
      {words === null ? null : (
        <span id={id} style={{ display: 'inline-flex', alignItems: 'center', gap: 8, minWidth: 0 }}>
          <StatusDot tone={words.tone} isPulsing={words.urgency === null} />
          <Told text={words.text} more={words.note === null ? [] : [words.note]} />
          {words.findings === null ? null : (
            <StatusChip tone={words.findings.tone}>
              <Told text={words.findings.text} more={words.findings.titles} />
            </StatusChip>
          )}
        </span>
      )}
      {clusterId === null || !hasSnapshots(summary, clusterId) ? null : (
        <LastSnapshot clusterId={clusterId} id={snapshotId} />
      )}
    </Box>
  );
}
