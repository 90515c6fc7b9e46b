import Box from '@mui/material/Box';
import type { WatchEvent } from '../../../contract/watches.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { plainReading } from '../../parts/values/read-value.ts';
import { useReadValues } from '../../parts/values/use-read-values.ts';
import { ValueDiff } from '../../parts/values/ValueDiff.tsx';
import { ValueView } from '../../parts/values/ValueView.tsx';
import { useConnection } from '../../state/connection.tsx';
import { failureOf } from '../../state/failure.ts';
import { escapeBytes } from '../../ui/byte-text.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { FactList } from '../../ui/FactList.tsx';
import { formatBytes, formatCount } from '../../ui/format.ts';
import { LoadingRows } from '../../ui/LoadingState.tsx';
import { PaneHeader } from '../../ui/PaneHeader.tsx';
import { color, mono } from '../../ui/tokens.ts';
import { keyOf, revisionOf } from './watch-event.ts';

/** One event whole: the key, its revisions, and its value beside the one before. */
export function EventDetails(props: {
  readonly event: WatchEvent | null;
  /** Secret data is shown in clear, where it came so. */
  readonly isRevealed: boolean;
}) {
  const { event, isRevealed } = props;
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
            <FactList facts={factsOf(event)} />
          </Box>
          <Box sx={{ flex: 1, minHeight: 160, display: 'flex', flexDirection: 'column', px: '14px', pb: '14px' }}>
            <Values event={event} isRevealed={isRevealed} />
          </Box>
        </>
      )}
    </Box>
  );
}

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

function Values({ event, isRevealed }: { readonly event: WatchEvent; readonly isRevealed: boolean }) {
  const { id } = useConnection();
  const after = event.type === 'put' ? event.entry : null;
  const { previous } = event;
  const read = useReadValues(id, [previous, after], { ...plainReading, reveal: isRevealed });
  if (after === null && previous === null)
    return <Box sx={{ color: color.muted }}>The value before was not asked for, or is compacted.</Box>;
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
