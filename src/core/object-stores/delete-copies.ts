import { EtcdeckError, type Failure } from '../../contract/failure.ts';
import type { CopyDeletion, CopyRetention, DueCopy } from '../../contract/object-stores.ts';
import type { Ports } from '../ports.ts';
import { planRetention } from './plan-retention.ts';
import type { StoreClient } from './store-client.ts';
import { storeFailure } from './store-failure.ts';
import { descriptionObjectOf, headOf, recordedSum } from './stored-object.ts';

const operation = 'objectStores.deleteCopies';

/** What a deletion takes beside its store. */
export interface Deleting {
  readonly ports: Pick<Ports, 'clock' | 'log'>;
  readonly signal: AbortSignal;
  /** Called after each one. */
  readonly onDidDelete: (object: string) => Promise<void>;
}

/**
 * Deletes those of the given objects that no rule keeps now, the oldest first: what is deleted was shown, and is due still.
 * One that is another object by now, or that the store does not give up, is left and told; once the store does not answer,
 * so are the rest.
 */
export async function deleteCopies(
  client: StoreClient,
  request: Omit<CopyRetention, 'store'> & { readonly objects: readonly string[] },
  { ports, signal, onDidDelete }: Deleting,
): Promise<CopyDeletion> {
  const { due } = await planRetention(client, request, { now: ports.clock.now(), signal });
  const shown = new Set(request.objects);
  const deleted: string[] = [];
  const left: { readonly object: string; readonly failure: Failure }[] = [];
  let unreachable: Failure | null = null;
  for (const copy of due.toReversed()) {
    const { object, savedAt } = copy;
    if (!shown.has(object)) continue;
    signal.throwIfAborted();
    const failure: Failure | null = unreachable ?? (await deleteCopy(client, copy, { ports, signal }));
    if (failure === null) {
      deleted.push(object);
      ports.log.info('A copy was deleted from an object store', { object, savedAt: new Date(savedAt).toISOString() });
      await onDidDelete(object);
      continue;
    }
    left.push({ object, failure });
    if (failure.code === 'StoreUnreachable') unreachable = failure;
  }
  return { deleted, left };
}

/** Returns why a copy was not deleted; `null`: it was. */
async function deleteCopy(
  client: StoreClient,
  { object, sha256, bytes }: DueCopy,
  { ports, signal }: Pick<Deleting, 'ports' | 'signal'>,
): Promise<Failure | null> {
  const { s3, bucket } = client;
  try {
    const head = await headOf(client, object, signal);
    // Somebody else has deleted it.
    if (head === null) return null;
    if (recordedSum(head.Metadata) !== sha256 || head.ContentLength !== bytes) return replaced(object).toFailure();
    await s3.deleteObject({ Bucket: bucket, Key: object }, { abortSignal: signal });
  } catch (error) {
    const failure = storeFailure(error, operation);
    if (signal.aborted || !(failure instanceof EtcdeckError)) throw error;
    return failure.toFailure();
  }
  try {
    await s3.deleteObject({ Bucket: bucket, Key: descriptionObjectOf(object) }, { abortSignal: signal });
  } catch (error) {
    ports.log.warn('The description of a copy that was deleted is left', { object, reason: String(error) });
  }
  return null;
}

const replaced = (object: string): EtcdeckError =>
  new EtcdeckError({ code: 'SnapshotChanged', message: `${object} is another object by now`, operation });
