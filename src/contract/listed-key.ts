/** What a listing gives of a key. Its lease is not part of that: a member of 3.7 tells none while it leaves out values. */
export interface ListedKey {
  readonly key: Uint8Array;
  /** The revision at which the key was created, after its last deletion. */
  readonly createRevision: number;
  /** The revision of its last change. A guarded write compares it. */
  readonly modRevision: number;
  /** How often it was written since it was created; 1 for a new key. */
  readonly version: number;
}
