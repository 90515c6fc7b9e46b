import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareVersions, etcdsApart } from '../../testing/etcd-binaries.ts';
import { startRpcRecorder } from '../../testing/rpc-recorder.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { EtcdClient } from './client.ts';
import { prefixEnd, range, txnPuts } from './kv.ts';
import type { RangeAnswer } from './range-answer.ts';
import { rangeStream } from './range-stream.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const prefix = bytes('/streamed/');
const whole = { key: prefix, rangeEnd: prefixEnd(prefix) };

const versions = etcdsApart().map((binaries) => ({
  version: binaries.version,
  binaries,
  hasStreams: compareVersions(binaries.version, '3.7') >= 0,
}));

describe.each(versions)('a streamed range on $version', ({ binaries, hasStreams }) => {
  let cluster: TestCluster;
  let client: EtcdClient;
  let revision: number;

  beforeAll(async () => {
    cluster = await startCluster({ binaries, auth: true });
    client = new EtcdClient(cluster.target());
    for (let page = 0; page < 40; page++) {
      const entries = Array.from({ length: 100 }, (_, i) => ({
        key: bytes(`/streamed/${String(page * 100 + i).padStart(5, '0')}`),
        value: new Uint8Array(700).fill(i),
      }));
      ({ revision } = await txnPuts(client, entries));
    }
  });
  afterAll(async () => {
    client?.close();
    await cluster?.close();
  });

  // Only some versions have streams: each test runs on one kind.
  if (!hasStreams) {
    it('is refused by its name', async () => {
      await expect(rangeStream(client, whole)).rejects.toMatchObject({
        code: 'Unimplemented',
        detail: { call: 'KV.RangeStream', since: '3.7' },
      });
    });
    return;
  }

  it('comes in parts that are the whole range, with the revision last', async () => {
    const parts: RangeAnswer[] = [];
    for await (const part of await rangeStream(client, whole)) parts.push(part);
    const { kvs } = await range(client, whole);
    expect(parts.flatMap((part) => part.keyValues())).toEqual(kvs);
    expect(parts.length).toBeGreaterThan(3);
    expect(parts[0]?.length).toBe(10);
    expect(parts.map((part) => part.revision)).toEqual(parts.map((_, i) => (i === parts.length - 1 ? revision : null)));
    expect(parts.at(-1)).toMatchObject({ count: 4_000, more: false });
  });

  it('ends at the member when it is left', async () => {
    const recorder = await startRpcRecorder(cluster.endpoints[0] ?? '');
    const recorded = new EtcdClient(cluster.target({ endpoints: [recorder.endpoint] }));
    try {
      for await (const part of await rangeStream(recorded, whole)) {
        expect(part.length).toBe(10);
        break;
      }
      expect(recorder.calls).toContain('KV/RangeStream');
      // The connection still works.
      expect((await range(recorded, { ...whole, limit: 1 })).kvs).toHaveLength(1);
    } finally {
      recorded.close();
      await recorder.close();
    }
  });

  it('is refused as a range is', async () => {
    const reader = new EtcdClient(cluster.target({ user: 'reader', password: 'readerpw' }));
    try {
      await expect(rangeStream(reader, whole)).rejects.toMatchObject({ code: 'PermissionDenied' });
      await expect(rangeStream(client, { ...whole, revision: 99_999 })).rejects.toMatchObject({ code: 'FutureRev' });
    } finally {
      reader.close();
    }
  });
});
