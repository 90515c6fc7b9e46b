import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { JournalEntry, JournalledKey } from '../../../contract/journal.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useSource } from '../../parts/source/source.tsx';
import { plainReading, type Reading } from '../../parts/values/read-value.ts';
import { useReadValues } from '../../parts/values/use-read-values.ts';
import { ValueNotes } from '../../parts/values/ValueNotes.tsx';
import { ValueView } from '../../parts/values/ValueView.tsx';
import { failureOf } from '../../state/failure.ts';
import { formatKeyFocus } from '../../state/key-focus.ts';
import { goTo } from '../../state/route.ts';
import { escapeBytes, toHex } from '../../ui/byte-text.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { LoadingRows } from '../../ui/LoadingState.tsx';
import { nothingSelected, type TableColumn } from '../../ui/table-model.ts';
import { color } from '../../ui/tokens.ts';
import { beforeWords } from './entry-words.ts';
import { useEntryKeys } from './use-entry-keys.ts';

const columns: readonly TableColumn<JournalledKey>[] = [
  { id: 'key', title: 'Key', width: 146, isMono: true, valueOf: ({ key }) => escapeBytes(key).text },
  { id: 'change', title: 'Change', width: 70, valueOf: ({ change }) => (change === 'put' ? 'written' : 'deleted') },
  { id: 'before', title: 'Before', width: 136, valueOf: beforeWords },
];

/** The keys that an entry changed, and what the chosen one held before. */
export function EntryKeys({ entry, isHere }: { readonly entry: JournalEntry; readonly isHere: boolean }) {
  const [reading, setReading] = useState<Reading>(plainReading);
  const [selection, setSelection] = useState(nothingSelected);
  const { keys, isLoading, failure, hasMore, readMore, retry } = useEntryKeys(entry, reading.reveal);
  const chosen = keys.find(({ key }) => toHex(key) === selection.cursor) ?? keys[0];
  if (failure !== null && keys.length === 0) return <FailureView failure={failure} layout="inline" onRetry={retry} />;
  if (keys.length === 0) {
    if (isLoading) return <LoadingRows label="Reading the keys of the entry" rows={4} />;
    return <Empty>{entry.canUndo ? 'None of its keys was changed.' : 'Its keys are no longer kept.'}</Empty>;
  }
  return (
    <Box sx={{ display: 'flex', height: '100%', minHeight: 0 }}>
      <Box sx={{ flex: '1 1 44%', minWidth: 0, display: 'flex', flexDirection: 'column' }}>
        <Box sx={{ flex: 1, minHeight: 0 }}>
          <DataTable
            label="Keys of the entry"
            columns={columns}
            rows={keys}
            keyOf={({ key }) => toHex(key)}
            selection={selection}
            onSelection={setSelection}
            // The order is that of writing.
            isSortable={false}
          />
        </Box>
        {hasMore ? (
          <Box sx={{ p: '4px 12px', borderTop: `1px solid ${color.line}` }}>
            <Button disabled={isLoading} onClick={readMore}>
              {isLoading ? 'Reading…' : 'Show more keys'}
            </Button>
          </Box>
        ) : null}
      </Box>
      {chosen === undefined ? null : (
        <Box
          sx={{
            ...{ flex: '1 1 56%', minWidth: 0, display: 'flex', flexDirection: 'column' },
            borderLeft: `1px solid ${color.line}`,
          }}
        >
          <Before entry={entry} chosen={chosen} isHere={isHere} reading={reading} onReading={setReading} />
        </Box>
      )}
    </Box>
  );
}

/** What a key held before, and the way to its history. */
function Before(props: {
  readonly entry: JournalEntry;
  readonly chosen: JournalledKey;
  readonly isHere: boolean;
  readonly reading: Reading;
  readonly onReading: (reading: Reading) => void;
}) {
  const { entry, chosen, isHere, reading, onReading } = props;
  const { id: source } = useSource();
  const { key, before } = chosen;
  const held = before?.value == null ? null : before;
  const entries =
    held?.value == null || held.bytes === null ? [] : [{ key, ...held, value: held.value, bytes: held.bytes }];
  const read = useReadValues(source, entries, reading);
  const value = read.data?.[0] ?? null;
  const history = isHere ? <HistoryButton keyBytes={key} /> : null;
  const name = escapeBytes(key).text;
  return (
    <>
      <Box
        sx={{
          ...{ display: 'flex', alignItems: 'center', gap: 1, p: '4px 12px', minHeight: 40, flexShrink: 0 },
          borderBottom: `1px solid ${color.line}`,
        }}
      >
        <Box sx={{ flex: 1, minWidth: 0, color: color.muted, overflow: 'hidden', textOverflow: 'ellipsis' }}>
          {before === null ? 'There was no such key before.' : `Before: ${beforeWords(chosen)}`}
        </Box>
        {history}
      </Box>
      {before === null ? null : held === null ? (
        <Empty>The command line keeps no values. An undo reads them from the history of the cluster.</Empty>
      ) : read.error !== null ? (
        <FailureView failure={failureOf(read.error)} layout="inline" />
      ) : value === null ? (
        <LoadingRows label="Reading the value" rows={4} />
      ) : (
        <>
          <ValueNotes read={value} reading={reading} onReading={(changes) => onReading({ ...reading, ...changes })} />
          <Box sx={{ flex: 1, minHeight: 80 }}>
            <ValueView
              read={value}
              label={`Value of ${name} before`}
              documentId={`journal/${entry.id}/${toHex(key)}`}
            />
          </Box>
        </>
      )}
    </>
  );
}

function HistoryButton({ keyBytes }: { readonly keyBytes: Uint8Array }) {
  const { connection } = useSource();
  if (connection === null) return null;
  const focus = formatKeyFocus({ kind: 'history', key: keyBytes });
  return (
    <Button onClick={() => goTo({ screen: 'workbench', connection, place: 'keys', focus })}>Show its history</Button>
  );
}

const Empty = ({ children }: { readonly children: string }) => (
  <Box sx={{ p: '12px 14px', color: color.muted }}>{children}</Box>
);
