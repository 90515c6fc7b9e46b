import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useCommandSource } from '../../state/commands.ts';
import { usePaneSizes } from '../../state/layout.ts';
import { useFocus } from '../../state/use-focus.ts';
import { useIsRested } from '../../state/use-rested.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { plural } from '../../ui/format.ts';
import { ClockIcon, ReloadIcon } from '../../ui/icons.tsx';
import { LoadingRows } from '../../ui/LoadingState.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { nothingSelected } from '../../ui/table-model.ts';
import { EntryDetails } from './EntryDetails.tsx';
import { entryColumns } from './entry-columns.tsx';
import { JournalFilterBar } from './JournalFilterBar.tsx';
import { JournalFooter } from './JournalFooter.tsx';
import { isFiltering, useJournal, wholeJournal } from './journal-view.ts';
import { useChosenEntry } from './use-chosen-entry.ts';

const typingMs = 250;

/** Everything that was done from here, newest first, and the way back from it. */
export function JournalScreen() {
  const [view, setView] = useState(wholeJournal);
  const [selection, setSelection] = useState(nothingSelected);
  const [text, setText] = useState('');
  // A search unseals thousands of records: not one for each letter.
  if (useIsRested(view.text, typingMs) && text !== view.text) setText(view.text);
  const read = useJournal({ ...view, text });
  const { entries, damaged, isKept, isLoading, failure, hasOlder, refresh } = read;
  const chosen = useChosenEntry(selection.cursor, entries);
  const panes = usePaneSizes('journal');
  // Another screen may ask for an entry, whichever page it is on.
  useFocus('journal', (id) => setSelection({ ...nothingSelected, keys: new Set([id]), cursor: id }));
  useCommandSource(() => [
    { id: 'journal.refresh', title: 'Read the journal again', group: 'Journal', icon: <ReloadIcon />, run: refresh },
  ]);
  const showAll = <Button onClick={() => setView({ ...wholeJournal, scope: view.scope })}>Show all</Button>;
  const list =
    entries.length > 0 ? (
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
    ) : failure !== null ? null : !isFiltering(view) ? (
      <EmptyState icon={<ClockIcon size={28} />} title="Nothing was done from here yet">
        Every change made with etcdeck on this machine is listed here, with the way back where there is one.
      </EmptyState>
    ) : (
      <EmptyState title={hasOlder ? 'No entry is like that so far' : 'No entry is like that'} actions={showAll} />
    );
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      <JournalFilterBar view={view} onView={setView} onRefresh={refresh} />
      {damaged === 0 ? null : (
        <Notice tone="warn">
          {plural(damaged, 'record')} of the journal cannot be read, and their entries may be missing here.
        </Notice>
      )}
      {isKept ? null : (
        <Notice tone="info">
          Without a keychain the journal is in memory: it ends with etcdeck. What the command line does is kept without
          values.
        </Notice>
      )}
      {failure === null ? null : <FailureView failure={failure} layout="inline" onRetry={refresh} />}
      <Box sx={{ flex: 1, minHeight: 0 }}>
        {chosen === null ? (
          list
        ) : (
          <SplitPane
            {...panes}
            orientation="vertical"
            panes={[
              { id: 'entries', label: 'the entries', minSize: 120, content: list },
              {
                ...{ id: 'entry', label: 'the chosen entry', defaultSize: 300, minSize: 140 },
                content: <EntryDetails key={chosen.id} entry={chosen} entries={entries} />,
              },
            ]}
          />
        )}
      </Box>
      <JournalFooter read={read} />
    </Box>
  );
}
