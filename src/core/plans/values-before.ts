import { EtcdeckError } from '../../contract/failure.ts';
import type { KeyReader } from '../etcd/key-reader.ts';
import type { NotedChange } from '../journal/records.ts';

/** A noted change with its value before. */
export type KnownChange = NotedChange & {
  readonly before: (NonNullable<NotedChange['before']> & { readonly value: Uint8Array }) | null;
};

/**
 * Returns changes with their values before. Those that the journal has not kept are read from the cluster's history
 * just before `revision`, at which they were made; `null` where that is compacted, or nobody knows when they were made.
 * Fails as reads do.
 */
export async function withValuesBefore(
  reader: KeyReader,
  changes: readonly NotedChange[],
  revision: number | null,
  signal: AbortSignal,
): Promise<readonly KnownChange[] | null> {
  const known = changes.filter(isKnown);
  if (known.length === changes.length) return known;
  if (revision === null) return null;
  const keys = changes.map(({ key }) => key);
  try {
    const { found } = await reader.all(keys, { revision: revision - 1, signal });
    const read = changes.map((change, place) => {
      const { before } = change;
      const then = found[place] ?? null;
      return { ...change, before: before === null || then === null ? null : { ...before, value: then.value } };
    });
    // Each key was compared with its modRevision, so what stood there then is what was there before.
    const isSame = (change: NotedChange, place: number): boolean =>
      (change.before?.modRevision ?? 0) === (found[place]?.modRevision ?? 0);
    return changes.every(isSame) ? read : null;
  } catch (error) {
    if (error instanceof EtcdeckError && error.code === 'Compacted') return null;
    throw error;
  }
}

const isKnown = (change: NotedChange): change is KnownChange => change.before === null || change.before.value !== null;
