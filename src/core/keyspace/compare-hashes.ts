import type { SourceHash } from '../sources/source-hash.ts';

/** A whole keyspace to compare. */
export interface HashedSide {
  readonly hash: SourceHash | null;
  /** The revision that it is read at; `null`: its newest one. */
  readonly revision: number | null;
}

/** What the hashes of two keyspaces tell. */
export interface ComparedHashes {
  readonly revision: number;
  /** Whether both sides had the same keys and history up to `revision`: modRevisions up to it mean the same. */
  readonly isOneHistory: boolean;
  /** Whether that is the revision that both sides are read at, so that every key is equal. */
  readonly isEqual: boolean;
}

/**
 * Compares the hashes of two whole keyspaces, of which at least one is in a file; `null` where that cannot tell, or
 * would cost more than comparing their keys. A member that is asked serves nothing else for about a second a million
 * keys.
 */
export async function compareHashes(
  left: HashedSide,
  right: HashedSide,
  options: { readonly signal: AbortSignal },
): Promise<ComparedHashes | null> {
  if (left.hash === null || right.hash === null || !(left.hash.isOfFile || right.hash.isOfFile)) return null;
  const [file, other] = left.hash.isOfFile ? [left, right] : [right, left];
  const ofFile = file.revision;
  if (ofFile === null || file.hash === null || other.hash === null) return null;
  const revision = Math.min(ofFile, other.revision ?? ofFile);
  const told = await other.hash.at({ revision, compactRevision: null }, options);
  if (told === null) return null;
  const { compactRevision } = told;
  // Two files are compared faster key by key than by hashing one of them anew.
  const asked = { revision, compactRevision: other.hash.isOfFile ? null : compactRevision };
  const own = await file.hash.at(asked, options);
  if (own === null || own.compactRevision !== compactRevision) return null;
  const isOneHistory = own.hash === told.hash;
  const isReadThere = ofFile === revision && (other.revision ?? told.newest) === revision;
  return { revision, isOneHistory, isEqual: isOneHistory && isReadThere };
}
