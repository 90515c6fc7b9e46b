import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import LinearProgress from '@mui/material/LinearProgress';
import Tooltip from '@mui/material/Tooltip';
import { useMemo, useState } from 'react';
import type { RevisionSighting } from '../../../contract/history.ts';
import type { LeaseId } from '../../../contract/ids.ts';
import type { Contest, LocksNotice } from '../../../contract/locks.ts';
import { useTimeline } from '../../parts/source/use-timeline.ts';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';
import { usePaneSizes } from '../../state/layout.ts';
import { useStreamFold } from '../../state/use-stream.ts';
import { escapeBytes, toHex } from '../../ui/byte-text.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Field } from '../../ui/Field.tsx';
import { footBar } from '../../ui/foot-bar.ts';
import { formatClock, formatCount, plural } from '../../ui/format.ts';
import { LeaseIcon, ReloadIcon } from '../../ui/icons.tsx';
import { LoadingRows } from '../../ui/LoadingState.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { nothingSelected, type TableColumn } from '../../ui/table-model.ts';
import { color } from '../../ui/tokens.ts';
import { LeasesFailure } from './LeasesFailure.tsx';
import { LockLine } from './LockLine.tsx';
import { contenderWords, type FoundLocks, filterContests, noLocks, sinceWords, withNotice } from './lock-rows.ts';

const columnsAt = (sightings: readonly RevisionSighting[] | null, now: number): readonly TableColumn<Contest>[] => [
  {
    ...{ id: 'prefix', title: 'Lock or election', width: 220, isMono: true },
    valueOf: ({ prefix }) => escapeBytes(prefix).text,
  },
  {
    ...{ id: 'holder', title: 'Held by', width: 190 },
    valueOf: ({ line: [holder] }) => (holder === undefined ? null : contenderWords(holder)),
  },
  {
    ...{ id: 'since', title: 'In line since', width: 210 },
    valueOf: ({ line: [holder] }) => holder?.createRevision ?? null,
    render: ({ line: [holder] }) => (holder === undefined ? null : sinceWords(holder, sightings, now)),
  },
  {
    ...{ id: 'waiting', title: 'Waiting', width: 84, align: 'end' },
    valueOf: ({ inLine }) => inLine - 1,
    render: ({ inLine }) => formatCount(inLine - 1),
  },
];

const idOf = ({ prefix }: Contest): string => toHex(prefix);

/** Who holds which lock, who leads which election, and who waits for it. */
export function LocksTab(props: {
  readonly onLease: (lease: LeaseId) => void;
  readonly onKey: (key: Uint8Array) => void;
}) {
  const api = useApi();
  const { id: connection } = useConnection();
  const { data: timeline } = useTimeline();
  const [text, setText] = useState('');
  const [selection, setSelection] = useState(nothingSelected);
  const panes = usePaneSizes('locks');
  const { value, phase, failure, restart } = useStreamFold<LocksNotice, FoundLocks>({
    key: connection,
    open: (signal) => api.locks.list({ connection }, { signal }),
    initial: noLocks,
    fold: withNotice,
  });
  const sightings = timeline?.sightings ?? null;
  // What was found of the time is as old as the list.
  const columns = useMemo(() => columnsAt(sightings, value.end?.at ?? Date.now()), [sightings, value.end]);
  const rows = useMemo(() => filterContests(value.contests, text), [value.contests, text]);
  const chosen = value.contests.find((one) => idOf(one) === selection.cursor);
  const isLooking = phase === 'opening' || phase === 'streaming';
  if (phase === 'failed' && failure !== null) return <LeasesFailure failure={failure} onRetry={restart} />;
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      {value.end !== null && value.end.untold > 0 ? (
        <Notice tone="warn">
          {plural(value.end.untold, 'lease')} {value.end.untold === 1 ? 'does' : 'do'} not tell you every attached key:
          there may be more locks.
        </Notice>
      ) : null}
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, p: 1, borderBottom: `1px solid ${color.line}` }}>
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <Field
            label="Find a lock"
            isLabelHidden
            placeholder="Find by name, holder or lease"
            value={text}
            onChange={setText}
          />
        </Box>
        <Tooltip title="Look again">
          <IconButton aria-label="Look again" onClick={restart}>
            <ReloadIcon size={14} />
          </IconButton>
        </Tooltip>
      </Box>
      <Box sx={{ flex: 1, minHeight: 0 }}>
        <SplitPane
          {...panes}
          panes={[
            {
              ...{ id: 'locks', label: 'the locks', minSize: 420 },
              content: (
                <DataTable
                  label="Locks and elections"
                  columns={columns}
                  rows={rows}
                  keyOf={idOf}
                  selection={selection}
                  onSelection={setSelection}
                  isSettled={!isLooking}
                  empty={
                    isLooking ? (
                      <LoadingRows label="Looking for locks" />
                    ) : value.contests.length === 0 ? (
                      <EmptyState icon={<LeaseIcon size={28} />} title="Nobody holds a lock or leads an election">
                        Those of etcd’s own clients are seen, as of etcdctl lock and etcdctl elect: keys that end with
                        the id of their lease. Other tools lay out their locks in other ways.
                      </EmptyState>
                    ) : (
                      <EmptyState
                        title="No such lock"
                        actions={<Button onClick={() => setText('')}>Show all</Button>}
                      />
                    )
                  }
                />
              ),
            },
            {
              ...{ id: 'line', label: 'the line', defaultSize: '42%', minSize: 300, isCollapsible: true },
              content:
                chosen === undefined ? (
                  <EmptyState title="Choose a lock">
                    Who holds it and who waits is shown here, in their order.
                  </EmptyState>
                ) : (
                  <LockLine
                    contest={chosen}
                    sightings={sightings}
                    now={value.end?.at ?? Date.now()}
                    onLease={props.onLease}
                    onKey={props.onKey}
                  />
                ),
            },
          ]}
        />
      </Box>
      <Foot found={value} isLooking={isLooking} />
    </Box>
  );
}

function Foot({
  found: { contests, done, total, end },
  isLooking,
}: {
  readonly found: FoundLocks;
  readonly isLooking: boolean;
}) {
  return (
    <Box sx={footBar}>
      <Box role="status" sx={{ flex: 1 }}>
        {end === null
          ? total === null
            ? ''
            : `Asked ${formatCount(done)} of ${plural(total, 'lease')} for their keys`
          : `${plural(contests.length, 'lock or election', 'locks and elections')}, as of ${formatClock(end.at)}`}
      </Box>
      {isLooking && total !== null ? (
        <LinearProgress
          variant="determinate"
          aria-label="Asking leases for their keys"
          value={total === 0 ? 0 : (done / total) * 100}
          sx={{ width: 120 }}
        />
      ) : null}
    </Box>
  );
}
