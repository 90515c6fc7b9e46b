import type { JournalEntry } from '../../../contract/journal.ts';
import type { ExecutionReport, Plan } from '../../../contract/plans.ts';
import type { PlanRequest } from '../../state/plans.ts';
import { escapeBytes } from '../../ui/byte-text.ts';
import { formatCount, plural } from '../../ui/format.ts';
import { subjectOf } from './lost-words.ts';
import { changedIn } from './plan-words.ts';

const longest = 48;

/** A key short enough for a line; its end tells more than its beginning. */
export function shortKey(key: Uint8Array): string {
  const { text } = escapeBytes(key);
  return text.length <= longest ? text : `…${text.slice(-longest)}`;
}

const verbs: Readonly<Record<JournalEntry['act'], string>> = {
  put: 'Wrote',
  delete: 'Deleted',
  copy: 'Copied to',
  move: 'Moved',
  import: 'Imported',
  undo: 'Undid the change of',
  object: 'Wrote',
  repair: 'Repaired',
  fence: 'Ruled out a lost write to',
};

/** What a plan has done, all of it: `Deleted 5 keys below /x/`. */
export function didWords(plan: Plan, did: PlanRequest['did'] = {}): string {
  const { create, overwrite, delete: deleted } = plan.counts;
  const written = create + overwrite;
  const { verb = verbs[plan.act], where = '' } = did;
  const isOne = changedIn(plan.counts) === 1;
  const only = isOne ? plan.samples.find(({ kind }) => kind !== 'skip') : undefined;
  const keys = (count: number): string =>
    only === undefined ? plural(count, 'key') : (did.what ?? shortKey(only.key));
  switch (plan.act) {
    case 'delete':
      return `${verb} ${keys(deleted)}${isOne ? '' : where}`;
    case 'copy':
      return [
        ...(written > 0 ? [`${did.verb ?? 'Copied'} ${keys(written)}${isOne ? '' : where}`] : []),
        ...(deleted > 0 ? [`${written > 0 ? 'deleted' : 'Deleted'} ${keys(deleted)}`] : []),
      ].join(', ');
    case 'move':
      return `${verb} ${keys(written)}${where}`;
    case 'import':
      return `${verb} ${keys(written)}${where}`;
    case 'undo':
      return `${verb} ${keys(written + deleted)}`;
    case 'fence':
      return `Wrote ${keys(written)} once more as ${isOne ? 'it is' : 'they are'}`;
    case 'put':
    case 'object':
    case 'repair':
      return `${did.verb ?? (deleted > 0 ? 'Deleted' : 'Wrote')} ${keys(written + deleted)}`;
  }
}

/** What became of an execution, in a sentence that says of what. Says nothing that the server did not confirm. */
export function reportText(
  { outcome, done, notDone, unknown, mayStillHappen }: ExecutionReport,
  plan: Plan,
  { doing, did }: Pick<PlanRequest, 'doing' | 'did'>,
): string {
  if (outcome === 'done') return `${didWords(plan, did)}.`;
  const rest = [
    ...(unknown > 0
      ? [`of ${formatCount(unknown)} it is not known whether they were ${mayStillHappen ? 'or will be ' : ''}done`]
      : []),
    ...(notDone > 0 ? [`${formatCount(notDone)} not done`] : []),
  ];
  return `${doing} stopped: ${[`${plural(done, 'change')} done`, ...rest].join(', ')}.`;
}

/** What an entry of the journal has done, for a list of such: `Deleted /x/a and 4 more`. */
export function entryWords(entry: JournalEntry): string {
  const subject = subjectOf(entry);
  switch (entry.outcome) {
    case 'done':
      return `${verbs[entry.act]} ${subject}`;
    case 'stopped':
      return `${verbs[entry.act]} ${subject}; the rest was not done`;
    case 'failed':
      return `Nothing was written to ${subject}`;
    case 'unknown':
      return `Not known whether ${subject} was written`;
  }
}
