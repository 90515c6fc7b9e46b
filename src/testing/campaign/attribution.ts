import type { Act, IntendedChange } from './act.ts';
import type { History, HistoryEvent, HistoryRevision } from './history.ts';

/** Which change of an act happened at which revision. */
export interface Happened {
  readonly revision: number;
  readonly seenAt: number;
}

/** The author of each change: for every act, its changes that happened, by their place; and the changes of no act. */
export interface Attribution {
  of(act: Act): ReadonlyMap<number, Happened>;
  readonly strays: readonly HistoryRevision[];
  readonly transactions: number;
}

interface Candidate {
  readonly act: Act;
  readonly first: number;
}

/**
 * Finds the act that made each revision. A transaction belongs to an act if it is a run of the act's changes, each at
 * its guarded modRevision, which a key has only once. If two acts would have made the same, it belongs to the one that
 * reports it, and next to the one whose outcome is unknown rather than to one that denies it.
 */
export function attribute(history: History, revisions: readonly HistoryRevision[], acts: readonly Act[]): Attribution {
  const happened = new Map<Act, Map<number, Happened>>();
  const strays: HistoryRevision[] = [];
  let transactions = 0;
  for (const one of revisions) {
    transactions += 1;
    const candidates = acts.flatMap((act) => {
      if (one.seenAt < act.startedAt) return [];
      const first = runOf(act.changes, one, history);
      return first === null || happened.get(act)?.has(first) ? [] : [{ act, first }];
    });
    const maker = candidates.sort((a, b) => certainty(b, one) - certainty(a, one))[0];
    if (maker === undefined) {
      strays.push(one);
      continue;
    }
    const places = happened.get(maker.act) ?? new Map<number, Happened>();
    happened.set(maker.act, places);
    for (const index of one.events.keys()) places.set(maker.first + index, one);
  }
  return { of: (act) => happened.get(act) ?? new Map(), strays, transactions };
}

/** Returns the place in an act's changes where the run of a transaction begins; `null` when it made none of them. */
function runOf(
  changes: readonly IntendedChange[],
  { revision, events }: HistoryRevision,
  history: History,
): number | null {
  const byKey = new Map(events.map((event) => [event.key, event]));
  const first = changes.findIndex(({ key }) => byKey.has(key));
  const run = first === -1 ? [] : changes.slice(first, first + events.length);
  if (run.length !== events.length) return null;
  const isMade = (change: IntendedChange): boolean => {
    const event = byKey.get(change.key);
    return event !== undefined && isSame(change, event, (key, value) => history.hadBefore(key, value, revision));
  };
  return run.every(isMade) ? first : null;
}

function isSame(
  { expectedModRevision, value }: IntendedChange,
  event: HistoryEvent,
  hadBefore: (key: string, value: string) => boolean,
): boolean {
  if ((event.previous?.modRevision ?? 0) !== expectedModRevision) return false;
  if (value === null || event.value === null) return value === null && event.value === null;
  return 'is' in value ? value.is === event.value : hadBefore(value.onceAt, event.value);
}

function certainty({ act: { claim }, first }: Candidate, { revision, events }: HistoryRevision): number {
  const end = first + events.length;
  if (claim.done >= end) return claim.done === end && claim.revision === revision ? 3 : 2;
  return first < claim.done + claim.unknown ? 1 : 0;
}
