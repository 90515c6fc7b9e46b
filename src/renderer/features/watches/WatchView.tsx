import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMemo, useState } from 'react';
import { usePaneSizes } from '../../state/layout.ts';
import { useStore } from '../../state/store.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { EyeIcon } from '../../ui/icons.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { nothingSelected } from '../../ui/table-model.ts';
import { color } from '../../ui/tokens.ts';
import { EndedBand } from './EndedBand.tsx';
import { EventDetails } from './EventDetails.tsx';
import { eventColumns } from './event-columns.tsx';
import { isFiltering, noFilter } from './event-filter.ts';
import type { EventRow, LogRow } from './event-log.ts';
import { FilterBar } from './FilterBar.tsx';
import { RecordingBand } from './RecordingBand.tsx';
import type { RunningWatch } from './running-watch.ts';
import { WatchToolbar } from './WatchToolbar.tsx';
import { nameOfWatch } from './watch-name.ts';
import { hasEnded } from './watch-notes.ts';

const rowKey = (row: LogRow): string => String(row.id);

const noteColor = { info: color.muted, warn: color.warn, bad: color.bad } as const;

const noteOf = (row: LogRow) =>
  row.kind === 'note' ? (
    <span title={row.text} style={{ color: noteColor[row.tone] }}>
      {row.text}
    </span>
  ) : null;

/** A watch: its events as they come, and the one that was chosen. */
export function WatchView({ watch, onStop }: { readonly watch: RunningWatch; readonly onStop: () => void }) {
  const view = useStore(watch.view);
  const [selection, setSelection] = useState(nothingSelected);
  const panes = usePaneSizes('watches');
  const filter = useStore(watch.filter);
  const { rows } = view;
  const chosen = useMemo((): EventRow | null => {
    const row = selection.cursor === null ? undefined : rows.at(rows.indexOfKey(selection.cursor));
    return row?.kind === 'event' ? row : null;
  }, [rows, selection.cursor]);
  // The event chosen stays in sight after it has left the list.
  const [kept, setKept] = useState(chosen);
  if (chosen !== null && chosen !== kept) setKept(chosen);

  return (
    <Box
      role="tabpanel"
      aria-label={nameOfWatch(watch)}
      sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }}
    >
      <WatchToolbar watch={watch} view={view} onStop={onStop} />
      <RecordingBand recorder={watch.recorder} />
      {hasEnded(view.phase) ? <EndedBand watch={watch} view={view} /> : null}
      <FilterBar
        filter={filter}
        onFilter={(next) => watch.filter.update(() => next)}
        shown={view.shown}
        kept={view.kept}
        isSearching={view.isSearching}
      />
      <Box sx={{ flex: 1, minHeight: 0 }}>
        <SplitPane
          {...panes}
          panes={[
            {
              id: 'events',
              label: 'the events',
              minSize: 440,
              content: (
                <DataTable
                  label="Events"
                  columns={eventColumns}
                  rows={rows}
                  keyOf={rowKey}
                  selection={selection}
                  onSelection={setSelection}
                  isSortable={false}
                  noteOf={noteOf}
                  empty={
                    isFiltering(filter) && view.events > 0 ? (
                      <EmptyState
                        icon={<EyeIcon size={28} />}
                        title="No event fits the filter"
                        actions={<Button onClick={() => watch.filter.update(() => noFilter)}>Show all</Button>}
                      />
                    ) : (
                      <EmptyState icon={<EyeIcon size={28} />} title="Nothing has happened yet">
                        Events appear here as they come, the newest first.
                      </EmptyState>
                    )
                  }
                />
              ),
            },
            {
              id: 'details',
              label: 'the event',
              defaultSize: 380,
              minSize: 260,
              isCollapsible: true,
              content: (
                <EventDetails
                  row={selection.cursor === null ? null : kept}
                  together={kept === null ? [] : watch.together(kept.id)}
                  isRevealed={view.isRevealed}
                  onChoose={(row) =>
                    setSelection({ keys: new Set([rowKey(row)]), anchor: rowKey(row), cursor: rowKey(row) })
                  }
                />
              ),
            },
          ]}
        />
      </Box>
    </Box>
  );
}
