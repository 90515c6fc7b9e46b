import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import { useEffect } from 'react';
import type { ClusterStatus } from '../../../contract/cluster.ts';
import type { ConnectionState } from '../../../contract/connections/state.ts';
import type { ConnectionSummary } from '../../../contract/connections/summary.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import { useApi } from '../../state/api.tsx';
import { useStream, useStreamFold } from '../../state/use-stream.ts';
import { StatusChip, StatusDot } from '../../ui/StatusChip.tsx';
import { color } from '../../ui/tokens.ts';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import {
  foldState,
  type HealthWords,
  type HeldState,
  hasItsSecrets,
  healthWords,
  leastUrgency,
  notChecked,
  notHeld,
} from './health-words.ts';

const intervalMs = 10_000;

/** Pixels that the line takes. */
export const healthHeight = 22;

interface ConnectionHealthProps {
  readonly summary: ConnectionSummary;
  /** The id of the text, for the element that it describes. */
  readonly id: string;
  /** Called as soon as it is known how urgent it is, and when that changes. */
  readonly onDidAnswer: (connection: ConnectionId, urgency: number) => void;
}

/** How a connection's members are, where the operator asked for it and no secret has to be typed. */
export function ConnectionHealth(props: ConnectionHealthProps) {
  return hasItsSecrets(props.summary) ? <CheckedHealth {...props} /> : <HealthLine words={notChecked} {...props} />;
}

/** Holds the connection open for as long as its row is shown. */
function CheckedHealth(props: ConnectionHealthProps) {
  const { profile } = props.summary;
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
  return <HealthLine words={healthWords(profile, held, cluster)} {...props} />;
}

function HealthLine(props: ConnectionHealthProps & { readonly words: HealthWords | null }) {
  const { words, summary, id, onDidAnswer } = props;
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
    </Box>
  );
}

/** A few words, and more of them where they are pointed at. */
function Told({ text, more }: { readonly text: string; readonly more: readonly string[] }) {
  if (more.length === 0) return <span>{text}</span>;
  return (
    <Tooltip title={<span style={{ whiteSpace: 'pre-line' }}>{more.join('\n')}</span>} describeChild>
      <span>
        {text}
        <VisuallyHidden>: {more.join('; ')}</VisuallyHidden>
      </span>
    </Tooltip>
  );
}
