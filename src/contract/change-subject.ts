/** What an act changes, for words about it: a plan's before it is executed, a journal entry's afterwards. */
export type ChangeSubject = KeysSubject | OperationsSubject;

/** Keys. */
export interface KeysSubject {
  readonly kind: 'keys';
  /** How many keys. */
  readonly keyCount: number;
  /** The first of them; empty where there is none. */
  readonly firstKey: Uint8Array;
}

/** Something of the cluster that no keys hold. */
export interface OperationsSubject {
  readonly kind: 'members' | 'maintenance' | 'access';
  /** What is changed, as the end of a sentence that begins with the act's verb: `the leader to etcd-2`. */
  readonly what: string;
  /** How many steps. */
  readonly stepCount: number;
}
