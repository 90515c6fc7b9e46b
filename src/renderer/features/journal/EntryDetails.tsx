import Box from '@mui/material/Box';
import type { JournalEntry } from '../../../contract/journal.ts';
import { entryWords } from '../../parts/plans/change-words.ts';
import { UndoOffer } from '../../parts/plans/UndoOffer.tsx';
import { useUndoStates } from '../../parts/plans/use-changes.ts';
import { useConnection } from '../../state/connection.tsx';
import { formatCount, formatMoment } from '../../ui/format.ts';
import { color } from '../../ui/tokens.ts';
import { resultOf } from './entry-columns.tsx';

/** One entry, whole, and the way back from it. `entries`: those in which an undo of it may be. */
export function EntryDetails(props: { readonly entry: JournalEntry; readonly entries: readonly JournalEntry[] }) {
  const { entry, entries } = props;
  const { id } = useConnection();
  const isHere = entry.connection === id;
  const states = useUndoStates(isHere ? id : null, [entry], entries);
  const { at, clusterId, connectionName, revision, undoes } = entry;
  const undone = entries.find((each) => each.id === undoes);
  const facts = [
    formatMoment(at),
    connectionName,
    clusterId === null ? 'cluster not known' : `cluster ${clusterId}`,
    resultOf(entry),
    ...(revision === null ? [] : [`revision ${formatCount(revision)}`]),
    ...(undone === undefined ? [] : [`undid the change of ${formatMoment(undone.at)}`]),
  ];
  return (
    <Box
      component="section"
      aria-label="The chosen entry"
      sx={{
        ...{ display: 'flex', alignItems: 'center', gap: 2, p: '10px 14px', flexShrink: 0, minHeight: 64 },
        ...{ borderTop: `1px solid ${color.line}`, backgroundColor: color.surface },
      }}
    >
      <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
        {entryWords(entry)}
        <Box sx={{ color: color.muted, fontSize: '0.75rem' }}>{facts.join(' · ')}</Box>
      </Box>
      {isHere ? (
        <UndoOffer entry={entry} state={states.get(entry.id) ?? { kind: 'none', why: null }} />
      ) : (
        <Box sx={{ color: color.muted, fontSize: '0.75rem' }}>Open {connectionName} to undo it.</Box>
      )}
    </Box>
  );
}
