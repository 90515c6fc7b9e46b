import Box from '@mui/material/Box';
import type { WatchEvent } from '../../../contract/watches.ts';
import { escapeBytes } from '../../ui/byte-text.ts';
import { CodeEditor } from '../../ui/CodeEditor.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { DiffEditor } from '../../ui/DiffEditor.tsx';
import { FactList } from '../../ui/FactList.tsx';
import { formatBytes, formatCount } from '../../ui/format.ts';
import { HexView } from '../../ui/HexView.tsx';
import { PaneHeader } from '../../ui/PaneHeader.tsx';
import { color, mono } from '../../ui/tokens.ts';
import { readValue } from '../../ui/value-text.ts';
import { keyOf, revisionOf } from './event-columns.tsx';

/** One event whole: the key, its revisions, and its value beside the one before. */
export function EventDetails({ event }: { readonly event: WatchEvent | null }) {
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
            <Values event={event} />
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
        { name: 'Size', value: formatBytes(event.entry.value.length) },
      ]
    : []),
  ...(event.previous === null
    ? []
    : [{ name: 'Revision before', value: formatCount(event.previous.modRevision), isMono: true }]),
];

function Values({ event }: { readonly event: WatchEvent }) {
  const before = event.previous === null ? null : readValue(event.previous.value);
  const after = event.type === 'put' ? readValue(event.entry.value) : null;
  if (before?.kind !== 'bytes' && after?.kind !== 'bytes' && before !== null) {
    return (
      <DiffEditor
        label="Value before and after"
        beforeTitle="Before"
        afterTitle={after === null ? 'Deleted' : 'After'}
        before={before.text}
        after={after?.text ?? ''}
        language={(after ?? before).language}
        height="100%"
      />
    );
  }
  const shown = event.type === 'put' ? event.entry.value : (event.previous?.value ?? null);
  if (shown === null)
    return <Box sx={{ color: color.muted }}>The value before was not asked for, or is compacted.</Box>;
  const read = readValue(shown);
  if (read.kind === 'bytes') return <HexView bytes={shown} label="Value" />;
  return (
    <CodeEditor
      documentId={`event/${revisionOf(event)}/${escapeBytes(keyOf(event)).text}`}
      text={read.text}
      language={read.language}
      label="Value"
      isReadOnly
    />
  );
}
