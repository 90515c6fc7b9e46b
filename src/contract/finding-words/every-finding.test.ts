import { expect, it } from 'vitest';
import { aConnection } from '../../renderer/testing/builders.ts';
import { aCluster, aFinding, aMember, aSilentMember } from '../../renderer/testing/cluster-builders.ts';
import { type Finding, type FindingCode, findingCodes } from '../findings.ts';
import { findingWords } from './every-finding.ts';
import { commandText } from './finding-command.ts';

const a = aMember({ name: 'a', isLeader: true });
const b = aMember({ name: 'b', raftAppliedIndex: 400 });
const refused = aSilentMember({}, { name: 'c' });
const three = aCluster([a, b, refused]);

const said = (code: FindingCode, facts: Partial<Finding> = {}, status = three) =>
  findingWords(aFinding(code, facts), status);

it('says what is lost before all else, and what brings it back', () => {
  const down = [aSilentMember({}, { name: 'b' }), aSilentMember({}, { name: 'c' })];
  const noLeader = { healthy: false, failure: { code: 'NoLeader', message: 'no leader', retry: true } } as const;
  expect(said('QuorumLost', {}, aCluster([aMember({ ...noLeader, name: 'a' }), ...down]))).toMatchObject({
    title: 'Quorum is lost: 1 of 3 voters answers and sees no leader, 2 needed',
    remedy:
      'a waits for a leader. Start 1 of b and c again, on the same data: that many are enough for a quorum. If that is gone for good, restore a snapshot as a new cluster.',
    commands: [],
  });
  const silent = aCluster([aSilentMember({}, { name: 'a' }), ...down]);
  expect(said('QuorumLost', {}, silent).remedy).toMatch(/^Start 2 of a, b and c again, /);
  const alone = aCluster([aSilentMember({}, { name: 'a' })]);
  expect(said('QuorumLost', {}, alone).remedy).toMatch(/^Start a again, /);
});

it('names the members that are to be brought back before another fails', () => {
  expect(said('QuorumAtRisk')).toMatchObject({
    title: 'Writes stop when one more voting member fails',
    remedy: 'Bring c back first.',
  });
  expect(said('QuorumAtRisk', {}, aCluster([a]))).toMatchObject({
    title: 'Writes stop when the only voting member fails',
    remedy: '1 voting member tolerates no failure; three tolerate one.',
  });
  expect(said('EvenVoters', {}, aCluster([a, b])).remedy).toBe(
    'Each more makes the majority larger. 3 tolerate 1: add a member, or remove one.',
  );
});

it('says of a member why it does not answer, and tells it from one that was not asked', () => {
  const about = (code: FindingCode, member: typeof a) =>
    said(code, { member: member.id, failure: member.failure }, aCluster([a, member]));
  expect(about('MemberDown', refused).title).toBe('c does not answer');
  expect(about('MemberDown', refused).remedy).toMatch(/^Nothing listens on that port\. /);
  const unprotected = { code: 'EndpointUnprotected', message: 'it is plain http', retry: false } as const;
  const unasked = about('MemberNotAsked', aSilentMember(unprotected, { healthy: null, name: 'b' }));
  expect(unasked.title).toBe('b was not asked how it is');
  expect(unasked.remedy).toContain('--advertise-client-urls');
  const mute = { code: 'NotSupportedForLearner', operation: 'authenticate' } as const;
  expect(about('MemberNotAsked', aSilentMember(mute, { name: 'm', isLearner: true })).title).toBe(
    'm, a learner, tells nothing of itself',
  );
  expect(about('LearnerStuck', aSilentMember({}, { name: 'm', isLearner: true })).title).toBe(
    'm, a learner, does not answer',
  );
});

it('calls a member that is gone from the list by its id', () => {
  const gone = '8e9e05c52164694d' as (typeof a)['id'];
  expect(said('MemberDown', { member: gone }).title).toBe('8e9e05c52164694d does not answer');
});

