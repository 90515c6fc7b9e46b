import { EtcdeckError } from '../../../contract/failure.ts';
import type { SavedSnapshot } from '../../../contract/snapshots.ts';
import type { EtcdClient } from '../../etcd/client.ts';
import { cancelled, isDenied } from '../../etcd/failures.ts';
import { head } from '../../etcd/kv.ts';
import { snapshot, status } from '../../etcd/maintenance.ts';
import { PartialFile } from '../../files/partial-file.ts';
import type { SnapshotSource } from './choose-member.ts';
import { checkedSnapshot } from './snapshot-stream.ts';

/** What saving one snapshot takes. */
export interface SnapshotSaving {
  readonly client: EtcdClient;
  readonly source: SnapshotSource;
  readonly file: string;
  readonly signal: AbortSignal;
  /** Called for every piece. */
  readonly onDidReceive: (receivedBytes: number, totalBytes: number) => void;
}

const askTimeoutMs = 3_000;

/** Streams one member's database into a new file; what fails or is cancelled leaves nothing behind. */
export async function saveSnapshot(
  saving: SnapshotSaving,
): Promise<Omit<SavedSnapshot, 'uncatalogued' | 'undescribed'>> {
  const { client, source, file, signal } = saving;
  const startedAt = performance.now();
  const part = await PartialFile.create(file, 'snapshotSave');
  const chunks = checkedSnapshot(snapshot(client, source.endpoint, { signal }), source.endpoint);
  try {
    const revision = await revisionAt(client, source.endpoint, signal);
    let bytes = 0;
    let chunk = await chunks.next();
    if (chunk.done !== true) await part.expect(chunk.value.totalBytes);
    for (; chunk.done !== true; chunk = await chunks.next()) {
      await part.append(chunk.value.bytes);
      bytes = chunk.value.receivedBytes;
      saving.onDidReceive(bytes, chunk.value.totalBytes);
    }
    signal.throwIfAborted();
    await part.finish();
    const durationMs = Math.round(performance.now() - startedAt);
    return { file, bytes, sha256: chunk.value, revision, ...source, durationMs };
  } catch (error) {
    if (signal.aborted) throw cancelled('snapshotSave', source.endpoint);
    throw error instanceof EtcdeckError
      ? new EtcdeckError({ ...error.toFailure(), member: source.member }, { cause: error })
      : error;
  } finally {
    // When writing has failed, the member is still sending.
    await chunks.return('').catch(() => undefined);
    await part.discard();
  }
}

/** Returns the member's revision just before: a snapshot's stream does not name its own (3.4 to 3.7). */
async function revisionAt(client: EtcdClient, endpoint: string, signal: AbortSignal): Promise<number> {
  try {
    return (await status(client, endpoint, { timeoutMs: askTimeoutMs, signal })).revision;
  } catch (error) {
    if (!isDenied(error)) throw error;
    return (await head(client, { endpoint, timeoutMs: askTimeoutMs, signal })).revision;
  }
}
