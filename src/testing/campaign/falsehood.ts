/** The falsehoods that a campaign counts; each count must be 0. */
export const falsehoodKinds = [
  'false "done"',
  'false "not done"',
  'false "cannot happen any more"',
  'half of a transaction',
  'wrong sum',
  'wrong revision',
  'journal: false "failed"',
  'journal: false "done"',
  'journal: false "stopped"',
  'journal: wrong count of keys',
  'journal: false "cannot be undone"',
  'journal: no entry',
  'journal: left unknown although decided',
  'undo: restores less than it says',
  'undo: leaves out keys and does not say so',
  'undo: changes what it should not',
  'made by nobody',
] as const;

export type FalsehoodKind = (typeof falsehoodKinds)[number];

/** A false report of etcdeck. */
export interface Falsehood {
  readonly kind: FalsehoodKind;
  /** The act, or the revision. */
  readonly of: string;
  readonly said: string;
  readonly history: string;
}
