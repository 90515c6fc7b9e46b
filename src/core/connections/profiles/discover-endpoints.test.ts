import { afterEach, expect, it } from 'vitest';
import { type SrvRecords, startNameServer } from '../../../testing/name-server.ts';
import { discoverEndpoints, endpointsNow } from './discover-endpoints.ts';

const servers: { close(): void }[] = [];
const bounds = { timeoutMs: 2_000 };
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
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
  expect(await discoverEndpoints({ domain: 'example.org.', service: null }, bounds, [server])).toEqual([
    'https://a.example.org:4001',
    'https://b.example.org:2379',
    'https://c.example.org:2379',
  ]);
});

it('takes a service name, and plain http where there is no TLS', async () => {
  const record = { priority: 1, weight: 1, port: 2379, name: 'a.example.org' };
  const server = await serve({ '_etcd-client-east._tcp.example.org': [record] });
  expect(await discoverEndpoints({ domain: 'example.org', service: 'east' }, bounds, [server])).toEqual([
    'http://a.example.org:2379',
  ]);
  await expect(discoverEndpoints({ domain: 'example.org', service: null }, bounds, [server])).rejects.toMatchObject({
    code: 'NameNotResolved',
    retry: false,
  });
});

it('fails by name when nobody answers, and for what is no domain', async () => {
  const silent = await serve(null);
  const slow = discoverEndpoints({ domain: 'example.org', service: null }, { timeoutMs: 200 }, [silent]);
  await expect(slow).rejects.toMatchObject({ code: 'NameNotResolved', retry: true });
  for (const domain of ['', 'a b', 'https://x']) {
    await expect(discoverEndpoints({ domain, service: null }, bounds, [silent])).rejects.toMatchObject({
      code: 'BadRequest',
    });
  }
});

it('asks again for the same scheme only', async () => {
  const discovery = { domain: 'example.org', service: null };
  const record = { priority: 1, weight: 1, port: 2380, name: 'a.example.org' };
  const server = await serve({ '_etcd-client._tcp.example.org': [record] });
  expect(await endpointsNow(discovery, ['http://a.example.org:2379'], bounds, [server])).toEqual([
    'http://a.example.org:2380',
  ]);
  // An attacker who hides the TLS records must not receive the password in clear text.
  await expect(endpointsNow(discovery, ['https://a.example.org:2379'], bounds, [server])).rejects.toMatchObject({
    code: 'NameNotResolved',
    message: expect.stringContaining('_etcd-client-ssl._tcp'),
    retry: false,
  });
});

it('follows records within the domain, and elsewhere only to hosts that were seen', async () => {
  const discovery = { domain: 'example.org', service: null };
  const at = (name: string) => ({ priority: 1, weight: 1, port: 2379, name });
  const names = ['new.example.org', 'known.example.net', 'foreign.example.net', 'notexample.org'];
  const server = await serve({ '_etcd-client-ssl._tcp.example.org': names.map(at) });
  const found = await endpointsNow(discovery, ['https://known.example.net:2379'], bounds, [server]);
  expect(found.toSorted()).toEqual(['https://known.example.net:2379', 'https://new.example.org:2379']);
  const foreign = await serve({ '_etcd-client-ssl._tcp.example.org': [at('foreign.example.net')] });
  await expect(endpointsNow(discovery, ['https://a.example.org:1'], bounds, [foreign])).rejects.toMatchObject({
    code: 'NameNotResolved',
    message: expect.stringContaining('foreign.example.net'),
    retry: false,
  });
});

async function serve(records: SrvRecords | null): Promise<string> {
  const server = await startNameServer(() => records);
  servers.push(server);
  return server.address;
}
