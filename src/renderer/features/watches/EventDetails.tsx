import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import { useQuery } from '@tanstack/react-query';
import { memo } from 'react';
import { liveKeys } from '../../../contract/key-source.ts';
import type { KeyEntry } from '../../../contract/keys.ts';
import type { WatchEvent } from '../../../contract/watches.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { plainReading } from '../../parts/values/read-value.ts';
import { useReadValues } from '../../parts/values/use-read-values.ts';
import { ValueDiff } from '../../parts/values/ValueDiff.tsx';
import { ValueView } from '../../parts/values/ValueView.tsx';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';
import { failureOf } from '../../state/failure.ts';
import { formatKeyFocus } from '../../state/key-focus.ts';
import { goTo } from '../../state/route.ts';
import { escapeBytes, startsWithBytes, toHex } from '../../ui/byte-text.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { FactList } from '../../ui/FactList.tsx';
import { formatBytes, formatCount } from '../../ui/format.ts';
import { LoadingRows } from '../../ui/LoadingState.tsx';
import { PaneHeader } from '../../ui/PaneHeader.tsx';
import { color, mono } from '../../ui/tokens.ts';
import type { EventRow } from './event-log.ts';
import { keyOf, revisionOf } from './watch-event.ts';

/** One event whole: the key, its revisions, and its value beside the one before. */
export const EventDetails = memo(
  (props: {
    readonly row: EventRow | null;
    /** The changes of its transaction, itself among them. */
    readonly together: readonly EventRow[];
    readonly onChoose: (row: EventRow) => void;
    /** Secret data is shown in clear, where it came so. */
    readonly isRevealed: boolean;
  }) => {
    const { row, together, isRevealed, onChoose } = props;
    const event = row?.event ?? null;
    return (
      <Box
        component="aside"
        aria-label="Event details"
        sx={{
          height: '100%',
          display: 'flex',
          flexDirection: 'column',
          overflow: 'auto',
          backgroundColor: color.surface,
        }}
      >
        <PaneHeader title="Event">
          {event === null ? null : <CopyButton label="Copy key" text={escapeBytes(keyOf(event)).text} />}
        </PaneHeader>
        {event === null ? (
          <Box sx={{ p: '14px', color: color.muted }}>Choose an event to see its value and the one before.</Box>
        ) : (
          <>
            <Box sx={{ p: '14px', display: 'flex', flexDirection: 'column', gap: 1.5 }}>
              <Box sx={{ ...mono, overflowWrap: 'anywhere' }}>{escapeBytes(keyOf(event)).text}</Box>
              <Follow event={event} />
              <FactList facts={factsOf(event)} />
              {together.length > 1 ? <Together rows={together} chosen={row} onChoose={onChoose} /> : null}
            </Box>
            <Box sx={{ flex: 1, minHeight: 160, display: 'flex', flexDirection: 'column', px: '14px', pb: '14px' }}>
              <Values event={event} isRevealed={isRevealed} />
            </Box>
          </>
        )}
      </Box>
    );
  },
);

const factsOf = (event: WatchEvent) => [
  { name: 'Type', value: event.type },
  { name: 'Revision', value: formatCount(revisionOf(event)), isMono: true },
  ...(event.type === 'put'
    ? [
        { name: 'Version', value: formatCount(event.entry.version), isMono: true },
        { name: 'Lease', value: event.entry.lease ?? 'none', isMono: event.entry.lease !== null },
        { name: 'Size', value: formatBytes(event.entry.bytes) },
      ]
    : []),
  ...(event.previous === null
    ? []
    : [{ name: 'Revision before', value: formatCount(event.previous.modRevision), isMono: true }]),
];

