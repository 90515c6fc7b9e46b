import { setTimeout } from 'node:timers/promises';
import { EtcdError } from '../../contract/failure.ts';
import type { EtcdClient } from '../etcd/client.ts';
import { passThroughLog } from '../etcd/txn.ts';
import { isUnknownToKine } from '../etcd/txn-limits.ts';
import { compareBytes } from '../keyspace/bytes.ts';
import type { Change } from './change-list.ts';
import { KeyReader, type ReadKeys } from './key-reader.ts';

/** A cluster that lost its leader has another one long before. */
const patienceMs = 30_000;
const pauseMs = 500;

/** What became of a transaction whose answer was lost; `revision` is the one that it made. */
export type Settled = { readonly kind: 'done'; readonly revision: number } | { readonly kind: 'notDone' | 'unknown' };

/**
 * Finds out what became of a transaction whose answer was lost, from what its keys say once everything proposed before is
 * decided: it was done whole or not at all.
 */
export async function settleUnknown(
  client: EtcdClient,
  changes: readonly Change[],
  closed: AbortSignal,
): Promise<Settled> {
  const now = await readPatiently(client, changes, closed);
  return now === null ? { kind: 'unknown' } : verdict(changes, now);
}

/** What the keys of a transaction say about it. */
export function verdict(changes: readonly Change[], { found, revision }: ReadKeys): Settled {
  // A revision comes only once: who is still at the one compared was not written.
  const isUntouched = (change: Change, place: number): boolean =>
    change.expectedModRevision !== 0 && found[place]?.modRevision === change.expectedModRevision;
  if (changes.some(isUntouched)) return { kind: 'notDone' };
  if (changes.every((change, place) => change.expectedModRevision === 0 && found[place] === null)) {
    return { kind: 'notDone' };
  }
  const written = new Set<number>();
  for (const [place, { value }] of changes.entries()) {
    const entry = found[place] ?? null;
    if (value === null ? entry !== null : entry === null || compareBytes(entry.value, value) !== 0) {
      return { kind: 'unknown' };
    }
    if (entry !== null) written.add(entry.modRevision);
  }
  if (written.size > 1) return { kind: 'unknown' };
  return { kind: 'done', revision: [...written][0] ?? revision };
}

async function readPatiently(
  client: EtcdClient,
  changes: readonly Change[],
  closed: AbortSignal,
): Promise<ReadKeys | null> {
  const keys = changes.map(({ key }) => key);
  let isDecided = false;
  for (const giveUpAt = performance.now() + patienceMs; ; ) {
    try {
      const [key] = keys;
      if (!isDecided && key !== undefined) await passThroughLog(client, key, { signal: closed });
      isDecided = true;
      return await new KeyReader(client).all(keys, { signal: closed });
    } catch (error) {
      if (!(error instanceof EtcdError)) return null;
      // It has no log: what its database says is decided.
      if (!isDecided && isUnknownToKine(error)) {
        isDecided = true;
        continue;
      }
      const mayPass = error.retry || error.code === 'OutcomeUnknown';
      if (!mayPass || performance.now() > giveUpAt) return null;
      await setTimeout(pauseMs, undefined, { signal: closed }).catch(() => undefined);
    }
  }
}
