import { expect, it } from 'vitest';
import { readDebugVars } from './debug-vars.ts';

const of = readDebugVars;

it('reads the raft indexes and the command line', () => {
  const raft = { id: '1', term: 4, commit: 106, lead: '0', raftState: 'StatePreCandidate', applied: 104, progress: {} };
  expect(of({ cmdline: ['etcd', '--name', 'm0'], 'raft.status': raft, memstats: {} })).toEqual({
    commit: 106,
    applied: 104,
    args: ['etcd', '--name', 'm0'],
  });
});

it.each(['etcd', '/usr/local/bin/etcd', '/opt/etcd-v3.5.30', 'etcd.exe'])('knows %s for etcd', (program) => {
  expect(of({ cmdline: [program] })?.args).toEqual([program]);
});

it.each([
  ['no JSON', null],
  ['a list', []],
  ['a text', 'x'],
])('takes %s for nothing', (_, value) => {
  expect(of(value)).toBeNull();
});

it.each([
  ['a command line that is none', { cmdline: 'etcd' }],
  ['numbers in it', { cmdline: ['etcd', 1] }],
  ['thousands of words', { cmdline: Array.from({ length: 5_000 }, () => 'x') }],
  ['a word without end', { cmdline: ['etcd', 'x'.repeat(100_000)] }],
  ['a word that no process can have', { cmdline: ['etcd', '--name=a\0b'] }],
  ['a command line of another program', { cmdline: ['/usr/local/bin/k3s', 'server', '--data-dir=/var/lib/rancher'] }],
  ['one that is only called alike', { cmdline: ['/usr/bin/etcdctl', '--name=m1'] }],
  ['one in a folder of that name', { cmdline: ['/etcd/rm', '--name=m1'] }],
  ['indexes that are none', { 'raft.status': { commit: -1, applied: 1e300 } }],
  ['indexes as text', { 'raft.status': '{"commit":1}' }],
])('leaves out %s', (_, value) => {
  expect(of(value)).toEqual({ commit: null, applied: null, args: null });
});