it('says of a learner what to do with it, with its command', () => {
  const learner = aMember({ name: 'late', isLearner: true });
  const of = (code: FindingCode, behind: number) =>
    said(code, { member: learner.id, detail: { behind } }, aCluster([a, learner]));
  expect(of('LearnerWaiting', 3).commands).toEqual([
    { words: ['member', 'promote', learner.id], endpoint: a.endpoint },
  ]);
  expect(of('LearnerStuck', 9_990).remedy).toMatch(/^It is 9,990 entries behind\. /);
  expect(of('MemberLagging', 1).remedy).toMatch(/^It is 1 entry behind\. /);
});

it('says which alarm it is, also where it names no member', () => {
  const full = aMember({ name: 'full', alarms: ['NOSPACE'] });
  const cluster = aCluster([full, a]);
  const alarm = (detail: Finding['detail'], member: Finding['member'] = full.id) =>
    said('Alarm', { member, detail }, cluster);
  expect(alarm({ alarm: 'NOSPACE' }).title).toBe('full is out of space');
  expect(alarm({ alarm: 'CORRUPT' }).title).toBe('full holds other data than the rest');
  expect(alarm({}).title).toBe('full is out of space');
  expect(alarm({ alarm: 'CORRUPT' }, null)).toMatchObject({
    title: 'The alarm CORRUPT is raised, and names none of these members',
    commands: [{ words: ['endpoint', 'hashkv', '--cluster'], endpoint: null }],
  });
});

it('names addresses and versions where they are the matter', () => {
  const detail = { endpoint: 'https://gate:2379', url: 'http://127.0.0.1:2379' };
  expect(said('AnnouncedURLUnreachable', { member: a.id, detail }).remedy).toMatch(
    /^It answers at https:\/\/gate:2379, and not at http:\/\/127\.0\.0\.1:2379\. /,
  );
  expect(said('OtherCluster', { detail: { endpoint: 'https://x:1', clusterId: 'abc' } })).toMatchObject({
    title: 'https://x:1 leads to another cluster',
    remedy: 'Nothing is read or written there: it answered for the cluster abc. Take it out of this connection.',
  });
  expect(said('MemberNotStarted', { detail: { peerURL: 'https://new:2380' } }).remedy).toBe(
    'Start it with the peer URL it was added with: https://new:2380.',
  );
  expect(said('VersionSkew', { detail: { versions: '3.4.37, 3.5.30' } }).remedy).toMatch(/^3\.4\.37, 3\.5\.30\. /);
  expect(said('NoLeader').title).toBe('No member leads');
  expect(said('NoLeader', { member: b.id }).title).toBe('b sees no leader');
});

it('says how full a member is', () => {
  const detail = { dbSize: 7_500_000_000, dbSizeQuota: 8_589_934_592 };
  expect(said('NearQuota', { member: a.id, detail })).toMatchObject({
    title: 'a is 87% full',
    evidence: 'The database has 6.98 GiB, and its quota is 8 GiB; 80% is much.',
    remedy: 'At the quota the cluster refuses writes. Compact history and defragment before.',
    source: 'etcdeck',
  });
  const full = { dbSize: 8_200_000_000, dbSizeQuota: 8_589_934_592 };
  expect(said('NearQuota', { member: a.id, severity: 'critical', detail: full })).toMatchObject({
    evidence: expect.stringMatching(/; 95% is critical\.$/),
    source: 'etcd-mixin etcdDatabaseQuotaLowSpace',
  });
});

it('saves a snapshot of one member that answers, a follower if there is one', () => {
  const save = (code: 'NoSnapshot' | 'SnapshotOld', status: typeof three) =>
    said(code, {}, status).commands.map(({ words, endpoint }) => [...words, endpoint]);
  for (const code of ['NoSnapshot', 'SnapshotOld'] as const) {
    expect(save(code, three)).toEqual([['snapshot', 'save', 'snapshot.db', b.endpoint]]);
    expect(save(code, aCluster([a, refused]))).toEqual([['snapshot', 'save', 'snapshot.db', a.endpoint]]);
    expect(save(code, aCluster([refused]))).toEqual([]);
  }
});

