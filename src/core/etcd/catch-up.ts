import type { IWatchResponse } from 'etcd3';
import { EtcdeckError } from '../../contract/failure.ts';
import type { EtcdCallOptions, EtcdClient } from './client.ts';
import { toNumber } from './ids.ts';
import { openStream } from './open-stream.ts';
import { watchRefusal } from './watch.ts';

/** The history of a key between a revision and now. */
export type CaughtUp =
  | { readonly kind: 'compacted'; readonly compactRevision: number }
  /** The revisions of its deletions, in order. */
  | { readonly kind: 'read'; readonly deletions: readonly number[] };

/**
 * A member advances a watch from the past ten times a second. Up to 3.4.24 and 3.5.7 it answers a progress request at
 * once and wrongly, so the request waits until after the first advance.
 */
const firstAskMs = 250;
const askMs = 100;
const longestMs = 30_000;

/**
 * Watches one key from a revision to the head for its deletions. The member reads every revision in between, of all
 * keys, with their values, and blocks writers meanwhile; a compacted start costs it nothing. Fails with
 * `PermissionDenied`.
 */
export async function catchUp(
  client: EtcdClient,
  { key, fromRevision }: { readonly key: Uint8Array; readonly fromRevision: number },
  options?: EtcdCallOptions,
): Promise<CaughtUp> {
  const request = {
    create_request: { key: Buffer.from(key), start_revision: String(fromRevision), filters: ['Noput'], fragment: true },
  };
  const { answer } = await client.attempt((channel, bounds) => {
    const call = { service: 'Watch', method: 'watch', request, refusal: watchRefusal } as const;
    return openStream<IWatchResponse>(channel, { ...call, answerBy: bounds.connectBy }, bounds);
  }, options);
  const { stream } = answer;
  const deletions: number[] = [];
  let isLate = false;
  const late = setTimeout(() => {
    isLate = true;
    stream.cancel();
  }, longestMs);
  const ask = (): void => stream.send({ progress_request: {} });
  let asking = setTimeout(() => {
    ask();
    asking = setInterval(ask, askMs);
  }, firstAskMs);
  try {
    for await (const response of stream.messages) {
      if (response.compact_revision !== '0') {
        return { kind: 'compacted', compactRevision: toNumber(response.compact_revision) };
      }
      const refused = watchRefusal(response, stream.endpoint);
      if (refused !== null) throw refused;
      // The answer to the progress request, which comes when the watch is level with the store.
      if (response.events.length === 0) return { kind: 'read', deletions };
      deletions.push(...response.events.map(({ kv }) => toNumber(kv.mod_revision)));
    }
    throw failure('ConnectionCut', stream.endpoint);
  } catch (error) {
    throw isLate ? failure('DeadlineExceeded', stream.endpoint) : error;
  } finally {
    clearTimeout(late);
    clearTimeout(asking);
    stream.cancel();
  }
}

function failure(code: 'ConnectionCut' | 'DeadlineExceeded', endpoint: string): EtcdeckError {
  return new EtcdeckError({
    code,
    message: 'the past was not told to its end',
    endpoint,
    operation: 'watch',
    retry: true,
  });
}
