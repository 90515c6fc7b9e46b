import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useCommandSource } from '../../state/commands.ts';
import { useIsRested } from '../../state/use-rested.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { ClockIcon } from '../../ui/icons.tsx';
import { LoadingRows } from '../../ui/LoadingState.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { nothingSelected } from '../../ui/table-model.ts';
import { color } from '../../ui/tokens.ts';
import { EntryDetails } from './EntryDetails.tsx';
import { entryColumns } from './entry-columns.tsx';
import { JournalFilterBar } from './JournalFilterBar.tsx';
import { isFiltering, useJournal, wholeJournal } from './journal-view.ts';

const typingMs = 250;

/** Everything that was done from here, newest first, and the way back from it. */
export function JournalScreen() {
  const [view, setView] = useState(wholeJournal);
  const [selection, setSelection] = useState(nothingSelected);
  const [text, setText] = useState('');
  // A search unseals thousands of records: not one for each letter.
  if (useIsRested(view.text, typingMs) && text !== view.text) setText(view.text);
  const read = useJournal({ ...view, text });
  const { entries, damaged, isKept, isLoading, failure, hasOlder, readOlder, refresh } = read;
  const chosen = entries.find(({ id }) => id === selection.cursor);
  useCommandSource(() => [
    { id: 'journal.refresh', title: 'Read the journal again', group: 'Journal', icon: <ClockIcon />, run: refresh },
  ]);
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      <JournalFilterBar view={view} onView={setView} />
      {damaged === 0 ? null : (
        <Notice tone="warn">
          {plural(damaged, 'record')} of the journal cannot be read, and their entries may be missing here.
        </Notice>
      )}
      {isKept ? null : <Notice tone="info">Without a keychain the journal is in memory: it ends with etcdeck.</Notice>}
      {failure === null ? null : <FailureView failure={failure} layout="inline" onRetry={refresh} />}
      <Box sx={{ flex: 1, minHeight: 0 }}>
        {entries.length > 0 ? (
          <DataTable
            label="Journal"
            columns={entryColumns}
            rows={entries}
            keyOf={({ id }) => id}
            selection={selection}
            onSelection={setSelection}
            isSortable={false}
          />
        ) : isLoading ? (
          <LoadingRows label="Reading the journal" />
        ) : failure !== null ? null : (
          <EmptyState icon={<ClockIcon size={28} />} title={emptyTitle(isFiltering(view), hasOlder)}>
            Every change made with etcdeck on this machine is listed here, with the way to undo it.
          </EmptyState>
        )}
      </Box>
      <Box
        sx={{
          ...{ display: 'flex', alignItems: 'center', gap: 1, p: '4px 14px', minHeight: 40, flexShrink: 0 },
          ...{ borderTop: `1px solid ${color.line}`, color: color.muted },
        }}
      >
        <Box role="status" sx={{ flex: 1 }}>
          {hasOlder ? 'At least ' : ''}
          {entries.length === 1 ? '1 entry' : `${formatCount(entries.length)} entries`}
        </Box>
        {hasOlder ? (
          <Button disabled={isLoading} onClick={readOlder}>
            {isLoading ? 'Reading…' : 'Show older'}
          </Button>
        ) : null}
      </Box>
      {chosen === undefined ? null : <EntryDetails key={chosen.id} entry={chosen} entries={entries} />}
    </Box>
  );
}

function emptyTitle(isFiltered: boolean, hasOlder: boolean): string {
  if (!isFiltered) return 'Nothing was done from here yet';
  return hasOlder ? 'No entry is like that so far' : 'No entry is like that';
}
