import type { ChangeSubject } from '../../../contract/change-subject.ts';
import type { ExecutionReport } from '../../../contract/execution.ts';
import type { JournalAct, JournalEntry } from '../../../contract/journal.ts';
import type { KeysBody } from '../../../contract/planned-changes.ts';
import type { KeysAct, OperationsAct, Plan, PlanAct } from '../../../contract/plans.ts';
import type { PlanRequest } from '../../state/plans.ts';
import { escapeBytes } from '../../ui/byte-text.ts';
import { formatCount, plural } from '../../ui/format.ts';
import { changedIn } from './plan-words.ts';

const longest = 48;

/** A key short enough for a line; its end tells more than its beginning. */
export function shortKey(key: Uint8Array): string {
  const { text } = escapeBytes(key);
  return text.length <= longest ? text : `…${text.slice(-longest)}`;
}

/** What an act has done, and how keys are after it. */
const actWords: Readonly<Record<JournalAct, { readonly did: string; readonly keysAre: string }>> = {
  put: { did: 'Wrote', keysAre: 'written' },
  delete: { did: 'Deleted', keysAre: 'deleted' },
  copy: { did: 'Copied to', keysAre: 'changed' },
  putBack: { did: 'Put back', keysAre: 'written' },
  move: { did: 'Moved', keysAre: 'changed' },
  import: { did: 'Imported', keysAre: 'written' },
  undo: { did: 'Undid the change of', keysAre: 'changed' },
  object: { did: 'Wrote', keysAre: 'written' },
  repair: { did: 'Repaired', keysAre: 'changed' },
  transaction: { did: 'Changed by a transaction:', keysAre: 'changed' },
  fence: { did: 'Ruled out a lost write to', keysAre: 'written once more' },
  moveLeader: { did: 'Moved', keysAre: 'changed' },
  memberAdd: { did: 'Added', keysAre: 'changed' },
  memberPromote: { did: 'Promoted', keysAre: 'changed' },
  memberRemove: { did: 'Removed', keysAre: 'changed' },
  memberReplace: { did: 'Replaced', keysAre: 'changed' },
  memberUpdate: { did: 'Changed', keysAre: 'changed' },
  defragment: { did: 'Defragmented', keysAre: 'changed' },
  compact: { did: 'Compacted', keysAre: 'changed' },
  reclaim: { did: 'Reclaimed', keysAre: 'changed' },
  disarm: { did: 'Cleared', keysAre: 'changed' },
  downgrade: { did: 'Changed', keysAre: 'changed' },
  checkPerformance: { did: 'Measured', keysAre: 'changed' },
  userAdd: { did: 'Added', keysAre: 'changed' },
  userDelete: { did: 'Deleted', keysAre: 'changed' },
  userChangePassword: { did: 'Changed', keysAre: 'changed' },
  userGrantRole: { did: 'Granted', keysAre: 'changed' },
  userRevokeRole: { did: 'Revoked', keysAre: 'changed' },
  roleAdd: { did: 'Added', keysAre: 'changed' },
  roleDelete: { did: 'Deleted', keysAre: 'changed' },
  roleGrantPermission: { did: 'Granted', keysAre: 'changed' },
  roleRevokePermission: { did: 'Revoked', keysAre: 'changed' },
  authEnable: { did: 'Turned on', keysAre: 'changed' },
  authDisable: { did: 'Turned off', keysAre: 'changed' },
  leaseGrant: { did: 'Granted', keysAre: 'changed' },
  leaseRevoke: { did: 'Revoked', keysAre: 'changed' },
  saveSnapshot: { did: 'Saved', keysAre: 'changed' },
  restoreMember: { did: 'Restored', keysAre: 'changed' },
};

const verbOf = (act: JournalAct, subject: ChangeSubject): string =>
  (subject.kind === 'keys' ? undefined : subject.verb) ?? actWords[act].did;

/** What an act changes, in a word or two: its keys by the first of them. */
export function subjectOf(subject: ChangeSubject): string {
  if (subject.kind !== 'keys') return subject.what;
  const { text } = escapeBytes(subject.firstKey);
  if (text === '') return plural(subject.keyCount, 'key');
  return subject.keyCount > 1 ? `${text} and ${formatCount(subject.keyCount - 1)} more` : text;
}

/** What was changed, by act and subject: `Deleted 5 keys`, `Wrote /app/a`, `Moved the leader to etcd-2`. */
export function changeWords(act: JournalAct, subject: ChangeSubject, did: PlanRequest['did'] = {}): string {
  const verb = did.verb ?? verbOf(act, subject);
  if (subject.kind !== 'keys') return `${verb} ${did.what ?? subject.what}`;
  const { keyCount, firstKey } = subject;
  if (keyCount === 1) return `${verb} ${did.what ?? shortKey(firstKey)}`;
  return `${verb} ${plural(keyCount, 'key')}${did.where ?? ''}`;
}

