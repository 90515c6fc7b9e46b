import { consequenceWords } from '../../../contract/consequence-words.ts';
import type { ConsequenceWords } from '../../../contract/figure-words.ts';
import type { PlanConsequence } from '../../../contract/plan-consequences.ts';
import type { MalformedObject, PlanCounts } from '../../../contract/planned-changes.ts';
import type { Plan, PlanAct } from '../../../contract/plans.ts';
import { formatBytes, plural } from '../../ui/format.ts';

const count = (keys: number, one: string, many: string): string => `${plural(keys, 'key')} ${keys === 1 ? one : many}.`;

/** What a plan changes, a sentence each. */
export function changesOf({ act, body, consequences }: Plan): readonly string[] {
  // Its steps say it themselves.
  if (body.kind === 'operations') return body.steps.length === 0 ? ['There is nothing to change.'] : [];
  const { counts, bytes, transactions, unread } = body;
  const sentences = [
    ...(counts.create > 0 ? [count(counts.create, 'is created', 'are created')] : []),
    ...(counts.overwrite > 0 ? [overwriteWords(act, counts.overwrite, consequences.includes('KeepsValue'))] : []),
    ...(counts.delete > 0 ? [count(counts.delete, 'is deleted', 'are deleted')] : []),
    ...(counts.skip > 0 ? [count(counts.skip, 'stays as it is', 'stay as they are')] : []),
    ...(unread > 0 ? [`${plural(unread, 'change')} of it cannot be read in the journal any more.`] : []),
  ];
  if (changedIn(counts) === 0 && body.transaction !== undefined) return ['The branch that would run changes nothing.'];
  if (changedIn(counts) === 0) return sentences.length === 0 ? ['There is nothing to change.'] : sentences;
  const size = bytes > 0 ? `${formatBytes(bytes)} ` : '';
  const each = transactions === 1 ? '' : 'each ';
  if (body.transaction?.isGuarded === false) return [...sentences, `${size}in one transaction, as it is written.`];
  return [...sentences, `${size}in ${plural(transactions, 'transaction')}, ${each}guarded by every key’s modRevision.`];
}

/** What rules out a lost write leaves values as they are. */
const overwriteWords = (act: PlanAct, keys: number, keepsValue: boolean): string =>
  keepsValue
    ? count(keys, 'gets another lease', 'get another lease')
    : act === 'fence'
      ? count(keys, 'is written once more, as it is', 'are written once more, as they are')
      : count(keys, 'gets another value', 'get other values');

export const changedIn = ({ create, overwrite, delete: deleted }: PlanCounts): number => create + overwrite + deleted;

const takesAway: readonly PlanConsequence[] = [
  'DiscardsMember',
  'HaltsWrites',
  'DeletesAttached',
  'TakesAccess',
  'OpensToEverybody',
];

/** Whether a plan takes something away that is there: keys, a member, writes, access or its protection. What it overwrites has another value then. */
export const isDestructive = ({ body, consequences }: Plan): boolean =>
  body.kind === 'operations' ? consequences.some((one) => takesAway.includes(one)) : body.counts.delete > 0;

/** Whether there is a line among commands that a shell runs: the others only say what cannot be written as one. */
export const hasCommand = (lines: readonly string[]): boolean => lines.some((line) => !line.startsWith('#'));

/** What is wrong with a value for its key. */
export function faultWords({ fault, expected }: MalformedObject): string {
  switch (fault) {
    case 'NoObject':
      return 'No object that can be read: neither whole protobuf, nor JSON that names a kind.';
    case 'OtherForm':
      return `Not stored as ${expected}, as it is for objects there.`;
    case 'NotEncrypted':
      return 'In clear, where the objects beside it are encrypted.';
    case 'OtherKind':
      return `The key is for ${expected}, and this is another kind.`;
    case 'OtherName':
      return `The key is for ${expected}, and this has another metadata.name.`;
    case 'OtherNamespace':
      return expected === null
        ? 'Objects of this kind have no namespace, and this has one.'
        : `The key is in the namespace ${expected}, and this has another metadata.namespace.`;
    case 'OtherPlace':
      return `Such objects stand at ${expected}, behind the registry’s prefix.`;
  }
}

const gravity = { info: 0, warn: 1, bad: 2 } as const;

/** What follows from a plan, gravest first, for one notice as grave as that. */
export function consequenceOf(
  plan: Plan,
): { readonly tone: ConsequenceWords['tone']; readonly each: readonly string[] } | null {
  const all = plan.consequences
    .map((one) => consequenceWords(one, plan))
    .sort((a, b) => gravity[b.tone] - gravity[a.tone]);
  const [gravest] = all;
  return gravest === undefined ? null : { tone: gravest.tone, each: all.map(({ words }) => words) };
}
