import Tooltip from '@mui/material/Tooltip';
import type { ClusterStatus } from '../../../contract/cluster.ts';
import type { ConnectionState } from '../../../contract/connections/state.ts';
import type { ConnectionSummary } from '../../../contract/connections/summary.ts';
import { useApi } from '../../state/api.tsx';
import { useStream, useStreamFold } from '../../state/use-stream.ts';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import {
  foldState,
  type HealthWords,
  type HeldState,
  hasItsSecrets,
  healthWords,
  notChecked,
  notHeld,
} from './health-words.ts';

const intervalMs = 10_000;

interface ConnectionHealthProps {
  readonly summary: ConnectionSummary;
  /** The id of the text, for the element that it describes. */
  readonly id: string;
}

/** How a connection's members are, where the operator asked for it and no secret has to be typed. */
export function ConnectionHealth({ summary, id }: ConnectionHealthProps) {
  return hasItsSecrets(summary) ? (
    <CheckedHealth summary={summary} id={id} />
  ) : (
    <HealthChip words={notChecked} id={id} />
  );
}

/** Holds the connection open for as long as its row is shown. */
function CheckedHealth({ summary: { profile }, id }: ConnectionHealthProps) {
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
  return words === null ? null : <HealthChip words={words} id={id} />;
}

function HealthChip({ words: { tone, text, note }, id }: { readonly words: HealthWords; readonly id: string }) {
  return (
    <Tooltip title={note ?? ''} describeChild>
      <span id={id} style={{ flexShrink: 0 }}>
        <StatusChip tone={tone}>{text}</StatusChip>
        {note === null ? null : <VisuallyHidden>: {note}</VisuallyHidden>}
      </span>
    </Tooltip>
  );
}