/** The ways to the key itself. */
function Follow({ event }: { readonly event: WatchEvent }) {
  const { id: connection } = useConnection();
  const api = useApi();
  const key = keyOf(event);
  const registries = useQuery({
    queryKey: ['registries', connection],
    queryFn: ({ signal }) => api.kubernetes.registries({ source: liveKeys(connection), prefix: null }, { signal }),
  });
  const isObject = registries.data?.some(({ prefix }) => startsWithBytes(key, prefix)) ?? false;
  const go = (place: 'keys' | 'kubernetes') => () =>
    goTo({
      screen: 'workbench',
      connection,
      place,
      focus: place === 'keys' ? formatKeyFocus({ kind: 'key', key }) : toHex(key),
    });
  return (
    <Box sx={{ display: 'flex', gap: 1 }}>
      <Button onClick={go('keys')}>Show in Keys</Button>
      {isObject ? <Button onClick={go('kubernetes')}>Show in Kubernetes</Button> : null}
    </Box>
  );
}

const mostTogether = 20;

/** What one transaction changed beside this key. */
function Together(props: {
  readonly rows: readonly EventRow[];
  readonly chosen: EventRow | null;
  readonly onChoose: (row: EventRow) => void;
}) {
  const { rows, chosen, onChoose } = props;
  const others = rows.filter(({ id }) => id !== chosen?.id);
  return (
    <Box role="group" aria-label="The same transaction">
      <Box sx={{ color: color.muted, mb: '4px' }}>
        One transaction changed {formatCount(rows.length)} of the keys that are listed:
      </Box>
      {others.slice(0, mostTogether).map((row) => (
        <Box key={row.id} sx={{ ...mono, overflowWrap: 'anywhere' }}>
          {row.event.type}{' '}
          <Link component="button" type="button" onClick={() => onChoose(row)} sx={mono}>
            {row.name}
          </Link>
        </Box>
      ))}
      {others.length > mostTogether ? (
        <Box sx={{ color: color.muted }}>and {formatCount(others.length - mostTogether)} more</Box>
      ) : null}
    </Box>
  );
}

/** The value before: as the watch brought it, else from history. `undefined`: it is being read. */
function usePrevious(event: WatchEvent, reveal: boolean): KeyEntry | null | undefined {
  const { id } = useConnection();
  const api = useApi();
  const key = keyOf(event);
  const isFirst = event.type === 'put' && event.entry.version === 1;
  const read = useQuery({
    queryKey: ['value before', id, toHex(key), revisionOf(event), reveal],
    queryFn: async ({ signal }) => {
      const source = { ...liveKeys(id), revision: revisionOf(event) - 1 };
      return (await api.keys.get({ source, key, reveal }, { signal })).entry;
    },
    enabled: event.previous === null && !isFirst,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (event.previous !== null || isFirst || read.isError) return event.previous;
  return read.data;
}

function Values({ event, isRevealed }: { readonly event: WatchEvent; readonly isRevealed: boolean }) {
  const { id } = useConnection();
  const after = event.type === 'put' ? event.entry : null;
  const previous = usePrevious(event, isRevealed);
  const read = useReadValues(id, [previous ?? null, after], { ...plainReading, reveal: isRevealed });
  if (previous === undefined) return <LoadingRows label="Reading the value before" rows={8} />;
  if (after === null && previous === null) return <Box sx={{ color: color.muted }}>The value before is compacted.</Box>;
  if (read.isError) return <FailureView failure={failureOf(read.error)} layout="inline" />;
  if (read.data === undefined) return <LoadingRows label="Reading the value" rows={8} />;
  const [before = null, now = null] = read.data;
  const alone = now ?? before;
  if (before !== null && [before, now].every((each) => each?.value.codec !== 'hex')) {
    return (
      <ValueDiff
        label="Value before and after"
        beforeTitle="Before"
        afterTitle={now === null ? 'Deleted' : 'After'}
        before={before}
        after={now}
        height="100%"
      />
    );
  }
  if (alone === null) return null;
  return (
    <ValueView read={alone} label="Value" documentId={`event/${revisionOf(event)}/${escapeBytes(keyOf(event)).text}`} />
  );
}
