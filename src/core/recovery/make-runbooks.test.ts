import { expect, it } from 'vitest';
import type { ClusterId, ConnectionId, MemberId } from '../../contract/ids.ts';
import { toValidProfile } from '../connections/profiles/profile.ts';
import type { Member } from '../etcd/cluster.ts';
import type { SurvivorAnswer, SurvivorState } from './ask-survivor.ts';
import { type RunbookChoice, runbooksFor } from './make-runbooks.ts';
import { survivorsOf } from './survivors.ts';

const aMember = (number: number, overrides: Partial<Member> = {}): Member => ({
  id: `${number}` as MemberId, // made up
  name: `m${number}`,
  peerURLs: [`http://10.0.0.${number}:2380`],
  clientURLs: [`http://10.0.0.${number}:2379`],
  isLearner: false,
  ...overrides,
});

const anAnswer = (number: number, overrides: Partial<SurvivorState> = {}): SurvivorAnswer => ({
  endpoint: `http://10.0.0.${number}:2379`,
  failure: null,
  state: {
    id: `${number}` as MemberId, // made up
    clusterId: 'cdf818194e3a8c32' as ClusterId, // made up
    ...{ version: '3.5.30', isLearner: false, raftTerm: 3, raftIndex: 9, raftAppliedIndex: 9, revision: 5 },
    ...{ list: null, hasQuorum: false, isAuthOn: false, args: null },
    ...overrides,
  },
});

const silence = (endpoint: string): SurvivorAnswer => ({
  endpoint,
  state: null,
  failure: { code: 'ConnectionRefused', message: 'refused', endpoint, retry: true },
});

function runbooksOf(
  members: readonly Member[],
  answers: readonly SurvivorAnswer[],
  certificateName: string | null = null,
  { layout = 'plain', without = [] }: Partial<RunbookChoice> = {},
) {
  const tls = { caFile: null, certFile: null, keyFile: null, serverName: null, skipVerify: false };
  const endpoints = answers.map(({ endpoint }) => endpoint);
  const profile = toValidProfile({ id: 'c' as ConnectionId, name: 'c', endpoints, tls, user: null }); // made up
  const survivors = survivorsOf(answers, members);
  const endpoint = survivors[0]?.endpoint ?? '';
  const connection = { profile, certificateName };
  return runbooksFor({ connection, members, survivors, answers }, { layout, endpoint, without });
}

const kinds = (...given: Parameters<typeof runbooksOf>): readonly string[] =>
  runbooksOf(...given).map(({ kind }) => kind);

it('tries the snapshot first, where it can be saved', () => {
  const members = [aMember(1), aMember(2), aMember(3)];
  expect(kinds(members, [anAnswer(1)])).toEqual(['restore', 'force-new-cluster']);
  const locked = anAnswer(1, { isAuthOn: true });
  expect(kinds(members, [locked], 'alice')).toEqual(['force-new-cluster', 'restore']);
  expect(kinds(members, [locked], 'root')).toEqual(['restore', 'force-new-cluster']);
});

it('takes a snapshot of a learner, and makes no cluster of it', () => {
  const members = [aMember(1), aMember(2), aMember(3, { isLearner: true })];
  expect(kinds(members, [anAnswer(3, { isLearner: true })])).toEqual(['restore']);
  const [restore] = runbooksOf(members, [anAnswer(3)]);
  expect(restore?.steps.map(({ host }) => host)).toEqual(['here', 'here', 'm1', 'm2', 'm1', 'm2', 'here']);
  expect(restore?.steps[0]?.notes.join(' ')).toContain('Learners are not brought back, here m3:');
});

it('does nothing on a host whose guessed data-dir is another member’s on the same machine', () => {
  const at = (number: number): Partial<Member> => ({ peerURLs: [`http://10.0.0.9:${number}2380`] });
  const members = [aMember(1, at(1)), aMember(2, at(2)), aMember(3)];
  const args = ['etcd', '--name=m1', '--data-dir=/data'];
  for (const runbook of runbooksOf(members, [anAnswer(1, { args })])) {
    for (const { host, commands } of runbook.steps) {
      const ends = commands[1]?.includes('exit 1') && commands[1].includes('/data is that of m1 on the same machine');
      expect(ends ?? false).toBe(host === 'm2');
    }
  }
});

it('leaves out members that never started, and has nothing for a member that is not listed', () => {
  const [restore] = runbooksOf([aMember(1), aMember(2, { name: '' })], [anAnswer(1)]);
  expect(restore?.steps.map(({ host }) => host)).toEqual(['here', 'here', 'm1', 'm1', 'here']);
  expect(kinds([aMember(2)], [anAnswer(1)])).toEqual([]);
});

it('has one survivor a member, where it answers', () => {
  const members = [aMember(1), aMember(2), aMember(3, { isLearner: true })];
  const through = { ...anAnswer(2), endpoint: 'http://127.0.0.1:9000' };
  const answers = [
    ...[silence('http://10.0.0.1:2379'), silence('http://10.0.0.2:2379'), silence('http://192.0.2.1:2379')],
    ...[anAnswer(3, { isLearner: true }), through],
  ];
  expect(survivorsOf(answers, members).map(({ endpoint, name, behindBest }) => [endpoint, name, behindBest])).toEqual([
    ['http://127.0.0.1:9000', 'm2', 0],
    ['http://10.0.0.3:2379', 'm3', 0],
    ['http://10.0.0.1:2379', 'm1', null],
    ['http://192.0.2.1:2379', null, null],
  ]);
});

it('names files by the cluster and what its survivor holds, in every layout alike', () => {
  for (const layout of ['kubeadm', 'systemd', 'plain'] as const) {
    const runbooks = runbooksOf([aMember(1), aMember(2)], [anAnswer(1)], null, { layout });
    const lines = runbooks.flatMap(({ steps }) => steps.flatMap(({ commands }) => commands)).join('\n');
    expect(lines).toContain('/var/tmp/etcd-cdf81819-t3-r5.db');
    expect(lines).toContain('/var/lib/etcd.before-recovery-cdf81819-t3-r5');
    expect(lines).toContain('recovered-cdf81819-t3-r5');
  }
});

it('has no step for a member whose host is gone, and one for a member that answers all the same', () => {
  const members = [aMember(1), aMember(2), aMember(3)];
  const without = members.slice(1).map(({ id }) => id);
  const runbooks = runbooksOf(members, [anAnswer(1), anAnswer(2)], null, { without });
  expect(runbooks).toHaveLength(2);
  for (const { steps } of runbooks) {
    expect([...new Set(steps.map(({ host }) => host))].sort()).toEqual(['here', 'm1', 'm2']);
    const lines = steps.flatMap(({ commands }) => commands).join('\n');
    expect(lines).toContain('m1=http://10.0.0.1:2380,m2=http://10.0.0.2:2380');
    expect(lines).not.toContain('10.0.0.3');
  }
});
