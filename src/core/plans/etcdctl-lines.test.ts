import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { ChangeList } from './change-list.ts';
import { etcdctlDeletePrefix, etcdctlLines } from './etcdctl-lines.ts';

const run = promisify(execFile);
const tls = { caFile: null, certFile: null, keyFile: null, serverName: null, skipVerify: false };
const profile = { endpoints: ['http://a:2379'], discovery: null, tls, user: 'root', ssh: null };
const head = 'etcdctl --endpoints=http://a:2379 --user=root';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

it.each([
  ['/app/', '/app/'],
  ['', "''"],
  ["it's here", "'it'\\''s here'"],
  ['-x', '-- -x'],
  ['ü', "'ü'"],
  ['a\nb', "$'a\\nb'"],
])('spells a key as a word of a shell: %j', async (key, word) => {
  expect(etcdctlDeletePrefix(profile, bytes(key))).toBe(`${head} del --prefix ${word}`);
  const spoken = await run('bash', ['-c', `printf %s ${word.replace('-- ', '')}`], { encoding: 'buffer' });
  expect(spoken.stdout.toString()).toBe(key);
});

it('says what no shell can pass on', () => {
  expect(etcdctlDeletePrefix(profile, Uint8Array.of(0, 1))).toBe('# no argument can hold the zero byte of 0x0001');
});

it('shows the first changes, and never a value', () => {
  const list = new ChangeList();
  const change = { expectedModRevision: 1, lease: null, isJoined: false } as const;
  list.skip({ key: bytes('same'), bytes: 1 });
  for (let n = 0; n < 30; n++) list.add({ ...change, kind: 'create', key: bytes(`k${n}`), value: bytes('hunter2') });
  const lines = etcdctlLines(profile, list);
  expect(lines).toHaveLength(21);
  expect(lines[0]).toBe('# etcdctl put k0, with its 7 bytes');
  expect(lines.at(-1)).toBe('# and 10 more alike');
  expect(lines.join()).not.toContain('hunter2');
});

it('reads a key that looks like a flag, for nothing behind it is a flag any more', () => {
  const list = new ChangeList();
  const change = { expectedModRevision: 0, value: bytes('v'), lease: null, isJoined: false } as const;
  list.add({ ...change, kind: 'create', key: bytes('-to'), from: bytes('-from') });
  expect(etcdctlLines(profile, list, { command: 'etcdctl', revision: 7 })).toEqual([
    "etcdctl get --rev=7 -w json -- -from | jq -r '.kvs[0].value' | base64 -d | etcdctl --endpoints=http://a:2379 --user=root put -- -to",
  ]);
});
