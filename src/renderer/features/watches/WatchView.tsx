import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useCallback, useMemo, useRef, useState } from 'react';
import { usePaneSizes } from '../../state/layout.ts';
import { useStore, useStorePart } from '../../state/store.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { EyeIcon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
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
  const selection = useStore(watch.selection);
  const panes = usePaneSizes('watches');
  const { rows } = view;
  const chosen = useMemo((): EventRow | null => {
    const row = selection.cursor === null ? undefined : rows.at(rows.indexOfKey(selection.cursor));
    return row?.kind === 'event' ? row : null;
  }, [rows, selection.cursor]);
  // The event chosen stays in sight after it has left the list.
  const [kept, setKept] = useState(chosen);
  if (chosen !== null && chosen !== kept) setKept(chosen);
  const together = useSameList(kept === null ? [] : watch.together(kept.id));
  const choose = useCallback(
    (row: EventRow) =>
      watch.selection.update(() => ({ keys: new Set([rowKey(row)]), anchor: rowKey(row), cursor: rowKey(row) })),
    [watch],
  );

  return (
    <Box
      role="tabpanel"
      aria-label={nameOfWatch(watch)}
      sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }}
    >
      <WatchToolbar watch={watch} onStop={onStop} />
      {view.isHeld ? (
        <Notice tone="warn">
          The list is full. The member keeps what comes, until it is compacted: resume to read on.
        </Notice>
      ) : null}
      <RecordingBand recorder={watch.recorder} />
      {hasEnded(view.phase) ? <EndedBand watch={watch} view={view} /> : null}
      <FilterBar watch={watch} />
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
                  onSelection={(next) => watch.selection.update(() => next)}
                  place={watch.place.get()}
                  onPlace={(next) => watch.place.update(() => next)}
                  isSortable={false}
                  noteOf={noteOf}
                  empty={<NoEvents watch={watch} />}
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
                  together={together}
                  isRevealed={view.isRevealed}
                  onChoose={choose}
                />
              ),
            },
          ]}
        />
      </Box>
    </Box>
  );
}

/** Returns the list before while it holds the same: what draws it is then not drawn again. */
function useSameList<T>(list: readonly T[]): readonly T[] {
  const before = useRef(list);
  const isSame = before.current.length === list.length && list.every((one, at) => one === before.current[at]);
  if (!isSame) before.current = list;
  return before.current;
}

function NoEvents({ watch }: { readonly watch: RunningWatch }) {
  const filter = useStore(watch.filter);
  const isEmpty = useStorePart(watch.view, (view) => view.events === 0);
  return isFiltering(filter) && !isEmpty ? (
    <EmptyState
      icon={<EyeIcon size={28} />}
      title="No event fits the filter"
      actions={<Button onClick={() => watch.filter.update(() => noFilter)}>Show all</Button>}
    />
  ) : (
    <EmptyState icon={<EyeIcon size={28} />} title="Nothing has happened yet">
      Events appear here as they come, the newest first.
    </EmptyState>
  );
}