/** What a plan has done, all of it: `Deleted 5 keys below /x/`. */
export function didWords({ act, subject, body }: Plan, did: PlanRequest['did'] = {}): string {
  if (subject.kind !== 'keys' || body.kind !== 'keys') return changeWords(act, subject, did);
  const isOne = changedIn(body.counts) === 1;
  const words = (keyCount: number, more: PlanRequest['did'] = {}): string =>
    changeWords(act, { ...subject, keyCount }, { ...did, ...more });
  const { written, deleted } = writtenIn(body);
  switch (act) {
    case 'copy':
      return [
        ...(written > 0 ? [words(written, { verb: did.verb ?? 'Copied' })] : []),
        ...(deleted > 0 ? [deletedWords(deleted, isOne, written > 0, words)] : []),
      ].join(', ');
    case 'move':
    case 'import':
      return words(written);
    case 'fence':
      return `${words(written, { verb: 'Wrote' })} once more as ${isOne ? 'it is' : 'they are'}`;
    case 'repair':
    case 'object':
    case 'put':
      return words(written + deleted, { verb: did.verb ?? (deleted > 0 ? 'Deleted' : 'Wrote') });
    default:
      return words(written + deleted);
  }
}

function writtenIn({ counts }: KeysBody): { readonly written: number; readonly deleted: number } {
  return { written: counts.create + counts.overwrite, deleted: counts.delete };
}

/** What a copy deletes beside, to make both sides alike. */
function deletedWords(
  deleted: number,
  isOne: boolean,
  isSecond: boolean,
  words: (keyCount: number, did: PlanRequest['did']) => string,
): string {
  const verb = isSecond ? 'deleted' : 'Deleted';
  return isOne ? words(1, { verb }) : `${verb} ${plural(deleted, 'key')}`;
}

/** What became of an execution: what it was, and of how much that holds; `null` where it holds of all. */
export interface ReportWords {
  readonly title: string;
  readonly detail: string | null;
}

/** Says what became of an execution, and nothing that the server did not confirm. */
export function reportWords(
  report: ExecutionReport,
  plan: Plan,
  { doing, did }: Pick<PlanRequest, 'doing' | 'did'>,
): ReportWords {
  const { outcome, done, notDone, unknown, mayStillHappen } = report;
  if (outcome === 'done' && plan.act === 'transaction') {
    // Which branch ran, the server decides: the plan's counts may be of the other one.
    const title = done === 0 ? 'The transaction changed no key' : `Changed ${plural(done, 'key')} in a transaction`;
    return { title, detail: null };
  }
  if (outcome === 'done') {
    return done === 0 && report.kind === 'operations'
      ? { title: 'Nothing was sent', detail: 'everything is as it should be already' }
      : { title: didWords(plan, did), detail: null };
  }
  const rest = [
    ...(unknown > 0
      ? [`of ${formatCount(unknown)} it is not known whether they were ${mayStillHappen ? 'or will be ' : ''}done`]
      : []),
    ...(notDone > 0 ? [`${formatCount(notDone)} not done`] : []),
  ];
  return { title: `${doing} stopped`, detail: [countedWords(report, plan.act), ...rest].join(', ') };
}

/** The same in one sentence. */
export const reportText = ({ title, detail }: ReportWords): string =>
  detail === null ? `${title}.` : `${title}: ${detail}.`;

/** How much of an act was done: `5 keys deleted`, `1 step done`. */
export function countedWords({ kind, done }: Pick<ExecutionReport, 'kind' | 'done'>, act: JournalAct): string {
  return kind === 'keys' ? `${plural(done, 'key')} ${keysAre(act)}` : `${plural(done, 'step')} done`;
}

/** How keys are after an act: `written`, `deleted`. */
export const keysAre = (act: JournalAct): string => actWords[act].keysAre;

/** What an entry of the journal has done, for a list of such: `Deleted /x/a and 4 more`. */
export function entryWords({ act, subject, outcome }: JournalEntry): string {
  const named = subjectOf(subject);
  const done = `${verbOf(act, subject)} ${named}`;
  switch (outcome) {
    case 'done':
      return done;
    case 'stopped':
      return `${done}; the rest was not done`;
    case 'failed':
      return subject.kind === 'keys' ? `Nothing was written to ${named}` : `Not done: ${done}`;
    case 'unknown':
      return subject.kind === 'keys'
        ? `Not known whether ${named} was ${keysAre(act)}`
        : `Not known whether it was done: ${done}`;
  }
}

/** Whether an act can be taken back at all. */
export const canBeUndone = (act: PlanAct): act is Exclude<KeysAct, 'undo' | 'fence'> =>
  act !== 'undo' && act !== 'fence' && !isOfMembers(act);

const isOfMembers = (act: PlanAct): act is OperationsAct => Object.hasOwn(operationsActs, act);

/** Every one: the compiler checks that none is missing. */
const operationsActs: Readonly<Record<OperationsAct, true>> = {
  memberAdd: true,
  memberPromote: true,
  memberRemove: true,
  memberReplace: true,
  memberUpdate: true,
  moveLeader: true,
  defragment: true,
  compact: true,
  reclaim: true,
  disarm: true,
  downgrade: true,
  checkPerformance: true,
  userAdd: true,
  userDelete: true,
  userChangePassword: true,
  userGrantRole: true,
  userRevokeRole: true,
  roleAdd: true,
  roleDelete: true,
  roleGrantPermission: true,
  roleRevokePermission: true,
  authEnable: true,
  authDisable: true,
  leaseGrant: true,
  leaseRevoke: true,
};
