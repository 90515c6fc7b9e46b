import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import { discoverEndpoints } from './discover-endpoints.ts';

const sockets: Socket[] = [];
const bounds = { timeoutMs: 2_000 };
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});

it('finds the TLS endpoints, by priority and weight, and none in clear beside them', async () => {
  const server = await serve({
    '_etcd-client-ssl._tcp.example.org': [
      { priority: 20, weight: 0, port: 2379, name: 'c.example.org' },
      { priority: 10, weight: 1, port: 2379, name: 'b.example.org' },
      { priority: 10, weight: 5, port: 4001, name: 'a.example.org' },
    ],
    '_etcd-client._tcp.example.org': [{ priority: 1, weight: 1, port: 2379, name: 'clear.example.org' }],
  });
  expect(await discoverEndpoints('example.org.', null, bounds, [server])).toEqual([
    'https://a.example.org:4001',
    'https://b.example.org:2379',
    'https://c.example.org:2379',
  ]);
});

it('takes a service name, and plain http where there is no TLS', async () => {
  const record = { priority: 1, weight: 1, port: 2379, name: 'a.example.org' };
  const server = await serve({ '_etcd-client-east._tcp.example.org': [record] });
  expect(await discoverEndpoints('example.org', 'east', bounds, [server])).toEqual(['http://a.example.org:2379']);
  await expect(discoverEndpoints('example.org', null, bounds, [server])).rejects.toMatchObject({
    code: 'NameNotResolved',
    retry: false,
  });
});

it('fails by name when nobody answers, and for what is no domain', async () => {
  const silent = await serve(null);
  const slow = discoverEndpoints('example.org', null, { timeoutMs: 200 }, [silent]);
  await expect(slow).rejects.toMatchObject({ code: 'NameNotResolved', retry: true });
  for (const domain of ['', 'a b', 'https://x']) {
    await expect(discoverEndpoints(domain, null, bounds, [silent])).rejects.toMatchObject({ code: 'BadRequest' });
  }
});

interface Srv {
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
  readonly name: string;
}

/** A name server that knows these records, or with `null` says nothing. */
async function serve(records: Readonly<Record<string, readonly Srv[]>> | null): Promise<string> {
  const socket = createSocket('udp4');
  sockets.push(socket);
  socket.on('message', (query, { port, address }) => {
    if (records !== null) socket.send(answer(query, records), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return `127.0.0.1:${socket.address().port}`;
}

/** RFC 1035, 4.1: the header, the question as it came, the answers. */
function answer(query: Buffer, records: Readonly<Record<string, readonly Srv[]>>): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.subarray(at + 1, at + 1 + length).toString());
    at += 1 + length;
  }
  const found = records[labels.join('.').toLowerCase()] ?? [];
  const header = Buffer.alloc(12);
  header.writeUInt16BE(query.readUInt16BE(0), 0);
  header.writeUInt16BE(found.length > 0 ? 0x8180 : 0x8183, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(found.length, 6);
  const answers = found.map(({ priority, weight, port, name }) => {
    const target = Buffer.concat([
      ...name.split('.').map((label) => Buffer.concat([Buffer.of(label.length), Buffer.from(label)])),
      Buffer.of(0),
    ]);
    const record = Buffer.alloc(18);
    record.writeUInt16BE(0xc00c, 0);
    record.writeUInt16BE(33, 2);
    record.writeUInt16BE(1, 4);
    record.writeUInt32BE(60, 6);
    record.writeUInt16BE(6 + target.length, 10);
    record.writeUInt16BE(priority, 12);
    record.writeUInt16BE(weight, 14);
    record.writeUInt16BE(port, 16);
    return Buffer.concat([record, target]);
  });
  return Buffer.concat([header, query.subarray(12, at + 5), ...answers]);
}
