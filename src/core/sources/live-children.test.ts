import { afterEach, expect, it, vi } from 'vitest';
import { oddHeader as header, startOddEtcd } from '../../testing/odd-etcd.ts';
import { bytesOf } from '../bytes/bytes.ts';
import { EtcdClient } from '../etcd/client.ts';
import { rpc } from '../etcd/protocol.ts';
import { FolderHints } from './folder-hints.ts';
import { liveReads } from './live-reads.ts';

afterEach(() => {
  vi.useRealTimers();
});

it('names of namespaces that the user may not read are asked for once a minute, not at each listing', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const asked: string[] = [];
  const server = await startOddEtcd(({ name, request }) => {
    if (name !== 'KV/Range') return { status: 12, words: 'no' };
    asked.push(String(request.key));
    const isNames = String(request.key).startsWith('/registry/namespaces/');
    if (isNames) return { status: 7, words: 'etcdserver: permission denied' };
    return { messages: [[rpc('KV', 'range'), { header, count: '0' }]] };
  });
  const client = new EtcdClient({ endpoints: [server.endpoint], tls: null, user: null, password: null });
  const source = liveReads(client, { revision: null, isSerializable: false }, new FolderHints());
  const list = async (folder: string): Promise<void> => {
    const request = { prefix: bytesOf(`/registry/${folder}/`), delimiter: bytesOf('/'), after: null, limit: 10 };
    for await (const page of source.children(request)) expect(page.children).toEqual([]);
  };
  const timesNames = () => asked.filter((key) => key.startsWith('/registry/namespaces/')).length;
  try {
    await list('pods');
    await list('configmaps');
    expect(timesNames()).toBe(1);
    expect(asked).toContain('/registry/configmaps/');
    vi.advanceTimersByTime(60_000);
    await list('pods');
    expect(timesNames()).toBe(2);
  } finally {
    client.close();
    server.close();
  }
});
