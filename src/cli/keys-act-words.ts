import type { KeysReport } from '../contract/execution.ts';
import { formatCount, plural } from '../contract/figures.ts';
import type { KeysBody, PlannedChange } from '../contract/planned-changes.ts';
import type { Plan } from '../contract/plans.ts';
import { toBase64 } from '../core/bytes/base64.ts';
import { type Printable, words } from '../core/terminal/printable.ts';
import { readable } from './bytes.ts';

/** More are not read. */
const mostShown = 20;

/** What a plan adds to its JSON where it changes keys. `changes`: the first of them. */
export const plannedKeysJson = ({ figures }: Plan, { counts, samples, transactions }: KeysBody) => ({
  ...{ counts, transactions, figures },
  changes: samples.map(({ kind, key, bytes }) => ({ action: kind, key: toBase64(key), bytes })),
});

/** What a plan of keys changes, as text: the first changes, and how many there are. */
export function plannedKeysText({ counts, samples, conflicts }: KeysBody, isHex: boolean): readonly Printable[] {
  const shown = losingFirst(samples, conflicts).slice(0, mostShown);
  const rest = counts.create + counts.overwrite + counts.delete + counts.skip - shown.length;
  return [
    ...shown.map(({ kind, key }) => words`${actions[kind]} ${readable(key, isHex)}\n`),
    ...(rest > 0 ? [words`and ${plural(rest, 'more key')}\n`] : []),
    words`${formatCount(counts.create)} created, ${formatCount(counts.overwrite)} overwritten, ${formatCount(counts.delete)} deleted, ${formatCount(counts.skip)} left as they are.\n`,
  ];
}

/** What loses a value goes before what is new: it would be lost among many of those. */
function losingFirst(samples: KeysBody['samples'], conflicts: KeysBody['conflicts']): readonly PlannedChange[] {
  const seen = new Set(samples.map(({ key }) => toBase64(key)));
  const all = [...samples, ...conflicts.filter(({ key }) => !seen.has(toBase64(key)))];
  return all.toSorted((a, b) => places[a.kind] - places[b.kind]);
}

const places: Readonly<Record<PlannedChange['kind'], number>> = { delete: 0, overwrite: 1, create: 2, skip: 3 };

const actions: Readonly<Record<PlannedChange['kind'], string>> = {
  create: 'create   ',
  overwrite: 'overwrite',
  delete: 'delete   ',
  skip: 'leave    ',
};

/** What a report of keys has beside its outcome, as JSON. */
export const writtenKeysJson = ({ done, notDone, unknown, revision, stoppedAt, journalEntry }: KeysReport) => ({
  ...{ done, notDone, unknown, revision },
  stoppedAt: stoppedAt === null ? null : toBase64(stoppedAt),
  journalEntry,
});

/** A report of keys as text. */
export function writtenKeysText(
  { done, notDone, unknown, revision, stoppedAt }: KeysReport,
  isHex: boolean,
): Printable {
  const at = revision === null ? '' : ` up to revision ${formatCount(revision)}`;
  const rest = [
    ...(unknown > 0 ? [`of ${formatCount(unknown)} it is not known whether they were`] : []),
    ...(notDone > 0 ? [`${formatCount(notDone)} were not`] : []),
  ];
  const stopped = stoppedAt === null ? words`` : words`It stopped at ${readable(stoppedAt, isHex)}.\n`;
  return words`${plural(done, 'key')} written${at}${rest.map((one) => `, ${one}`).join('')}.\n${stopped}`;
}
