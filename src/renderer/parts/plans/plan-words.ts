import { type ConsequenceWords, isOfOperations, operationsWords } from '../../../contract/consequence-words.ts';
import type { KeysConsequence, PlanConsequence } from '../../../contract/plan-consequences.ts';
import type { MalformedObject, Plan, PlanAct, PlanCounts } from '../../../contract/plans.ts';
import { formatBytes, plural } from '../../ui/format.ts';

const count = (keys: number, one: string, many: string): string => `${plural(keys, 'key')} ${keys === 1 ? one : many}.`;

/** What a plan changes, a sentence each. */
export function changesOf({ act, body }: Plan): readonly string[] {
  // Its steps say it themselves.
  if (body.kind === 'operations') return body.steps.length === 0 ? ['There is nothing to change.'] : [];
  const { counts, bytes, transactions, unread } = body;
  const sentences = [
    ...(counts.create > 0 ? [count(counts.create, 'is created', 'are created')] : []),
    ...(counts.overwrite > 0 ? [overwriteWords(act, counts.overwrite)] : []),
    ...(counts.delete > 0 ? [count(counts.delete, 'is deleted', 'are deleted')] : []),
    ...(counts.skip > 0 ? [count(counts.skip, 'stays as it is', 'stay as they are')] : []),
    ...(unread > 0 ? [`${plural(unread, 'change')} of it cannot be read in the journal any more.`] : []),
  ];
  if (changedIn(counts) === 0) return sentences.length === 0 ? ['There is nothing to change.'] : sentences;
  const size = bytes > 0 ? `${formatBytes(bytes)} ` : '';
  return [...sentences, `${size}in ${plural(transactions, 'transaction')}, each guarded by every key’s modRevision.`];
}

/** What rules out a lost write leaves values as they are. */
const overwriteWords = (act: PlanAct, keys: number): string =>
  act === 'fence'
    ? count(keys, 'is written once more, as it is', 'are written once more, as they are')
    : count(keys, 'gets another value', 'get other values');

export const changedIn = ({ create, overwrite, delete: deleted }: PlanCounts): number => create + overwrite + deleted;

/** Whether a plan takes something away that is there: keys, a member, or writes. What it overwrites has another value then. */
export const isDestructive = ({ body, consequences }: Plan): boolean =>
  body.kind === 'operations'
    ? consequences.includes('DiscardsMember') || consequences.includes('HaltsWrites')
    : body.counts.delete > 0;

/** Whether there is a line among commands that a shell runs: the others only say what cannot be written as one. */
export const hasCommand = (lines: readonly string[]): boolean => lines.some((line) => !line.startsWith('#'));

const keysWords: Readonly<Record<KeysConsequence, ConsequenceWords>> = {
  BypassesKubernetes: {
    tone: 'bad',
    words:
      'This goes past the Kubernetes API server: nothing validates it, and no admission or default is applied. Prefer kubectl while the API server answers.',
  },
  MalformedObject: {
    tone: 'bad',
    words:
      'What is written is not what an API server stores at its key: it may ignore it, or fail to list every object beside it.',
  },
  HoldsSecrets: { tone: 'warn', words: 'Secret data is among it.' },
  LosesLeases: {
    tone: 'warn',
    words: 'Some of these keys are on a lease. What is written here has none, and lasts until somebody deletes it.',
  },
  NotAtomic: { tone: 'info', words: 'It takes several transactions: other clients may see it half done.' },
  MeetsExisting: { tone: 'warn', words: 'Some of these keys exist already.' },
  LeavesKeys: {
    tone: 'warn',
    words:
      'Some of these keys were changed since, or what they hold does not tell who wrote it: they stay as they are.',
  },
  JournalIncomplete: {
    tone: 'bad',
    words: 'The journal has lost a part of this entry: what it cannot read is not put back.',
  },
  MayStillHappen: {
    tone: 'warn',
    words: 'A part of this write may still happen. What it changes later is not undone by this: rule it out first.',
  },
  OutcomeUntold: {
    tone: 'warn',
    words:
      'Nothing tells whether a part of this write was done: what is put back may be a change that another client made.',
  },
};

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

/** What follows from a plan, as one notice as grave as the gravest of it. */
export function consequenceOf(plan: Plan): ConsequenceWords | null {
  const wordsOf = (one: PlanConsequence): ConsequenceWords =>
    isOfOperations(one) ? operationsWords(one, plan) : keysWords[one];
  const all = plan.consequences.map(wordsOf).sort((a, b) => gravity[b.tone] - gravity[a.tone]);
  const [gravest] = all;
  return gravest === undefined ? null : { tone: gravest.tone, words: all.map(({ words }) => words).join(' ') };
}
