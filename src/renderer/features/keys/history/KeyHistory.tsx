import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMemo, useState } from 'react';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { useApi } from '../../../state/api.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { useStreamFold } from '../../../state/use-stream.ts';
import { toHex } from '../../../ui/byte-text.ts';
import { DataTable } from '../../../ui/DataTable.tsx';
import { formatBytes, formatCount, plural } from '../../../ui/format.ts';
import { LoadingRows } from '../../../ui/LoadingState.tsx';
import { nothingSelected, type TableColumn } from '../../../ui/table-model.ts';
import { color } from '../../../ui/tokens.ts';
import type { KeyDialog } from '../model/key-dialogs.ts';
import { useTimeline } from '../source/use-timeline.ts';
import { boundedPages, type KeyStates, noStates, rowsOf, type StateRow, withPage } from './key-states.ts';

const columns: readonly TableColumn<StateRow>[] = [
  {
    id: 'revision',
    title: 'Revision',
    width: 88,
    align: 'end',
    isMono: true,
    valueOf: ({ revision }) => revision,
    render: ({ revision }) => formatCount(revision),
  },
  {
    id: 'bytes',
    title: 'Size',
    width: 72,
    align: 'end',
    valueOf: ({ bytes }) => bytes,
    render: ({ bytes }) => (bytes === null ? <span style={{ color: color.bad }}>deleted</span> : formatBytes(bytes)),
  },
  { id: 'when', title: 'Written', width: 150, valueOf: ({ when }) => when },
];

const keyOfRow = ({ revision }: StateRow): string => String(revision);

/** Every state of a key that can still be read, the newest first: to compare two of them, or to put one back. */
export function KeyHistory(props: {
  readonly keyBytes: Uint8Array;
  /** The revision that is shown now, to see that the history has gone on since. */
  readonly shownRevision: number | null;
  readonly reveal: boolean;
  readonly onDialog: (dialog: KeyDialog) => void;
}) {
  const { keyBytes: key, shownRevision, reveal, onDialog } = props;
  const api = useApi();
  const { id } = useConnection();
  const timeline = useTimeline();
  const [selection, setSelection] = useState(nothingSelected);
  const history = useStreamFold({
    key: `${id}/${toHex(key)}/${reveal}`,
    open: (signal) => boundedPages(api.history.ofKey({ connection: id, key, reveal }, { signal })),
    initial: noStates,
    fold: withPage,
  });
  const { states } = history.value;
  const sightings = timeline.data?.sightings;
  const rows = useMemo(() => rowsOf(states, sightings ?? [], Date.now()), [states, sightings]);
  // Newest first, as they stand.
  const chosen = rows.filter((row) => selection.keys.has(keyOfRow(row)));
  const [first, second] = chosen;
  const older = first === undefined ? undefined : rows[rows.indexOf(first) + 1];
  const compare = (before: StateRow, after: StateRow | null): void =>
    onDialog({ kind: 'states', key, before: before.state, after: after?.state ?? null, reveal });

  if (history.phase === 'failed' && history.failure !== null && states.length === 0) {
    return <FailureView failure={history.failure} layout="inline" onRetry={history.restart} />;
  }
  if (history.phase === 'opening' && states.length === 0) return <LoadingRows label="Reading the history" rows={8} />;
  const hasGoneOn = shownRevision !== null && shownRevision > (rows[0]?.revision ?? shownRevision);
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, p: '8px 14px' }}>
        {chosen.length === 2 && first !== undefined && second !== undefined ? (
          <Button onClick={() => compare(second, first)}>Compare the two</Button>
        ) : (
          <>
            <Button
              disabled={chosen.length !== 1 || first === undefined}
              onClick={() => first !== undefined && compare(first, null)}
            >
              Compare with now
            </Button>
            <Button
              disabled={chosen.length !== 1 || first?.state.kind !== 'put'}
              onClick={() => first?.state.kind === 'put' && onDialog({ kind: 'put-back', entry: first.state.entry })}
            >
              Put back…
            </Button>
            <Button
              disabled={chosen.length !== 1 || older === undefined}
              onClick={() => first !== undefined && older !== undefined && compare(older, first)}
            >
              Compare with the one before
            </Button>
          </>
        )}
      </Box>
      <Box sx={{ flex: 1, minHeight: 0, borderTop: `1px solid ${color.line}` }}>
        <DataTable
          label="History"
          columns={columns}
          rows={rows}
          keyOf={keyOfRow}
          selection={selection}
          onSelection={setSelection}
          isSortable={false}
          onOpen={(row) => {
            const before = rows[rows.indexOf(row) + 1];
            if (before !== undefined) compare(before, row);
            else compare(row, null);
          }}
          empty={<Box sx={{ p: '14px', color: color.muted }}>Nothing of it is left in the history.</Box>}
        />
      </Box>
      <Box sx={{ p: '8px 14px', color: color.muted, borderTop: `1px solid ${color.line}` }}>
        {historyText(history.value, history.phase === 'streaming' || history.phase === 'opening')}
        {history.failure === null ? '' : ' It could not be read any further.'}{' '}
        {hasGoneOn || history.failure !== null ? <Button onClick={history.restart}>Read again</Button> : null}
      </Box>
    </Box>
  );
}

function historyText({ states, isComplete, reachedRevision }: KeyStates, isReading: boolean): string {
  const count = plural(states.length, 'state');
  if (isReading) return `At least ${count}, still reading.`;
  const reached = reachedRevision ?? 0;
  if (!isComplete) return `The newest ${count}, back to revision ${formatCount(reached)}.`;
  return reached <= 1
    ? `${count}, all that ever were.`
    : `${count}. What was before revision ${formatCount(reached)} is compacted.`;
}