it.each(findingCodes)('says %s without its facts too, which another core may not send', (code) => {
  const { title, evidence, remedy, source } = said(code);
  expect(`${title}|${evidence}|${remedy}|${source}`).not.toMatch(/undefined|null|NaN/);
  for (const sentence of [evidence, remedy]) expect(sentence).toMatch(/[^.]\.$/);
  expect([title, source].every((text) => text !== '')).toBe(true);
});

it.each(findingCodes)('says %s of hostile facts on one line, printable and bounded', (code) => {
  const text = `\u001b]0;owned\u0007\u202e${'x'.repeat(10_000)}\n`;
  const names = ['peerURL', 'endpoint', 'url', 'clusterId', 'versions', 'version', 'id', 'title', 'fixedIn', 'ended'];
  const more = ['to', 'reason', 'evidence', 'source', 'flag', 'subject', 'use', 'folder', 'file', 'peer', 'method'];
  const detail = Object.fromEntries([...names, ...more, 'quotas', 'members', 'remedy'].map((name) => [name, text]));
  const member = aMember({ name: text, endpoint: `http://${text}` });
  const failure = { code: 'Unrecognised', message: text, endpoint: text, retry: false } as const;
  for (const about of [null, member.id]) {
    const words = said(code, { detail, failure, member: about }, aCluster([member]));
    const lines = commandText(aConnection('a').profile, words.commands).split('\n');
    for (const line of [words.title, words.evidence, words.remedy, words.source, ...lines]) {
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
    for (const line of [words.title, words.evidence, words.remedy, words.source]) {
      expect(line.length).toBeLessThan(1_500);
    }
  }
});

it('says what was seen, who says that it matters, and what remedies it', () => {
  const slow = { p99: 0.61, threshold: 0.5 };
  expect(said('SlowFsync', { member: a.id, detail: slow })).toMatchObject({
    title: 'The disk of a syncs slowly',
    evidence: '99% of syncs of the write-ahead log take up to 610 ms; more than 500 ms is slow.',
    source: 'etcd-mixin etcdHighFsyncDurations',
    act: 'metrics',
  });
  const failed = { share: 0.034, rate: 212, windowSeconds: 5, threshold: 0.01 };
  expect(said('FailedRequests', { member: a.id, detail: failed }).evidence).toBe(
    '3.4% of 210 requests a second within 5.0 s; 1% is too many.',
  );
  const told = { id: 'CVE-2026-44283', title: 'prev_kv bypasses roles.', defects: 3, ids: 'CVE-2026-44283, a, b' };
  const defect = { version: '3.5.17', fixedIn: '3.5.30', ...told };
  expect(said('KnownDefect', { member: a.id, detail: defect })).toMatchObject({
    title: 'a has 3 known defects, the gravest: prev_kv bypasses roles',
    source: 'CVE-2026-44283',
    remedy: 'Upgrade to 3.5.30 or later, one member at a time.',
  });
  expect(said('HashDiffers', { detail: { members: `${a.id}, ${b.id}`, revision: 7 } }).title).toBe(
    'The data of a, b differs from the others’',
  );
  const ends = { use: 'server', url: 'https://a:2379', subject: 'CN=a', endsAt: Date.UTC(2027, 0, 2), days: 12.6 };
  expect(said('CertificateEnding', { member: a.id, detail: ends })).toMatchObject({
    title: 'The server certificate of a ends in 12 days',
    evidence: 'CN=a ends on 2027-01-02, shown by https://a:2379.',
  });
  const urgent = { ...ends, endsAt: Date.UTC(2027, 0, 2, 9, 5), days: 2 };
  expect(said('CertificateEnding', { member: a.id, detail: urgent }).evidence).toBe(
    'CN=a ends on 2027-01-02 at 09:05 UTC, shown by https://a:2379.',
  );
  expect(said('SharedAuthority', { detail: { subject: 'etcd CA' } }).evidence).toMatch(/^“etcd CA” signs both: /);
});
