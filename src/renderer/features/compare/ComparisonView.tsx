import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ToggleButton from '@mui/material/ToggleButton';
import Tooltip from '@mui/material/Tooltip';
import { useMemo, useState } from 'react';
import type { ComparedKeys } from '../../../contract/compare.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useSource } from '../../parts/source/source.tsx';
import { useApi } from '../../state/api.tsx';
import { usePaneSizes } from '../../state/layout.ts';
import { showPlan } from '../../state/plans.ts';
import { useStreamFold } from '../../state/use-stream.ts';
import { escapeBytes } from '../../ui/byte-text.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { LoadingRows } from '../../ui/LoadingState.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { nothingSelected } from '../../ui/table-model.ts';
import { color, size } from '../../ui/tokens.ts';
import {
  type Compared,
  type Comparison,
  differingOf,
  doubtOf,
  mostDifferences,
  noComparison,
  scopeOf,
  withNotice,
} from './comparison.ts';
import { DifferenceDetails } from './DifferenceDetails.tsx';
import { differenceColumns, nameOf } from './difference-columns.tsx';
import { PutSideBack } from './PutSideBack.tsx';

/** What differs between two sides, as it is found. */
export function ComparisonView({ compared }: { readonly compared: Compared }) {
  const api = useApi();
  const { left, right } = compared;
  const [selection, setSelection] = useState(nothingSelected);
  const [isStopped, setStopped] = useState(false);
  const [showsRewritten, setShowsRewritten] = useState(false);
  const panes = usePaneSizes('compare');
  const running = useStreamFold({
    key: isStopped ? null : String(compared.asked),
    open: (signal) => api.compare.compare({ left, right, after: null, limit: mostDifferences }, { signal }),
    initial: noComparison,
    fold: withNotice,
  });
  // What was found before it was stopped stays.
  const [last, setLast] = useState(noComparison);
  if (!isStopped && running.value !== last) setLast(running.value);
  const comparison = isStopped ? last : running.value;
  const isRunning = !isStopped && (running.phase === 'opening' || running.phase === 'streaming');
  const differing = useMemo(() => differingOf(comparison), [comparison]);
  const shown = showsRewritten ? comparison.differences : differing;
  const columns = useMemo(() => differenceColumns(shown), [shown]);
  const chosen = shown.filter((difference) => selection.keys.has(nameOf(difference)));
  const cursor = shown.find((difference) => nameOf(difference) === selection.cursor) ?? null;
  const names = (chosen.length === 0 ? differing : chosen).map(({ name }) => name);
  // What a side does not have cannot be put back from it.
  const ofSide = (side: 'left' | 'right') =>
    (chosen.length === 0 ? differing : chosen).filter((one) => one[side] !== null).map(({ name }) => name);
  const doubt = doubtOf(comparison);
  const what = chosen.length === 0 ? scopeOf(comparison, differing.length, isRunning) : plural(chosen.length, 'key');

  if (running.phase === 'failed' && running.failure !== null && !isStopped) {
    return <FailureView failure={running.failure} onRetry={running.restart} />;
  }
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'center',
          gap: 1,
          minHeight: size.header,
          p: '3px 14px',
          borderBottom: `1px solid ${color.line}`,
        }}
      >
        <Box role="status" sx={{ flex: '1 1 260px', color: color.muted, fontVariantNumeric: 'tabular-nums' }}>
          {summaryOf(comparison, isRunning)}
        </Box>
        <RewrittenChip
          count={comparison.counts.rewritten}
          isOn={showsRewritten}
          onToggle={() => setShowsRewritten(!showsRewritten)}
        />
        {isRunning ? <Button onClick={() => setStopped(true)}>Stop</Button> : null}
        <PutSideBack from={left} to={right} names={ofSide('left')} what={what} />
        <PutSideBack from={right} to={left} names={ofSide('right')} what={what} />
        <CopyAcross label="Copy left to right" from={left} to={right} names={names} what={what} />
        <CopyAcross label="Copy right to left" from={right} to={left} names={names} what={what} />
      </Box>
      {doubt === null ? null : <Notice tone="info">{doubt}</Notice>}
      <Box sx={{ flex: 1, minHeight: 0 }}>
        <SplitPane
          {...panes}
          panes={[
            {
              id: 'differences',
              label: 'the differences',
              minSize: 320,
              content: (
                <DataTable
                  label="Differences"
                  columns={columns}
                  rows={shown}
                  keyOf={nameOf}
                  selection={selection}
                  onSelection={setSelection}
                  empty={
                    isRunning ? (
                      <LoadingRows label="Comparing" />
                    ) : comparison.isComplete ? (
                      <EmptyState title={alikeTitle(comparison)}>{alikeText(comparison)}</EmptyState>
                    ) : (
                      <EmptyState title="Stopped before a difference was found" />
                    )
                  }
                />
              ),
            },
            {
              id: 'values',
              label: 'the values',
              defaultSize: 560,
              minSize: 280,
              isCollapsible: true,
              content: <DifferenceDetails difference={cursor} sides={compared} />,
            },
          ]}
        />
      </Box>
    </Box>
  );
}

