import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { JournalEntry } from '../../../contract/journal.ts';
import { useApi } from '../../state/api.tsx';
import { color } from '../../ui/tokens.ts';
import { subjectOf } from './change-words.ts';
import { ruleOut, undo } from './execute-plan.ts';
import type { UndoState } from './undo-state.ts';

/** The way back from what an entry of the journal wrote, for as long as there is one; then, why not. */
export function UndoOffer({ entry, state }: { readonly entry: JournalEntry; readonly state: UndoState }) {
  const api = useApi();
  const { id, connection } = entry;
  switch (state.kind) {
    case 'undo':
      return (
        <Button aria-label={`Undo the change of ${subjectOf(entry.subject)}`} onClick={() => undo(api, connection, id)}>
          Undo
        </Button>
      );
    case 'ruleOut':
      return <Button onClick={() => ruleOut(api, connection, id)}>Rule it out</Button>;
    case 'none':
      return state.why === null ? null : (
        <Box sx={{ color: color.muted, fontSize: '0.75rem', maxWidth: 160, textAlign: 'right' }}>{state.why}</Box>
      );
  }
}
