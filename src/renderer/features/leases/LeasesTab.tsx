import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { useEffect, useMemo, useState } from 'react';
import type { LeaseId } from '../../../contract/ids.ts';
import { mostLeasesRevoked } from '../../../contract/plans.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { usePaneSizes } from '../../state/layout.ts';
import { useStore } from '../../state/store.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { footBar } from '../../ui/foot-bar.ts';
import { formatClock, formatCount, plural } from '../../ui/format.ts';
import { LeaseIcon } from '../../ui/icons.tsx';
import { LoadingRows } from '../../ui/LoadingState.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import type { TableSelection } from '../../ui/table-model.ts';
import { keptLeases } from './kept-leases.ts';
import { LeaseDetails } from './LeaseDetails.tsx';
import { LeasesFailure } from './LeasesFailure.tsx';
import { LeaseToolbar } from './LeaseToolbar.tsx';
import type { LeaseActs } from './lease-acts.ts';
import { leaseColumns } from './lease-columns.tsx';
import { countLeases, filterLeases, type LeaseFilter, type LeaseRow } from './lease-rows.ts';
import type { Leases } from './use-leases.ts';

const idOf = ({ id }: LeaseRow): LeaseId => id;

/** All leases, and the one that is chosen. */
export function LeasesTab(props: {
  readonly leases: Leases;
  readonly acts: LeaseActs;
  readonly selection: TableSelection;
  readonly onSelection: (selection: TableSelection) => void;
}) {
  const { leases, acts, selection, onSelection } = props;
  const { rows, end, failure, survey, refresh, follow } = leases;
  const [drawn, setDrawn] = useState<readonly LeaseRow[]>([]);
  const [filter, setFilter] = useState<LeaseFilter>('all');
  const [text, setText] = useState('');
  const panes = usePaneSizes('leases');
  const kept = useStore(keptLeases);
  const columns = useMemo(() => leaseColumns(({ id }) => kept.has(id)), [kept]);
  // Rows are others with each answer; between two of them a filter has no news either.
  const { shown, counts } = useMemo(() => {
    const now = Date.now();
    return { shown: filterLeases(rows ?? [], filter, text, now), counts: countLeases(rows ?? [], now) };
  }, [rows, filter, text]);
  const row = rows?.find(({ id }) => id === selection.cursor);
  useEffect(() => follow(row === undefined ? drawn : [row, ...drawn]), [follow, row, drawn]);
  const chosen = shown.filter(({ id }) => selection.keys.has(id)).map(idOf);
  const total = rows?.length ?? 0;
  const isPartly = filter !== 'all' && counts.asked < total;
  if (rows === null && failure !== null) return <LeasesFailure failure={failure} onRetry={refresh} />;
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      {failure === null ? null : (
        <Notice tone="warn" actions={<Button onClick={refresh}>Read again</Button>}>
          {describeFailure(failure).title} This is the list of before.
        </Notice>
      )}
      {end !== null && !end.isCurrent ? (
        <Notice tone="warn">
          There is no quorum: these are the leases that {end.endpoint.replace(/^https?:\/\//, '')} knows. No lease is
          granted, kept alive or expires now, and nobody knows how much time is left.
        </Notice>
      ) : null}
      <LeaseToolbar
        filter={filter}
        onFilter={(picked) => {
          setFilter(picked);
          if (picked !== 'all') leases.askForAll();
        }}
        text={text}
        onText={setText}
        total={total}
        counts={counts}
        onRefresh={refresh}
        onGrant={acts.grant}
        chosen={chosen.length}
        onRevoke={() => acts.revoke(chosen.slice(0, mostLeasesRevoked))}
      />
      <Box sx={{ flex: 1, minHeight: 0 }}>
        <SplitPane
          {...panes}
          panes={[
            {
              ...{ id: 'leases', label: 'the leases', minSize: 420 },
              content: (
                <DataTable
                  label="Leases"
                  columns={columns}
                  rows={shown}
                  keyOf={idOf}
                  selection={selection}
                  onSelection={onSelection}
                  onDrawn={setDrawn}
                  isSettled={!leases.isReading}
                  empty={
                    rows === null ? (
                      <LoadingRows label="Reading the leases" />
                    ) : total === 0 ? (
                      <EmptyState
                        icon={<LeaseIcon size={28} />}
                        title="There is no lease"
                        actions={<Button onClick={acts.grant}>Grant a lease…</Button>}
                      >
                        A lease is a time to live that keys can hang on: locks, elections, and what has to vanish with
                        its client.
                      </EmptyState>
                    ) : isPartly && survey.phase === 'running' ? (
                      <LoadingRows label="Asking for all leases" />
                    ) : (
                      <EmptyState
                        title={isPartly ? 'None of those asked' : 'No such lease'}
                        actions={
                          <Button
                            onClick={() => {
                              setFilter('all');
                              setText('');
                            }}
                          >
                            Show all
                          </Button>
                        }
                      />
                    )
                  }
                />
              ),
            },
            {
              ...{ id: 'lease', label: 'the lease', defaultSize: '40%', minSize: 300, isCollapsible: true },
              content:
                row !== undefined ? (
                  <LeaseDetails key={row.id} row={row} acts={acts} />
                ) : selection.cursor === null || rows === null ? (
                  <EmptyState title="Choose a lease">Its time and the keys that hang on it are shown here.</EmptyState>
                ) : (
                  <EmptyState title={`There is no lease ${selection.cursor}`}>
                    It has ended or was revoked, and its keys with it.
                  </EmptyState>
                ),
            },
          ]}
        />
      </Box>
      <Foot leases={leases} asked={counts.asked} />
    </Box>
  );
}

/** How many leases there are, as whose list has them, and how many have been asked. */
function Foot({ leases, asked }: { readonly leases: Leases; readonly asked: number }) {
  const { rows, end, survey } = leases;
  const total = rows?.length ?? 0;
  const isAsking = survey.phase === 'running';
  return (
    <Box sx={footBar}>
      <Box role="status" sx={{ flex: 1 }}>
        {rows === null
          ? ''
          : `${plural(total, 'lease')}${end === null ? '' : `, as of ${formatClock(end.at)}`}${
              asked < total ? `; sorting and filters know ${formatCount(asked)} of them` : ''
            }`}
        {survey.failure === null ? '' : `. ${describeFailure(survey.failure).title}`}
      </Box>
      {isAsking ? (
        <>
          <LinearProgress
            variant="determinate"
            aria-label="Asking for all leases"
            value={total === 0 ? 0 : Math.min(100, (survey.done / total) * 100)}
            sx={{ width: 120 }}
          />
          <Button onClick={leases.stopAsking}>Stop</Button>
        </>
      ) : asked < total ? (
        <Button onClick={leases.askForAll}>Ask for all</Button>
      ) : null}
    </Box>
  );
}