function summaryOf({ counts, isComplete, isCut, equalAt }: Comparison, isRunning: boolean): string {
  if (equalAt !== null) return equalWords(equalAt);
  const { added, removed, changed, same, notCovered } = counts;
  const outside = notCovered === 0 ? '' : `, ${formatCount(notCovered)} not compared: the file does not cover them`;
  const found = `${formatCount(changed)} differ, ${formatCount(removed)} only left, ${formatCount(added)} only right, ${formatCount(same)} alike${outside}`;
  if (isRunning) return `${found} so far`;
  if (isCut) return `${found}. These are the first ${formatCount(mostDifferences)} differences; there may be more.`;
  return isComplete ? found : `${found} when it was stopped`;
}

/** Nothing was counted: the hash of every key, value and revision is the same on both sides. */
const equalWords = (revision: number): string =>
  `Equal by hash at revision ${formatCount(revision)}: nothing else was read.`;

function alikeTitle({ counts: { same, rewritten, notCovered } }: Comparison): string {
  return same + rewritten === 0 && notCovered > 0 ? 'No key could be compared' : 'Both sides are alike';
}

function alikeText({ counts: { same, rewritten, notCovered }, equalAt }: Comparison): string {
  if (equalAt !== null) return equalWords(equalAt);
  const all = `${plural(same + rewritten, 'key')} compared, and no difference.`;
  const compared =
    notCovered === 0
      ? all
      : `${all} ${plural(notCovered, 'key')} not compared: the file does not cover ${notCovered === 1 ? 'it' : 'them'}.`;
  if (rewritten === 0) return compared;
  return `${compared} ${formatCount(rewritten)} of them ${rewritten === 1 ? 'was' : 'were'} written in between, with the same value.`;
}

/** How many keys were written again as they were; lists them as well where that is wished. */
function RewrittenChip(props: { readonly count: number; readonly isOn: boolean; readonly onToggle: () => void }) {
  if (props.count === 0) return null;
  return (
    <Tooltip
      describeChild
      title={
        props.count > mostDifferences
          ? `Written in between, with the same value. The first ${formatCount(mostDifferences)} are listed.`
          : 'Written in between, with the same value'
      }
    >
      <ToggleButton
        value="rewritten"
        size="small"
        selected={props.isOn}
        onChange={props.onToggle}
        sx={{ p: '1px 9px', borderRadius: '12px', lineHeight: '20px', whiteSpace: 'nowrap' }}
      >
        {formatCount(props.count)} rewritten with the same value
      </ToggleButton>
    </Tooltip>
  );
}

/** Makes the other side like this one, for the keys chosen or for those found to differ; never into the past. */
function CopyAcross(props: {
  readonly label: string;
  readonly from: ComparedKeys;
  readonly to: ComparedKeys;
  readonly names: readonly Uint8Array[];
  /** Which keys these are. */
  readonly what: string;
}) {
  const { label, from, to, names, what } = props;
  const api = useApi();
  const { connection } = useSource();
  // A plan is shown, and its lock asked, for the connection of this window.
  if (connection === null || to.source.kind !== 'live') return null;
  if (to.source.revision !== null || to.source.connection !== connection) return null;
  return (
    <Button
      disabled={names.length === 0}
      onClick={() =>
        showPlan({
          title: `${label}: ${what}?`,
          confirm: 'Copy',
          doing: `Copying ${what}`,
          did: { where: to.prefix.length === 0 ? '' : ` to ${escapeBytes(to.prefix).text}` },
          plan: (options) =>
            api.plans.planCopy(
              {
                from,
                names,
                connection,
                to: to.prefix,
                isMove: false,
                onExisting: 'overwrite',
                deletesExtra: true,
              },
              options,
            ),
        })
      }
    >
      {label}
    </Button>
  );
}
