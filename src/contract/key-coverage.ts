/** Which keys a source holds whole. */
export type CoveredKeys =
  /** Every key that begins with the prefix. */
  | { readonly kind: 'prefix'; readonly prefix: Uint8Array }
  /** Keys that were chosen one by one, and no others. */
  | { readonly kind: 'chosen' }
  | { readonly kind: 'unknown' };

/**
 * What a source covers of its cluster's keys at its revision. Only a covered key that the source does not have did not
 * exist; any other may have.
 */
export interface KeyCoverage {
  readonly keys: CoveredKeys;
  /** Whether Kubernetes Secrets are among them; `leftOut`: no value that holds one is. */
  readonly secrets: 'held' | 'leftOut' | 'unknown';
}

/** The coverage of a connection's keys. */
export const everyKey: KeyCoverage = { keys: { kind: 'prefix', prefix: new Uint8Array() }, secrets: 'held' };

/** Returns whether a source covers a key that it does not have, Secrets aside; `unknown` where it does not say. */
export function coversKey({ keys }: KeyCoverage, key: Uint8Array): 'covered' | 'outside' | 'unknown' {
  if (keys.kind === 'unknown') return 'unknown';
  return keys.kind === 'prefix' && beginsWith(key, keys.prefix) ? 'covered' : 'outside';
}

/** Returns how much a source covers of the keys that begin with a prefix, Secrets aside. */
export function coversBelow({ keys }: KeyCoverage, prefix: Uint8Array): 'whole' | 'part' | 'none' | 'unknown' {
  if (keys.kind === 'unknown') return 'unknown';
  if (keys.kind === 'chosen') return 'part';
  if (beginsWith(prefix, keys.prefix)) return 'whole';
  return beginsWith(keys.prefix, prefix) ? 'part' : 'none';
}

/** Returns the coverage of what a source has of the keys that begin with a prefix. */
export function coverageBelow(coverage: KeyCoverage, prefix: Uint8Array): KeyCoverage {
  const below = coversBelow(coverage, prefix);
  // Of a part it is the source's own; of nothing no key at all.
  if (below === 'whole') return { ...coverage, keys: { kind: 'prefix', prefix } };
  return below === 'none' ? { ...coverage, keys: { kind: 'chosen' } } : coverage;
}

function beginsWith(key: Uint8Array, prefix: Uint8Array): boolean {
  return key.length >= prefix.length && prefix.every((byte, place) => key[place] === byte);
}
