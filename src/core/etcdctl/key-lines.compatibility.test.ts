import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ConnectionProfile } from '../../contract/connections/profile.ts';
import { readEtcdctlLine } from '../../contract/etcdctl-bridge/read-line.ts';
import { getLine, guardedDeleteLine, guardedPutLine } from '../../contract/etcdctl-key-lines.ts';
import type { LeaseId } from '../../contract/ids.ts';
import { chosenEtcd } from '../../testing/etcd-binaries.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { toValidProfile } from '../connections/profiles/profile.ts';

const run = promisify(execFile);
const { etcd, version } = chosenEtcd();

let cluster: TestCluster;
let profile: ConnectionProfile;

beforeAll(async () => {
  cluster = await startCluster({ tls: 'mutual' });
  const { ca, cert, key } = cluster.files ?? {};
  const tls = { caFile: ca ?? null, certFile: cert ?? null, keyFile: key ?? null };
  profile = toValidProfile({ ...cluster.draft(), tls: { ...tls, serverName: null, skipVerify: false } });
});
afterAll(() => cluster?.close());

/** Runs a line as it is printed; returns what it prints. */
async function asPrinted(line: string | null): Promise<Buffer> {
  if (line === null) throw new Error('there is no line');
  const own = Object.entries(process.env).filter(([name]) => !/^ETCD(CTL)?_/.test(name));
  const { stdout } = await run('bash', ['-c', line], {
    encoding: 'buffer',
    env: { ...Object.fromEntries(own), PATH: `${dirname(etcd)}:${process.env.PATH}`, ETCDCTL_API: '3' },
  });
  return stdout;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

it.each([
  ['/app/a', 'v'],
  ["it's $x `y` !z \\", 'a "b"\n\tc'],
  ['-v', '--lease=1'],
  ['größe 日本', ''],
  ['/f(x) = "1")', '(v)'],
  ['\u202eb', "'"],
])(`writes, reads and deletes %j by the lines for etcdctl ${version}`, async (name, text) => {
  const [key, value] = [bytes(name), bytes(text)];
  const one = { kind: 'key', key } as const;
  await asPrinted(guardedPutLine(profile, key, value, 0, null));
  const line = getLine(profile, one, null);
  expect((await asPrinted(line)).toString()).toBe(`${name}\n${text}\n`);
  expect(readEtcdctlLine(line ?? '')?.command).toEqual({ kind: 'get', keys: one, revision: null });
  const { kvs } = JSON.parse((await asPrinted(line?.replace(' get ', ' get -w json ') ?? null)).toString());
  expect(kvs).toHaveLength(1);
  // Another revision than the key's changes nothing.
  await asPrinted(guardedDeleteLine(profile, key, kvs[0].mod_revision + 1));
  expect((await asPrinted(line)).toString()).toBe(`${name}\n${text}\n`);
  await asPrinted(guardedDeleteLine(profile, key, kvs[0].mod_revision));
  expect((await asPrinted(line)).toString()).toBe('');
  expect((await asPrinted(getLine(profile, one, kvs[0].mod_revision))).toString()).toBe(`${name}\n${text}\n`);
});

it('writes bytes that are no text, reads a prefix, and keeps a lease', async () => {
  const granted = await cluster.etcdctl('lease', 'grant', '600');
  // A lease's id as the contract has it.
  const lease = (/lease ([0-9a-f]+) /.exec(granted)?.[1] ?? '').padStart(16, '0') as LeaseId;
  const key = Uint8Array.of(0x2f, 0x62, 0xff, 0x0a, 0x22);
  await asPrinted(guardedPutLine(profile, key, Uint8Array.of(1, 0xfe, 0x5c), 0, lease));
  const read = getLine(profile, { kind: 'prefix', key: key.subarray(0, 3) }, null);
  const expected = [...key, 0x0a, 1, 0xfe, 0x5c, 0x0a];
  expect([...(await asPrinted(read))]).toEqual(expected);
  expect(await cluster.etcdctl('lease', 'timetolive', lease, '--keys')).toContain('/b');
});
