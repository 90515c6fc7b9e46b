import { expect, it } from 'vitest';
import { noSsh, type SshForm, splitDestination, sshFormOf, sshOf, sshProblems } from './ssh-form.ts';

const aForm = (changes: Partial<SshForm> = {}): SshForm => ({
  ...noSsh,
  isUsed: true,
  host: 'bastion',
  user: 'ops',
  ...changes,
});

it('comes back to the same SSH host', () => {
  const ssh = { host: 'cp-1', port: 2222, user: 'ops', auth: 'key', keyFile: '/k', manifest: '/m.yaml' } as const;
  expect(sshOf(sshFormOf(ssh))).toEqual(ssh);
  expect(sshOf(sshFormOf(null))).toBeNull();
  expect(sshOf({ ...sshFormOf(ssh), isUsed: false })).toBeNull();
});

it('takes a key’s file for the key only', () =>
  expect(sshOf(aForm({ auth: 'agent', keyFile: '/k' }))).toMatchObject({ auth: 'agent', keyFile: null }));

it.each([
  [{}, []],
  [{ isUsed: false, host: '' }, []],
  [{ host: '' }, ['sshHost']],
  [{ host: 'ops@bastion' }, ['sshHost']],
  [{ port: '0' }, ['sshPort']],
  [{ port: 'x' }, ['sshPort']],
  [{ user: ' ' }, ['sshUser']],
  [{ manifest: 'etcd.yaml' }, ['sshManifest']],
] as const)('finds in %j what is wrong', (changes, places) =>
  expect(sshProblems(aForm(changes)).map(([place]) => place)).toEqual(places),
);

it.each([
  ['ops@bastion', { user: 'ops', host: 'bastion' }],
  ['ssh ops@bastion:2222', { user: 'ops', host: 'bastion', port: '2222' }],
  ['ssh://ops@10.0.0.1:22/', { user: 'ops', host: '10.0.0.1', port: '22' }],
  ['bastion', null],
])('takes %j apart', (text, parts) => expect(splitDestination(text)).toEqual(parts));
