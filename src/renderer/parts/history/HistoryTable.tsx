import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { type ReactNode, useMemo } from 'react';
import type { KeyState } from '../../../contract/history.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { formatBytes, formatCount } from '../../ui/format.ts';
import { LoadingRows } from '../../ui/LoadingState.tsx';
import type { TableColumn, TableSelection } from '../../ui/table-model.ts';
import { color } from '../../ui/tokens.ts';
import { FailureView } from '../failures/FailureView.tsx';
import { reachText, revisionOf } from './history-states.ts';
import type { KeyHistoryStream } from './use-key-history.ts';

/** Names a state in a selection. */
export const nameOfState = (state: KeyState): string => String(revisionOf(state));

const columns: readonly TableColumn<KeyState>[] = [
  {
    id: 'revision',
    title: 'Revision',
    width: 88,
    align: 'end',
    isMono: true,
    valueOf: revisionOf,
    render: (state) => formatCount(revisionOf(state)),
  },
  {
    id: 'bytes',
    title: 'Size',
    width: 72,
    align: 'end',
    valueOf: (state) => (state.kind === 'put' ? state.entry.bytes : null),
    render: (state) =>
      state.kind === 'put' ? formatBytes(state.entry.bytes) : <span style={{ color: color.bad }}>deleted</span>,
  },
];

/** The states of a key that can still be read, the newest first, and how far back they reach. */
export function HistoryTable(props: {
  readonly history: KeyHistoryStream;
  readonly selection: TableSelection;
  readonly onSelection: (selection: TableSelection) => void;
  readonly onOpen?: (state: KeyState) => void;
  /** Says when a revision was written; without it there is no column of times. */
  readonly whenOf?: (revision: number) => string;
  /** There are newer states than these. */
  readonly hasGoneOn?: boolean;
  /** What can be done with the states chosen. */
  readonly actions?: ReactNode;
}) {
  const { history, selection, onSelection, onOpen, whenOf, hasGoneOn = false, actions } = props;
  const { states } = history.value;
  const shown = useMemo(
    (): readonly TableColumn<KeyState>[] =>
      whenOf === undefined
        ? columns
        : [...columns, { id: 'when', title: 'Written', width: 150, valueOf: (state) => whenOf(revisionOf(state)) }],
    [whenOf],
  );
  if (history.phase === 'failed' && history.failure !== null && states.length === 0) {
    return <FailureView failure={history.failure} layout="inline" onRetry={history.restart} />;
  }
  if (history.phase === 'opening' && states.length === 0) return <LoadingRows label="Reading the history" rows={8} />;
  const isReading = history.phase === 'streaming' || history.phase === 'opening';
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 }}>
      {actions === undefined ? null : (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, p: '8px 14px' }}>{actions}</Box>
      )}
      <Box sx={{ flex: 1, minHeight: 0, borderTop: actions === undefined ? undefined : `1px solid ${color.line}` }}>
        <DataTable
          label="History"
          columns={shown}
          rows={states}
          keyOf={nameOfState}
          selection={selection}
          onSelection={onSelection}
          isSortable={false}
          {...(onOpen === undefined ? {} : { onOpen })}
          empty={<Box sx={{ p: '14px', color: color.muted }}>Nothing of it is left in the history.</Box>}
        />
      </Box>
      <Box sx={{ p: '8px 14px', color: color.muted, borderTop: `1px solid ${color.line}` }}>
        {reachText(history.value, isReading)}
        {history.failure === null ? '' : ' It could not be read any further.'}{' '}
        {hasGoneOn || history.failure !== null ? <Button onClick={history.restart}>Read again</Button> : null}
      </Box>
    </Box>
  );
}
