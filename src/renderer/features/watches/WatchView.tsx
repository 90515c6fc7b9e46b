import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { useMemo, useState } from 'react';
import { usePaneSizes } from '../../state/layout.ts';
import { useStore } from '../../state/store.ts';
import { escapeBytes } from '../../ui/byte-text.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { EyeIcon, PauseIcon, PlayIcon } from '../../ui/icons.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { StatusChip, type Tone } from '../../ui/StatusChip.tsx';
import { nothingSelected } from '../../ui/table-model.ts';
import { color, size } from '../../ui/tokens.ts';
import { CopyWatchLine } from './CopyWatchLine.tsx';
import { EndedBand } from './EndedBand.tsx';
import { EventDetails } from './EventDetails.tsx';
import { eventColumns } from './event-columns.tsx';
import { fittingRows, isFiltering, noFilter } from './event-filter.ts';
import { type LogRow, mostRows } from './event-log.ts';
import { FilterBar } from './FilterBar.tsx';
import type { RunningWatch, WatchView as View } from './running-watch.ts';
import { hasEnded, type WatchPhase } from './watch-notes.ts';

const phases: Readonly<Record<WatchPhase, { readonly tone: Tone; readonly word: string }>> = {
  starting: { tone: 'neutral', word: 'starting' },
  live: { tone: 'ok', word: 'live' },
  reconnecting: { tone: 'warn', word: 'reconnecting' },
  compacted: { tone: 'bad', word: 'ended: compacted' },
  failed: { tone: 'bad', word: 'ended' },
  ended: { tone: 'bad', word: 'ended' },
};

const rowKey = (row: LogRow): string => String(row.id);

const countEvents = (rows: readonly LogRow[]): number =>
  rows.reduce((sum, { kind }) => sum + (kind === 'event' ? 1 : 0), 0);

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
  const rows = useMemo(() => fittingRows(view.rows, filter), [view.rows, filter]);
  const chosen = useMemo(() => {
    const row = view.rows.find((each) => rowKey(each) === selection.cursor);
    return row?.kind === 'event' ? row.event : null;
  }, [view.rows, selection.cursor]);
  // The event chosen stays in sight after it has left the list.
  const [kept, setKept] = useState(chosen);
  if (chosen !== null && chosen !== kept) setKept(chosen);

  return (
    <Box
      role="tabpanel"
      aria-label={nameOfWatch(watch)}
      sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }}
    >
      <Toolbar watch={watch} view={view} onStop={onStop} />
      {hasEnded(view.phase) ? <EndedBand watch={watch} view={view} /> : null}
      <FilterBar
        filter={filter}
        onFilter={(next) => watch.filter.update(() => next)}
        shown={countEvents(rows)}
        kept={countEvents(view.rows)}
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
              content: <EventDetails event={selection.cursor === null ? null : kept} isRevealed={view.isRevealed} />,
            },
          ]}
        />
      </Box>
    </Box>
  );
}

function Toolbar({
  watch,
  view,
  onStop,
}: {
  readonly watch: RunningWatch;
  readonly view: View;
  readonly onStop: () => void;
}) {
  const phase = phases[view.phase];
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1.5,
        height: size.header,
        flexShrink: 0,
        px: '14px',
        borderBottom: `1px solid ${color.line}`,
      }}
    >
      <span role="status">
        <StatusChip tone={phase.tone}>{phase.word}</StatusChip>
      </span>
      <Box component="span" sx={{ color: color.muted, flex: 1, minWidth: 0, fontVariantNumeric: 'tabular-nums' }}>
        {plural(view.events, 'event')}, {view.rate < 10 ? view.rate.toFixed(1) : formatCount(Math.round(view.rate))} a
        second
        {view.dropped === 0
          ? ''
          : `. Only the newest are kept, ${formatCount(mostRows)} at most: ${formatCount(view.dropped)} made room`}
      </Box>
      {view.isPaused && view.unseen > 0 ? (
        <Box sx={{ color: color.warn }}>{plural(view.unseen, 'event')} since the pause</Box>
      ) : null}
      <Button
        startIcon={view.isPaused ? <PlayIcon size={14} /> : <PauseIcon size={14} />}
        onClick={() => watch.setPaused(!view.isPaused)}
      >
        {view.isPaused ? 'Resume' : 'Pause'}
      </Button>
      <FormControlLabel
        control={
          <Switch
            size="small"
            checked={view.isRevealed}
            disabled={hasEnded(view.phase)}
            onChange={(event) => watch.setRevealed(event.target.checked)}
          />
        }
        label="Reveal Secrets"
        sx={{ mx: 0, flexShrink: 0 }}
      />
      <CopyWatchLine request={watch.request} />
      <Button onClick={() => watch.clear()}>Clear</Button>
      <Button onClick={onStop}>Close watch</Button>
    </Box>
  );
}

/** What a watch is of, as etcdctl would say it. */
export function nameOfWatch({ request }: RunningWatch): string {
  const { text } = escapeBytes(request.key);
  if (!request.isPrefix) return text;
  return text === '' ? 'Every key' : `${text}…`;
}
