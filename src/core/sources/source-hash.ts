/** What is hashed: the keys at a revision, and their history since a compaction. */
export interface AskedHash {
  readonly revision: number;
  /** `null`: the source's own. A member takes no other one. */
  readonly compactRevision: number | null;
}

/** etcd's hash of every key and of their history, which tells one lineage of data from another. */
export interface HashedKeys {
  readonly hash: number;
  /** Hashes of different ones do not compare. */
  readonly compactRevision: number;
  /** The source's newest revision when it was hashed. */
  readonly newest: number;
}

/** Hashes a source's keys and their history. */
export interface SourceHash {
  /** Whether a file is hashed, and not a member's own data: it serves nothing else meanwhile. */
  readonly isOfFile: boolean;
  /** `null` where this source cannot tell, for whichever reason. Fails with `Cancelled`. */
  at(asked: AskedHash, options: { readonly signal: AbortSignal }): Promise<HashedKeys | null>;
}
