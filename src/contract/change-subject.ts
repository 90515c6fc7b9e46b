/** What an act changes, for messages about it: in a plan before it is executed, in a journal entry afterwards. */
export type ChangeSubject = KeysSubject | OperationsSubject;

/** An act on keys. */
export interface KeysSubject {
  readonly kind: 'keys';
  /** How many keys. */
  readonly keyCount: number;
  /** The first of the keys; empty when there is none. */
  readonly firstKey: Uint8Array;
}

/** An act on the cluster itself, which no key stores. */
export interface OperationsSubject {
  readonly kind: 'members' | 'maintenance' | 'access' | 'leases' | 'snapshots';
  /** What is changed, as the end of a sentence that begins with the act's verb: `the leader to etcd-2`. */
  readonly what: string;
  /** The verb, where it is not the act's usual one. */
  readonly verb?: 'Cancelled' | undefined;
  /** How many steps. */
  readonly stepCount: number;
}

/** The kinds of subjects, as they are chosen from. */
export const subjectKinds = [
  'keys',
  'members',
  'maintenance',
  'access',
  'leases',
  'snapshots',
] as const satisfies readonly ChangeSubject['kind'][];
