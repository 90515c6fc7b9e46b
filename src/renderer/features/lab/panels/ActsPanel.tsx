import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { LabActRecord } from '../../../../contract/lab/acts.ts';
import { useStorePart } from '../../../state/store.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { formatDuration } from '../../../ui/format.ts';
import { color, mono } from '../../../ui/tokens.ts';
import { formatMilliseconds } from '../clock-words.ts';
import { actWords, noUndoWords } from '../lab-words.ts';
import { useCanAct, useLab } from '../use-lab.tsx';
import { RunbookDialog } from './RunbookDialog.tsx';

/** What was done in this lab, the newest first: how long it took, and whether it can be taken back. */
export function ActsPanel() {
  const model = useLab();
  const acts = useStorePart(model.view, (view) => view.acts);
  const actsBeforeReset = useStorePart(model.view, (view) => view.actsBeforeReset);
  const [isShown, show] = useState(false);
  const item = (record: LabActRecord) => <ActItem key={record.id} record={record} />;
  if (acts.length === 0)
    return (
      <EmptyState title="Nothing was done yet">
        What you do here is listed, and can be taken back. Afterwards it can be shown as the runbook for the cluster
        that this lab is a copy of.
      </EmptyState>
    );
  return (
    <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box>
        <Button onClick={() => show(true)}>Show as a runbook…</Button>
      </Box>
      <Box component="ol" aria-label="Acts" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {acts.slice(actsBeforeReset).toReversed().map(item)}
        {actsBeforeReset === 0 ? null : (
          <Box component="li" sx={{ pt: 1.5, pb: '2px', color: color.muted, fontSize: '0.75rem', fontWeight: 600 }}>
            Before the reset: not in the runbook
          </Box>
        )}
        {acts.slice(0, actsBeforeReset).toReversed().map(item)}
      </Box>
      {(acts[0]?.id ?? 1) > 1 ? <Box sx={{ color: color.muted }}>Older acts are not kept.</Box> : null}
      {isShown ? <RunbookDialog onClose={() => show(false)} /> : null}
    </Box>
  );
}

/** One act, and how it is taken back. */
function ActItem({ record }: { readonly record: LabActRecord }) {
  const model = useLab();
  const canAct = useCanAct();
  return (
    <Box
      component="li"
      sx={{ display: 'flex', alignItems: 'flex-start', gap: 1, py: '6px', borderBottom: `1px solid ${color.line}` }}
    >
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box sx={{ overflowWrap: 'anywhere' }}>{titleOf(record)}</Box>
        <Box sx={{ color: color.muted, fontSize: '0.75rem' }}>
          <span style={mono}>{formatMilliseconds(record.at)}</span> · took {formatDuration(record.tookMs)}
          {record.noUndo === null || record.undoes !== null ? '' : ` · ${noUndoWords[record.noUndo]}`}
        </Box>
      </Box>
      {record.noUndo === null ? (
        <Button aria-label={`Undo: ${actWords(record.act)}`} disabled={!canAct} onClick={() => void model.undo(record)}>
          Undo
        </Button>
      ) : null}
    </Box>
  );
}

const titleOf = ({ act, undoes }: LabActRecord): string => (undoes === null ? actWords(act) : `Undo: ${actWords(act)}`);
