import { createServer, type Http2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { EtcdClient } from '../../etcd/client.ts';
import { isServedByKine } from './kine.ts';

const unknown = '2';
const permissionDenied = '7';
const closing: (() => void)[] = [];

afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server that answers every call as gRPC does when it refuses. */
async function refusingServer(status: string, words: string): Promise<EtcdClient> {
  const server: Http2Server = createServer();
  server.on('stream', (stream) => {
    const trailers = { 'grpc-status': status, 'grpc-message': encodeURIComponent(words) };
    stream.respond({ ':status': 200, 'content-type': 'application/grpc', ...trailers }, { endStream: true });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // It listens on a port.
  const { port } = server.address() as AddressInfo;
  const endpoints = [`http://127.0.0.1:${port}`];
  const client = new EtcdClient({ endpoints, tls: null, user: null, password: null });
  closing.push(() => {
    client.close();
    server.close();
  });
  return client;
}

it.each(['serializable is unsupported', 'serializable is not implemented by kine'])('is told by: %s', async (words) => {
  const client = await refusingServer(unknown, words);
  expect(await isServedByKine(client, Buffer.from('/registry/'))).toBe(true);
});

it('is not told by a refusal of another kind', async () => {
  const client = await refusingServer(permissionDenied, 'etcdserver: permission denied');
  const asked = isServedByKine(client, Buffer.from('/registry/'));
  await expect(asked).rejects.toMatchObject({ code: 'PermissionDenied' });
});
