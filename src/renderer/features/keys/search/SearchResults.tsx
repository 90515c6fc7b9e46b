import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { useMemo } from 'react';
import { ReadableNotice } from '../../../parts/access/ReadableNotice.tsx';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { coverageLine } from '../../../parts/source/coverage-words.ts';
import { useSource } from '../../../parts/source/source.tsx';
import { type Standing, sourceIdOf } from '../../../parts/source/source-id.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { color } from '../../../ui/tokens.ts';
import { KeyTable } from '../list/KeyTable.tsx';
import type { RowActions } from '../model/row-actions.ts';
import { hitColumns } from './hit-columns.tsx';
import type { SearchState } from './key-search.ts';
import { elsewhereOf, progressOf, type SearchPlace, skippedOf } from './search-words.ts';

/** What is found so far, and how far the search is. */
export function SearchResults(props: {
  readonly state: SearchState;
  /** Where the screen looks by now: hits stay when it goes elsewhere, and actions are done there. */
  readonly place: SearchPlace;
  readonly standing: Standing;
  readonly actions: RowActions;
  readonly onGoOn: () => void;
}) {
  const { state, place, actions, onGoOn } = props;
  const { phase, hits, failure } = state;
  const { origin } = useSource();
  const columns = useMemo(() => hitColumns(hits), [hits]);
  const skipped = skippedOf(state);
  return (
    <>
      {phase === 'failed' && failure !== null ? (
        <FailureView failure={failure} layout="inline" onRetry={onGoOn} />
      ) : null}
      {state.isPartial ? <ReadableNotice onJump={actions.jump} /> : null}
      {skipped === null ? null : <Notice tone="info">{skipped}</Notice>}
      <KeyTable
        label="Hits"
        columns={columns}
        rows={hits}
        actions={actions}
        standing={props.standing}
        memory={{ name: 'keys.hits', of: sourceIdOf(state.asked.source) }}
        isSettled={phase !== 'running'}
        empty={
          phase === 'complete' ? (
            <EmptyState title={state.isPartial ? 'No key that you may read is like this' : 'No key is like this'}>
              {progressOf(state)} {props.standing === 'file' ? coverageLine(origin) : null}
            </EmptyState>
          ) : null
        }
        footer={
          <Box sx={{ borderTop: `1px solid ${color.line}`, color: color.muted }}>
            {phase === 'running' ? <Progress state={state} /> : null}
            <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, p: '6px 10px' }}>
              <Box role="status" sx={{ flex: 1, minWidth: 140, fontVariantNumeric: 'tabular-nums' }}>
                {progressOf(state)} {elsewhereOf(state, place)}
              </Box>
              {phase === 'stopped' || phase === 'limit' ? (
                <Button onClick={onGoOn}>{phase === 'limit' ? 'Find more' : 'Go on'}</Button>
              ) : null}
            </Box>
          </Box>
        }
      />
    </>
  );
}

function Progress({ state: { scanned, total } }: { readonly state: SearchState }) {
  const share = total === null || total === 0 ? null : Math.min(100, (100 * scanned) / total);
  return (
    <LinearProgress
      aria-label="Searching"
      {...(share === null ? {} : { variant: 'determinate' as const, value: share })}
    />
  );
}
