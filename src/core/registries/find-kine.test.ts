import { createServer, type Http2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { EtcdClient } from '../etcd/client.ts';
import { isServedByKine } from './find-kine.ts';

const unknown = '2';
const permissionDenied = '7';
const unimplemented = '12';
/** Uncompressed, and no bytes long. */
const emptyMessage = Buffer.alloc(5);
const closing: (() => void)[] = [];

afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server that refuses its first call as gRPC does, and answers every other with nothing. */
async function refusingServer(status: string, words: string): Promise<EtcdClient> {
  const server: Http2Server = createServer();
  let hasRefused = false;
  server.on('stream', (stream) => {
    const head = { ':status': 200, 'content-type': 'application/grpc' };
    if (!hasRefused) {
      hasRefused = true;
      const trailers = { 'grpc-status': status, 'grpc-message': encodeURIComponent(words) };
      stream.respond({ ...head, ...trailers }, { endStream: true });
      return;
    }
    stream.respond(head, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
    stream.end(emptyMessage);
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

it.each([
  [unknown, 'serializable is unsupported'],
  [unimplemented, 'serializable is not implemented by kine'],
])('is told by its refusal, and asked again as it takes it: %s %s', async (status, words) => {
  const client = await refusingServer(status, words);
  expect(await isServedByKine(client, Buffer.from('/registry/'))).toBe(true);
});

it('is not told by a refusal of another kind', async () => {
  const client = await refusingServer(permissionDenied, 'etcdserver: permission denied');
  const asked = isServedByKine(client, Buffer.from('/registry/'));
  await expect(asked).rejects.toMatchObject({ code: 'PermissionDenied' });
});
