import type { Act } from './act.ts';
import type { Happened } from './attribution.ts';
import type { Falsehood, FalsehoodKind } from './falsehood.ts';

/** Compares the report of an act with the history. */
export function judgeReport(act: Act, happened: ReadonlyMap<number, Happened>): readonly Falsehood[] {
  const { changes, claim } = act;
  const { done, notDone, unknown } = claim;
  const falsehoods: Falsehood[] = [];
  const find = (kind: FalsehoodKind, history: string): void => {
    falsehoods.push({ kind, of: describeAct(act), said: JSON.stringify(claim), history });
  };
  if (done + notDone + unknown !== changes.length) find('wrong sum', `there are ${changes.length} changes`);
  const places = [...changes.keys()];
  const missing = places.filter((place) => place < done && !happened.has(place));
  if (missing.length > 0) find('false "done"', `${missing.length} changes never happened: ${listed(act, missing)}`);
  const late = places.filter((place) => place >= done + unknown && happened.has(place));
  if (late.length > 0) find('false "not done"', describeHappened(act, happened, late));
  const open = places.slice(done, done + unknown);
  const made = open.filter((place) => happened.has(place));
  if (made.length > 0 && made.length < open.length) {
    find('half of a transaction', `${made.length} of the ${open.length} unknown changes happened`);
  }
  const last = happened.get(done - 1);
  if (claim.revision !== null && done > 0 && last !== undefined && last.revision !== claim.revision) {
    find('wrong revision', `the last change that was done is of ${last.revision}`);
  }
  return falsehoods;
}

/** Compares changes that a report or a fence ruled out with the history after that. */
export function judgeEnd(
  act: Act,
  happened: ReadonlyMap<number, Happened>,
  acts: readonly Act[],
): readonly Falsehood[] {
  const { done, unknown, journalEntry } = act.claim;
  const open = [...happened].filter(([place]) => place >= done && place < done + unknown);
  const enders = [act, ...acts.filter(({ kind, of }) => kind === 'fence' && of !== null && of === journalEntry)];
  return enders.flatMap((ender): readonly Falsehood[] => {
    const after = open.filter(([, { revision }]) => ender.isOverAt !== null && revision > ender.isOverAt);
    if (after.length === 0) return [];
    const history = describeHappened(
      act,
      happened,
      after.map(([place]) => place),
    );
    const said = JSON.stringify({ ...ender.claim, isOverAt: ender.isOverAt });
    return [
      { kind: 'false "cannot happen any more"', of: `${describeAct(ender)} (${describeAct(act)})`, said, history },
    ];
  });
}

export function describeAct({ id, kind, of }: Act): string {
  return of === null ? `${kind} ${id}` : `${kind} ${id} of ${of}`;
}

/** How many of an act's changes happened only after it was reported, and not as done. */
export function lateLandings({ claim, endedAt }: Act, happened: ReadonlyMap<number, Happened>): number {
  return [...happened].filter(([place, { seenAt }]) => place >= claim.done && seenAt > endedAt).length;
}

/** When changes of an act happened: these, or all that did. */
export function describeHappened(
  act: Act,
  happened: ReadonlyMap<number, Happened>,
  places: readonly number[] = [...happened.keys()],
): string {
  const first = happened.get(places[0] ?? -1);
  const when = first === undefined ? '' : `, seen ${first.seenAt - act.endedAt} ms after it was said`;
  const revisions = [...new Set(places.map((place) => happened.get(place)?.revision))].join(', ');
  return `${places.length} changes happened at revision ${revisions}${when}: ${listed(act, places)}`;
}

function listed({ changes }: Act, places: readonly number[]): string {
  const keys = places.map((place) => changes[place]?.key ?? '?');
  return keys.length > 3 ? `${keys[0]} … ${keys.at(-1)}` : keys.join(', ');
}
