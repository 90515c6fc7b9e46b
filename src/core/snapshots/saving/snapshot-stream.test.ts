import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SnapshotChunk } from '../../etcd/maintenance.ts';
import { checkedSnapshot } from './snapshot-stream.ts';

const database = Buffer.from('a database of forty bytes, give or take..');
const trailer = createHash('sha256').update(database).digest();

async function* inPieces(
  bytes: Uint8Array,
  size: number,
  databaseBytes = database.length,
): AsyncGenerator<SnapshotChunk> {
  for (let at = 0; at < bytes.length; at += size) {
    const blob = bytes.subarray(at, at + size);
    yield { blob, remainingBytes: Math.max(0, databaseBytes - at - blob.length), version: null };
  }
}

async function read(chunks: AsyncIterable<SnapshotChunk>) {
  const checked = checkedSnapshot(chunks, 'http://member');
  const received: Uint8Array[] = [];
  const progress: string[] = [];
  for (;;) {
    const step = await checked.next();
    if (step.done === true) return { bytes: Buffer.concat(received), sha256: step.value, progress };
    received.push(step.value.bytes);
    progress.push(`${step.value.receivedBytes}/${step.value.totalBytes}`);
  }
}

describe('a snapshot that streams', () => {
  const whole = Buffer.concat([database, trailer]);

  it.each([1, 7, 31, 32, 33, 40, database.length])('is passed on and checked, in pieces of %i bytes', async (size) => {
    const result = await read(inPieces(whole, size));
    expect(result.bytes).toEqual(whole);
    expect(result.sha256).toBe(createHash('sha256').update(database).update(trailer).digest('hex'));
    expect(result.progress.at(-1)).toBe(`${whole.length}/${whole.length}`);
    expect(new Set(result.progress.map((one) => one.split('/')[1]))).toEqual(new Set([String(whole.length)]));
  });

  it.each([0, 1, database.length - 1, database.length, whole.length - 1])(
    'is truncated after %i bytes',
    async (bytes) => {
      const error = { code: 'SnapshotTruncated', endpoint: 'http://member' };
      await expect(read(inPieces(whole.subarray(0, bytes), 8))).rejects.toMatchObject(error);
    },
  );

  it('does not pass with a byte changed, in the database or in the hash', async () => {
    for (const at of [0, database.length - 1, database.length, whole.length - 1]) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      await expect(read(inPieces(damaged, 16))).rejects.toMatchObject({ code: 'SnapshotHashMismatch' });
    }
  });

  it('does not pass with more bytes than were announced', async () => {
    const longer = Buffer.concat([whole, Buffer.from('x')]);
    await expect(read(inPieces(longer, 16))).rejects.toMatchObject({ code: 'SnapshotHashMismatch' });
  });

  it('does not wait for ever on a member that sends nothing but empty pieces', async () => {
    const endless = async function* (): AsyncGenerator<SnapshotChunk> {
      yield { blob: database, remainingBytes: 8, version: null };
      for (;;) yield { blob: new Uint8Array(), remainingBytes: 8, version: null };
    };
    await expect(read(endless())).rejects.toMatchObject({ code: 'SnapshotTruncated' });
  });
});
