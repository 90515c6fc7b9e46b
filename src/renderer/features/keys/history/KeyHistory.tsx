import Button from '@mui/material/Button';
import { useCallback, useState } from 'react';
import type { KeyState } from '../../../../contract/history.ts';
import { HistoryTable, nameOfState } from '../../../parts/history/HistoryTable.tsx';
import { revisionOf } from '../../../parts/history/history-states.ts';
import { useKeyHistory } from '../../../parts/history/use-key-history.ts';
import { latestWords } from '../../../parts/source/latest-words.ts';
import { momentText, timeOf, timeWords } from '../../../parts/source/revision-clock.ts';
import { useSource } from '../../../parts/source/source.tsx';
import { useTimeline } from '../../../parts/source/use-timeline.ts';
import { goTo } from '../../../state/route.ts';
import { nothingSelected } from '../../../ui/table-model.ts';
import { useNow } from '../../../ui/use-now.ts';
import type { KeyDialog } from '../model/key-dialogs.ts';
import { useJournalled } from './use-journalled.ts';

/** Every state of a key that can still be read: to compare two of them, or to put one back. */
export function KeyHistory(props: {
  readonly keyBytes: Uint8Array;
  /** The revision that is shown now, to see that the history has gone on since. */
  readonly shownRevision: number | null;
  readonly reveal: boolean;
  readonly onDialog: (dialog: KeyDialog) => void;
}) {
  const { keyBytes: key, shownRevision, reveal, onDialog } = props;
  const source = useSource();
  const { connection } = source;
  const [selection, setSelection] = useState(nothingSelected);
  const sightings = useTimeline().data?.sightings;
  const journalled = useJournalled();
  const now = useNow(60_000);
  const whenOf = useCallback(
    (revision: number) => {
      const here = journalled.get(revision);
      // What was done here has a time of its own.
      return here === undefined
        ? timeWords(timeOf(sightings ?? [], revision), now)
        : `here, ${momentText(here.at, now)}`;
    },
    [sightings, journalled, now],
  );
  const history = useKeyHistory({ key, reveal, modRevision: null });
  const { states } = history.value;
  // Newest first, as in the table.
  const chosen = states.filter((state) => selection.keys.has(nameOfState(state)));
  const [first, second] = chosen;
  const one = chosen.length === 1 ? first : undefined;
  const olderThan = (state: KeyState): KeyState | undefined => states[states.indexOf(state) + 1];
  const older = one === undefined ? undefined : olderThan(one);
  const compare = (before: KeyState, after: KeyState | null): void =>
    onDialog({ kind: 'states', key, before, after, reveal });
  const newest = states[0];
  const entry = one === undefined ? undefined : journalled.get(revisionOf(one));
  return (
    <HistoryTable
      history={history}
      selection={selection}
      onSelection={setSelection}
      whenOf={whenOf}
      hasGoneOn={shownRevision !== null && newest !== undefined && shownRevision > revisionOf(newest)}
      onOpen={(state) => {
        const before = olderThan(state);
        if (before === undefined) compare(state, null);
        else compare(before, state);
      }}
      actions={
        chosen.length === 2 && first !== undefined && second !== undefined ? (
          <Button onClick={() => compare(second, first)}>Compare the two</Button>
        ) : (
          <>
            <Button disabled={one === undefined} onClick={() => one !== undefined && compare(one, null)}>
              Compare with {latestWords(source)}
            </Button>
            <Button
              disabled={one?.kind !== 'put'}
              onClick={() => one?.kind === 'put' && onDialog({ kind: 'put-back', entry: one.entry })}
            >
              Put back…
            </Button>
            <Button
              disabled={older === undefined}
              onClick={() => one !== undefined && older !== undefined && compare(older, one)}
            >
              Compare with the one before
            </Button>
            {entry === undefined || connection === null ? null : (
              <Button onClick={() => goTo({ screen: 'workbench', connection, place: 'journal', focus: entry.id })}>
                Show in the Journal
              </Button>
            )}
          </>
        )
      }
    />
  );
}
