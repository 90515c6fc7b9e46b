import Box from '@mui/material/Box';
import type { JournalEntry } from '../../../contract/journal.ts';
import { entryWords } from '../../parts/plans/change-words.ts';
import { UndoOffer } from '../../parts/plans/UndoOffer.tsx';
import type { UndoState } from '../../parts/plans/undo-state.ts';
import { formatClock, formatCount, formatMoment } from '../../ui/format.ts';
import { color } from '../../ui/tokens.ts';

/** One write as the journal has it: what, when, at which revision, and the way back. */
export function ChangeRow({ entry, state }: { readonly entry: JournalEntry; readonly state: UndoState }) {
  const { at, revision } = entry;
  return (
    <Box
      component="li"
      sx={{ display: 'flex', alignItems: 'center', gap: 1, p: '8px 16px', borderTop: `1px solid ${color.line}` }}
    >
      <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
        {entryWords(entry)}
        <Box sx={{ color: color.muted, fontSize: '0.75rem' }}>
          <time dateTime={new Date(at).toISOString()} title={formatMoment(at)}>
            {formatClock(at)}
          </time>
          {revision === null ? '' : ` · revision ${formatCount(revision)}`}
        </Box>
      </Box>
      <UndoOffer entry={entry} state={state} />
    </Box>
  );
}
