/**
 * What can be tried in a lab by one button. Each says what it saw, takes back its acts and deletes its keys. What a cluster
 * never takes back stays: revisions, compacted or not, terms, and the size of databases.
 */
export const labExperiments = [
  /** A linearizable and a serializable read, on a member with and without a leader. */
  'reads',
  /** A lease whose time runs out while a leader is elected: it lives longer. */
  'leaseAcrossElection',
  /** A watch on a follower while the leader is killed: nothing is lost. */
  'watchAcrossLeaderDeath',
  /** A learner that catches up, and from when on it can be promoted. */
  'learnerCatchesUp',
  /** How long a member answers nothing while it is defragmented. */
  'defragmentStalls',
  /** What is readable before and after a compaction. */
  'compaction',
] as const;

/** An experiment. */
export type LabExperiment = (typeof labExperiments)[number];

/** How an experiment goes on; `concluded` comes last. Sentences are short, plain and without a full stop. */
export type LabExperimentNotice =
  | { readonly kind: 'step'; readonly text: string }
  /** A figure that was measured, with its unit in the name: `Answered after`, `1,204 ms`. */
  | { readonly kind: 'observed'; readonly atMs: number; readonly what: string; readonly figure: string }
  | {
      readonly kind: 'concluded';
      /** Whether it went as etcd promises. */
      readonly asPromised: boolean;
      readonly text: string;
    };
