import { type ConsequenceWords, said, type WordsOf } from './figure-words.ts';
import { formatBytes, formatCount } from './figures.ts';
import type { KeysConsequence } from './plan-consequences.ts';

/** The words of what follows from a plan of keys. */
export const keysWords: Readonly<Record<KeysConsequence, ConsequenceWords | WordsOf>> = {
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
  SourceDamaged: {
    tone: 'bad',
    words: 'The snapshot is damaged: what is written may not be what was stored. Prefer a snapshot that is whole.',
  },
  SourceUnverifiable: {
    tone: 'warn',
    words: 'The snapshot has no hash at its end: nothing proves that what is written is what was stored.',
  },
  HoldsSecrets: { tone: 'warn', words: 'Secret data is among it.' },
  LosesLeases: {
    tone: 'warn',
    words: 'Some of these keys are on a lease. What is written here has none, and lasts until somebody deletes it.',
  },
  KeepsValue: { tone: 'info', words: 'The value stays as it is.' },
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
  ServerDecides: {
    tone: 'info',
    words:
      'The server decides which branch runs, by its keys when it arrives. If the answer is lost, whether it ran may stay unknown.',
  },
  BeyondLimits: (of) => ({
    tone: 'warn',
    words: `A server refuses it, unless it was started with higher limits: it has ${said(of, 'operations', formatCount, 'many')} comparisons or operations in one part and about ${said(of, 'bytes', formatBytes, 'many bytes')}, where 128 and 1.5 MiB are the most by default.`,
  }),
};
