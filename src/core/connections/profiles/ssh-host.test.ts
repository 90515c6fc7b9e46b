import { userInfo } from 'node:os';
import { expect, it } from 'vitest';
import { parseDestination, toValidSsh } from './ssh-host.ts';

const me = userInfo().username;

it.each([
  ['root@cp-1', { user: 'root', host: 'cp-1', port: 22 }],
  [' cp-1.example.org ', { user: me, host: 'cp-1.example.org', port: 22 }],
  ['ops@10.0.0.1:2222', { user: 'ops', host: '10.0.0.1', port: 2222 }],
  ['ssh://ops@cp-1:2222/', { user: 'ops', host: 'cp-1', port: 2222 }],
  ['ops@[fd00::1]:2222', { user: 'ops', host: 'fd00::1', port: 2222 }],
  ['ops@fd00::1', { user: 'ops', host: 'fd00::1', port: 22 }],
  ['o.p-s_1@cp-1', { user: 'o.p-s_1', host: 'cp-1', port: 22 }],
])('goes where ssh would: %s', (destination, parts) => {
  expect(parseDestination(destination)).toEqual(parts);
});

it.each(['', '@cp-1', 'ops@', 'a b', 'ops:secret@cp-1', 'cp-1:0', 'cp-1:70000', '-oProxyCommand=x', 'ops@cp-1/x'])(
  'refuses %o',
  (destination) => {
    expect(() => parseDestination(destination)).toThrow(expect.objectContaining({ code: 'BadRequest' }));
  },
);

it('keeps a password out of what it says', () => {
  expect(() => parseDestination('ops:secret@cp-1')).not.toThrow(/secret/);
});

it('keeps of a way what it uses', () => {
  const ssh = { host: ' cp-1 ', port: 22, user: ' ops', auth: 'agent', keyFile: '/k', manifest: ' ' } as const;
  expect(toValidSsh(ssh)).toEqual({
    host: 'cp-1',
    port: 22,
    user: 'ops',
    auth: 'agent',
    keyFile: null,
    manifest: null,
  });
  expect(() => toValidSsh({ ...ssh, manifest: 'etcd.yaml' })).toThrow(/absolute/);
});
