import { constants, type ServerHttp2Stream } from 'node:http2';
import { afterEach, describe, expect, it } from 'vitest';
import { framed, type GrpcServer, startGrpcServer } from '../../testing/grpc-server.ts';
import { oddHeader } from '../../testing/odd-etcd.ts';
import { EtcdClient } from './client.ts';
import { atDeadline } from './failures.ts';
import { range } from './kv.ts';
import { snapshot, status } from './maintenance.ts';
import { rpc } from './protocol.ts';
import { grpcStatus } from './rpctypes.ts';

let server: GrpcServer;
let client: EtcdClient;
afterEach(async () => {
  client?.close();
  await server?.close();
});

/** Starts a member that names its cluster in answer to an empty transaction, and ends other calls in this way. */
async function memberThat(end: (stream: ServerHttp2Stream, timeout: string) => void): Promise<void> {
  server = await startGrpcServer((name, stream, headers) => {
    if (name !== 'KV/Txn') {
      end(stream, String(headers['grpc-timeout']));
      return;
    }
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
    stream.end(framed(rpc('KV', 'txn').responseSerialize({ header: oddHeader })));
  });
  client = new EtcdClient({ endpoints: [server.endpoint], tls: null, user: null, password: null });
}

const key = Buffer.from('a');
const put = (timeoutMs: number) => client.call(({ kv }) => kv.put({ key, value: key }), { timeoutMs });
const unknown = { code: 'OutcomeUnknown', retry: false };

describe('a call that the member resets', () => {
  it('a moment before its deadline was late', async () => {
    await memberThat((stream, timeout) => {
      expect(timeout).toMatch(/^\d+m$/);
      setTimeout(() => stream.close(constants.NGHTTP2_CANCEL), Number.parseInt(timeout, 10) - 50);
    });
    // Connects, and shows the cluster before the write.
    await client.call(({ kv }) => kv.txn({}), { timeoutMs: 60_000 });
    const late = { code: 'DeadlineExceeded', retry: true };
    await Promise.all([
      expect(range(client, { key }, { timeoutMs: 2_000 })).rejects.toMatchObject(late),
      expect(status(client, server.endpoint, { timeoutMs: 2_000 })).rejects.toMatchObject(late),
      expect(put(2_000)).rejects.toMatchObject(unknown),
    ]);
  });

  it('long before its deadline was cut, and not stopped by its caller', async () => {
    await memberThat((stream) => stream.close(constants.NGHTTP2_CANCEL));
    const cut = { code: 'ConnectionCut', message: 'the call was reset', retry: true };
    await expect(range(client, { key }, { timeoutMs: 60_000 })).rejects.toMatchObject(cut);
    await expect(put(60_000)).rejects.toMatchObject(unknown);
    const read = async (): Promise<void> => {
      for await (const _ of snapshot(client, server.endpoint));
    };
    await expect(read()).rejects.toMatchObject(cut);
  });
});

it('only a call that was reset about at its deadline was late', () => {
  const reset = { code: grpcStatus.cancelled, details: 'Call cancelled' };
  expect(atDeadline(reset, 5_000, 4_000)).toBe(reset);
  expect(atDeadline(reset, 5_000, 4_950)).toMatchObject({ code: grpcStatus.deadlineExceeded });
  expect(atDeadline(reset, 5_000, 6_000)).toMatchObject({ code: grpcStatus.deadlineExceeded });
  const cut = { code: grpcStatus.unavailable, details: 'Connection dropped' };
  expect(atDeadline(cut, 5_000, 6_000)).toBe(cut);
});
