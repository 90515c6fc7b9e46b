import Box from '@mui/material/Box';
import type { JournalEntry } from '../../../contract/journal.ts';
import { entryWords } from '../../parts/plans/change-words.ts';
import { UndoOffer } from '../../parts/plans/UndoOffer.tsx';
import { useUndoStates } from '../../parts/plans/use-changes.ts';
import { useConnection } from '../../state/connection.tsx';
import { CommandLine } from '../../ui/CommandLine.tsx';
import { type Fact, FactList } from '../../ui/FactList.tsx';
import { formatCount, formatMoment } from '../../ui/format.ts';
import { color } from '../../ui/tokens.ts';
import { EntryKeys } from './EntryKeys.tsx';
import { resultOf, settlementWords, withReason } from './entry-words.ts';

/** One entry, whole, and the way back from it. `entries`: those in which an undo of it may be. */
export function EntryDetails(props: { readonly entry: JournalEntry; readonly entries: readonly JournalEntry[] }) {
  const { entry, entries } = props;
  const { id, state } = useConnection();
  const { connectionName, subject } = entry;
  // Whichever connection it was written over: its keys are those of this cluster.
  const isHere = entry.clusterId === null ? entry.connection === id : entry.clusterId === state.clusterId;
  const states = useUndoStates(isHere ? id : null, [entry], entries);
  const undo = withReason(states.get(entry.id) ?? { kind: 'none', why: null }, entry);
  return (
    <Box
      component="section"
      aria-label="The chosen entry"
      sx={{ height: '100%', display: 'flex', flexDirection: 'column', backgroundColor: color.surface }}
    >
      <Box
        sx={{
          ...{ display: 'flex', alignItems: 'center', gap: 2, p: '6px 14px', flexShrink: 0, minHeight: 48 },
          borderBottom: `1px solid ${color.line}`,
        }}
      >
        <Box sx={{ flex: 1, minWidth: 0, fontWeight: 550, overflowWrap: 'anywhere' }}>{entryWords(entry)}</Box>
        {undo.kind === 'none' ? (
          <Box sx={{ color: color.muted, fontSize: '0.75rem' }}>{undo.why}</Box>
        ) : isHere ? (
          <UndoOffer entry={{ ...entry, connection: id }} state={undo} />
        ) : (
          <Box sx={{ color: color.muted, fontSize: '0.75rem' }}>Open {connectionName} to undo it.</Box>
        )}
      </Box>
      <Box sx={{ display: 'flex', flex: 1, minHeight: 0 }}>
        <Box
          // It scrolls, and contains nothing else that takes the focus.
          tabIndex={0}
          role="group"
          aria-label="About the entry"
          sx={{
            ...{ flexShrink: 0, boxSizing: 'border-box', p: '10px 14px', overflow: 'auto' },
            ...(subject.kind === 'keys' ? { width: 400, borderRight: `1px solid ${color.line}` } : { width: '100%' }),
          }}
        >
          <FactList facts={factsOf(entry, entries)} />
          {entry.etcdctl.length === 0 ? null : (
            <Box sx={{ mt: 1.5 }}>
              <CommandLine label="As etcdctl" line={entry.etcdctl.join('\n')} copy="Copy as etcdctl" />
            </Box>
          )}
        </Box>
        {subject.kind === 'keys' ? (
          <Box sx={{ flex: 1, minWidth: 0 }}>
            <EntryKeys entry={entry} isHere={isHere} />
          </Box>
        ) : null}
      </Box>
    </Box>
  );
}

function factsOf(entry: JournalEntry, entries: readonly JournalEntry[]): readonly Fact[] {
  const { at, connectionName, clusterId, revision, undoes, undoneBy } = entry;
  const whenOf = (id: string | null): string | null => {
    const found = entries.find((each) => each.id === id);
    return found === undefined ? null : formatMoment(found.at);
  };
  const [undone, undo] = [whenOf(undoes), whenOf(undoneBy)];
  const settlement = settlementWords(entry);
  return [
    { name: 'When', value: formatMoment(at) },
    { name: 'Connection', value: connectionName },
    { name: 'Cluster', value: clusterId ?? 'not known', isMono: clusterId !== null },
    { name: 'Result', value: settlement === null ? resultOf(entry) : `${resultOf(entry)}. ${settlement}` },
    ...(revision === null ? [] : [{ name: 'Revision', value: formatCount(revision), isMono: true }]),
    ...(undone === null ? [] : [{ name: 'Undid', value: `the change of ${undone}` }]),
    ...(undo === null ? [] : [{ name: 'Undone', value: undo }]),
  ];
}
