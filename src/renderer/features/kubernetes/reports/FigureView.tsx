import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect, useMemo } from 'react';
import { atRevision } from '../../../../contract/key-source.ts';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { useSource } from '../../../parts/source/source.tsx';
import { useApi } from '../../../state/api.tsx';
import { useStore } from '../../../state/store.ts';
import { toHex } from '../../../ui/byte-text.ts';
import { formatCount, plural } from '../../../ui/format.ts';
import { ArrowLeftIcon } from '../../../ui/icons.tsx';
import { LoadingRows } from '../../../ui/LoadingState.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { color } from '../../../ui/tokens.ts';
import type { OpenFigure } from '../model/open-figure.ts';
import { FigureRows, type FigureRowsState } from './figure-rows.ts';
import { ReportTable } from './ReportTable.tsx';
import { rowColumns } from './row-columns.tsx';

/** The objects behind a figure of the report. */
export function FigureView(props: {
  readonly open: OpenFigure;
  readonly registry: Uint8Array;
  /** Of the report. */
  readonly revision: number;
  readonly onOpenObject: (key: Uint8Array) => void;
  readonly onBack: () => void;
}) {
  const { open, registry, revision, onOpenObject, onBack } = props;
  const api = useApi();
  const { keys } = useSource();
  const reader = useMemo(
    () => new FigureRows(api, { source: atRevision(keys, revision), registry, figure: open.figure }),
    [api, keys, revision, registry, open.figure],
  );
  useEffect(() => {
    void reader.goOn();
    return () => reader.close();
  }, [reader]);
  const state = useStore(reader.state);
  const { phase, rows, next, failure, isOfNow } = state;
  const columns = useMemo(() => rowColumns(open.figure), [open.figure]);
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      <Box
        sx={{ display: 'flex', alignItems: 'center', gap: 1, p: '6px 14px', borderBottom: `1px solid ${color.line}` }}
      >
        <Button startIcon={<ArrowLeftIcon size={14} />} onClick={onBack} sx={{ flexShrink: 0 }}>
          Back to the report
        </Button>
        <Box role="status" sx={{ flex: 1, minWidth: 0, color: color.muted }}>
          {progressWords(state, open.objects)}
        </Box>
        {phase === 'ended' && next !== null ? (
          <Button onClick={() => void reader.goOn()} sx={{ flexShrink: 0 }}>
            Load more
          </Button>
        ) : null}
      </Box>
      {isOfNow && state.revision !== null ? (
        <Notice tone="info">
          Revision {formatCount(revision)} of the report is compacted. These are the objects as they are now, at
          revision {formatCount(state.revision)}.
        </Notice>
      ) : null}
      {failure === null ? null : <FailureView failure={failure} layout="inline" onRetry={() => void reader.goOn()} />}
      <Box sx={{ flex: 1, minHeight: 0 }}>
        <ReportTable
          label={open.title}
          columns={columns}
          rows={rows}
          keyOf={(row) => toHex(row.key)}
          onOpen={(row) => onOpenObject(row.key)}
          empty={phase === 'reading' ? <LoadingRows label="Reading the objects" /> : 'No such object'}
          note={open.title}
          isPart={next !== null}
        />
      </Box>
    </Box>
  );
}

/** How many are shown, of how many the report counted. */
function progressWords({ phase, rows, scanned, next, isOfNow }: FigureRowsState, counted: number): string {
  const shown = formatCount(rows.length);
  if (phase === 'reading') return `Reading. ${shown} found, ${plural(scanned, 'object')} looked at.`;
  if (next !== null)
    return `The first ${shown} of ${formatCount(Math.max(counted, rows.length))}. Sorting is within these.`;
  if (phase === 'failed') return `${shown} found before it failed.`;
  const unnamed = isOfNow ? 0 : counted - rows.length;
  const others = unnamed > 0 ? ` ${formatCount(unnamed)} more have longer keys than Kubernetes makes.` : '';
  return `${plural(rows.length, 'object')}, all of them.${others}`;
}
