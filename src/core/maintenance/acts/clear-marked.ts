import { EtcdeckError } from '../../../contract/failure.ts';
import { concatBytes } from '../../bytes/bytes.ts';
import type { EtcdClient } from '../../etcd/client.ts';
import { prefixEnd, range } from '../../etcd/kv.ts';
import { deleteMarked, findMarker, type Marker } from '../../etcd/marked-writes.ts';
import { pause } from '../../plans/pause.ts';

const deletionMs = 20_000;
const pauseMs = 500;

/** The parts and the patience of a deletion. */
export interface Clearing {
  /** The hexadecimal digits of a name that select the keys of one deletion. */
  readonly digits: number;
  readonly patienceMs: number;
}

/**
 * Deletes all keys beneath a marker, part by part, and the marker with the last ones: afterwards no lost write can
 * happen any more. Each deletion requires the marker, so that it can be sent again when its answer is lost. Fails with
 * `Conflict` when another client has deleted the marker and keys are left.
 */
export async function clearMarked(
  client: EtcdClient,
  marker: Marker,
  { digits, patienceMs }: Clearing,
  signal: AbortSignal,
): Promise<void> {
  const options = { timeoutMs: deletionMs, signal };
  for (const giveUpAt = performance.now() + patienceMs; ; ) {
    try {
      const found = await findMarker(client, marker.key, options);
      if (found?.createRevision !== marker.createRevision) return await requireEmpty(client, marker.key, options);
      for (let part = 0; part < 16 ** digits; part += 1) {
        const name = part.toString(16).padStart(digits, '0');
        await deleteMarked(client, marker, concatBytes(marker.key, Buffer.from(name)), options);
      }
      await deleteMarked(client, marker, marker.key, options);
    } catch (error) {
      const mayPass = error instanceof EtcdeckError && (error.retry || error.code === 'OutcomeUnknown');
      if (!mayPass || performance.now() > giveUpAt) throw error;
      await pause(pauseMs, signal);
    }
  }
}

async function requireEmpty(
  client: EtcdClient,
  prefix: Uint8Array,
  options: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<void> {
  const { count } = await range(client, { key: prefix, rangeEnd: prefixEnd(prefix), countOnly: true }, options);
  if (count === 0) return;
  const message = `${count} keys are left: another client has deleted the key that allows their deletion`;
  throw new EtcdeckError({ code: 'Conflict', message, operation: 'txn' });
}
