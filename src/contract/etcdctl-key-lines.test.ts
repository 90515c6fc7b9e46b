import { expect, it } from 'vitest';
import { getLine, guardedDeleteLine, guardedPutLine, watchLine } from './etcdctl-key-lines.ts';
import type { EtcdctlProfile } from './etcdctl-line.ts';
import type { LeaseId } from './ids.ts';

const tls = { caFile: '/p/ca.crt', certFile: null, keyFile: null, serverName: null, skipVerify: false };
const profile: EtcdctlProfile = { endpoints: ['https://a:2379'], discovery: null, tls, user: null, ssh: null };
const head = 'etcdctl --endpoints=https://a:2379 --cacert=/p/ca.crt';
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const key = (text: string) => ({ kind: 'key', key: bytesOf(text) }) as const;

it('quotes a key for the shell, and has the flags of the connection', () => {
  expect(getLine(profile, key('/registry/pods/a'), null)).toBe(`${head} get /registry/pods/a`);
  expect(getLine(profile, key("it's"), 7)).toBe(`${head} get --rev=7 'it'\\''s'`);
  expect(getLine(profile, { kind: 'prefix', key: bytesOf('-v') }, null)).toBe(`${head} get --prefix -- -v`);
  expect(getLine(profile, { kind: 'key', key: Uint8Array.of(0) }, null)).toBeNull();
  expect(watchLine(profile, key('/a'), { revision: 3, previous: true })).toBe(`${head} watch --rev=3 --prev-kv /a`);
  const range = (end: Uint8Array) => ({ kind: 'range', key: bytesOf('/a'), end }) as const;
  const now = { revision: null, previous: false };
  expect(watchLine(profile, range(bytesOf('/c')), now)).toBe(`${head} watch /a /c`);
  expect(watchLine(profile, range(Uint8Array.of(0)), now)).toBeNull();
  expect(getLine(profile, range(Uint8Array.of(0)), null)).toBe(`${head} get --from-key /a`);
  expect(watchLine(profile, range(bytesOf('-c')), now)).toBeNull();
  expect(getLine(profile, range(bytesOf('-c')), null)).toBe(`${head} get -- /a -c`);
  expect(watchLine(profile, key('-a'), { revision: null, previous: false })).toBeNull();
});

it('quotes a guarded write as etcdctl txn reads it', () => {
  const value = Uint8Array.of(0x61, 0x0a, 0x22, 0xff);
  expect(guardedPutLine(profile, bytesOf('/a "q" \\x'), value, 0, null)).toBe(
    `${head} txn <<'END'\nmod("/a \\"q\\" \\\\x") = "0"\n\nput "/a \\"q\\" \\\\x" "a\\n\\"\\xff"\n\n\nEND`,
  );
  expect(guardedDeleteLine(profile, bytesOf('/a'), 7)).toBe(
    `${head} txn <<'END'\nmod("/a") = "7"\n\ndel "/a"\n\n\nEND`,
  );
});

it('has a line for a key with parentheses, and lets none be a flag', () => {
  expect(guardedDeleteLine(profile, bytesOf('/f(x)'), 7)).toContain('mod("/f(x)") = "7"\n\ndel "/f(x)"\n');
  expect(guardedPutLine(profile, bytesOf('-v'), bytesOf('v'), 7, null)).toContain('put -- "-v" "v"\n');
});

it('names the lease, which a write without one takes away', () => {
  // A lease's id as the contract has it.
  const lease = '694d7a5b0c3e1f02' as LeaseId;
  expect(guardedPutLine(profile, bytesOf('/a'), bytesOf('v'), 7, lease)).toContain(
    'put --lease=694d7a5b0c3e1f02 "/a" "v"\n',
  );
});

it('says nothing where etcdctl could not read it', () => {
  expect(guardedPutLine(profile, bytesOf('/a'), new Uint8Array(5_000), 7, null)).toBeNull();
});

it('says what to know before a line is run: a password would be read from the input of txn', () => {
  const named = { ...profile, user: 'ops' };
  expect(guardedDeleteLine(named, bytesOf('/a'), 7)).toMatch(/^# .*ETCDCTL_PASSWORD first\netcdctl /);
  expect(getLine(named, key('/a'), null)).toMatch(/^etcdctl /);
});
