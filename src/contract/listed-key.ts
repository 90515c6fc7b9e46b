/** A key as a listing returns it. Without its lease: 3.7 returns none when the values are left out. */
export interface ListedKey {
  readonly key: Uint8Array;
  /** The revision at which the key was created, after its last deletion. */
  readonly createRevision: number;
  /** The revision of its last change. A guarded write compares it. */
  readonly modRevision: number;
  /** How often the key was written since it was created; 1 for a new key. */
  readonly version: number;
}
