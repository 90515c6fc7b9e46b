import { describe, expect, it } from 'vitest';
import type { ClusterStatus } from '../../../contract/cluster.ts';
import { findingWords } from '../../../contract/finding-words/every-finding.ts';
import type { Finding } from '../../../contract/findings.ts';
import type { ConnectionId, MemberId } from '../../../contract/ids.ts';
import type { ScheduleState } from '../../../contract/snapshots.ts';
import { aCluster, aFinding, aMember, aSilentMember } from '../../../renderer/testing/cluster-builders.ts';
import { aCataloguedSnapshot } from '../../../renderer/testing/snapshot-builders.ts';
import type { Durations, MemberReading } from '../reading.ts';
import { compactionStopped } from './compaction-stopped.ts';
import { metricsRules } from './every-rule.ts';
import { hashDiffers } from './hash-differs.ts';
import { lasting, repeated } from './passing.ts';
import { quotaDiffers } from './quota-differs.ts';
import { quotaForecast } from './quota-forecast.ts';
import type { MetricsInput } from './rule.ts';
import { noSnapshot, snapshotOld } from './snapshot-age.ts';
import { snapshotDamaged } from './snapshot-damaged.ts';
import { snapshotScheduleFails } from './snapshot-schedule.ts';

const [a, b] = [aMember({ name: 'a', isLeader: true }), aMember({ name: 'b' })];
const down = aSilentMember({}, { name: 'c' });
const status = aCluster([a, b, down]);

const reading = (facts: Partial<MemberReading> = {}): MemberReading => ({
  ...{
    member: a.id,
    failure: null,
    wasReadBefore: false,
    seconds: 5,
    values: {},
    earlier: {},
    peers: [],
    fsync: null,
    commit: null,
  },
  ...{ call: null, sendFailures: [], ...facts },
});
const took = (p99: number, slow: number): Durations => ({ p99, slower: () => slow });
const changed = (changes: number, windowSeconds = 600): Partial<MetricsInput> => ({
  leaderChanges: [
    { changes: 0, windowSeconds },
    { changes, windowSeconds },
  ],
});
const read = (facts: Partial<MemberReading>): Partial<MetricsInput> => ({ readings: [reading(facts)] });
const refused = { code: 'ConnectionRefused', message: 'refused', retry: true } as const;
const brief = ({ severity, code, member }: Finding) => [severity, code, member === a.id ? 'a' : member];

const found = (input: Partial<MetricsInput>) =>
  metricsRules.flatMap((rule) => rule.find({ status, readings: [], leaderChanges: [], ...input }));

describe('the rules of metrics', () => {
  it.each<[string, Partial<MetricsInput>, unknown[]]>([
    ['no scrape of a member that answers', read({ failure: refused }), ['info', 'MetricsUnread', 'a']],
    ['four changes of the leader', changed(4), ['warning', 'LeaderChanges', null]],
    [
      'two requests of a hundred fail',
      read({ values: { grpcErrorShare: 0.02, grpcErrorRate: 2, grpcRate: 100 } }),
      ['warning', 'FailedRequests', 'a'],
    ],
    [
      'a tenth of the requests fails',
      read({ values: { grpcErrorShare: 0.1, grpcErrorRate: 10, grpcRate: 100 } }),
      ['critical', 'FailedRequests', 'a'],
    ],
    ['slow calls', read({ call: { ...took(0.3, 3), method: 'Txn' } }), ['warning', 'SlowRequests', 'a']],
    ['a slow peer', read({ peers: [{ to: b.id, p99: 0.2 }] }), ['warning', 'SlowPeer', 'a']],
    [
      'failures to send to a member that answers',
      read({ sendFailures: [{ to: b.id, count: 5 }] }),
      ['warning', 'PeerSendFailures', 'a'],
    ],
    ['failed proposals', read({ values: { proposalsFailed: 6 } }), ['warning', 'FailedProposals', 'a']],
    ['slow syncs', read({ fsync: took(0.6, 3) }), ['warning', 'SlowFsync', 'a']],
    ['very slow syncs', read({ fsync: took(1.1, 3) }), ['critical', 'SlowFsync', 'a']],
    ['slow commits', read({ commit: took(0.3, 3) }), ['warning', 'SlowCommit', 'a']],
    [
      'much to apply at both scrapes',
      read({ values: { applyLag: 1_500 }, earlier: { applyLag: 1_000 } }),
      ['warning', 'ApplyLag', 'a'],
    ],
    [
      'so much that requests are refused',
      read({ values: { applyLag: 5_001 }, earlier: { applyLag: 5_002 } }),
      ['critical', 'ApplyLag', 'a'],
    ],
    [
      'watchers behind at both scrapes',
      read({ values: { slowWatchers: 2, watchers: 20 }, earlier: { slowWatchers: 3 } }),
      ['warning', 'SlowWatchers', 'a'],
    ],
    ['few files left', read({ values: { openFiles: 830, mostFiles: 1_024 } }), ['warning', 'FewFiles', 'a']],
  ])('find %s', (_, input, expected) => {
    expect(found(input).map(brief)).toEqual([expected]);
  });

  it.each<[string, Partial<MetricsInput>]>([
    ['one missed scrape', read({ failure: refused, wasReadBefore: true })],
    ['no scrape of a member that is silent', read({ member: down.id, failure: refused })],
    ['three changes of the leader', changed(3)],
    ['four changes in an hour', changed(4, 3_600)],
    [
      'one request of a hundred that fails',
      read({ values: { grpcErrorShare: 0.01, grpcErrorRate: 10, grpcRate: 1_000 } }),
    ],
    ['one failure among few requests', read({ values: { grpcErrorShare: 0.1, grpcErrorRate: 0.2, grpcRate: 2 } })],
    [
      'half of one request a second that fails',
      read({ values: { grpcErrorShare: 0.5, grpcErrorRate: 0.5, grpcRate: 1 } }),
    ],
    [
      'failures without a second scrape',
      read({ seconds: null, values: { grpcErrorShare: 1, grpcErrorRate: 9, grpcRate: 9 } }),
    ],
    ['two slow calls', read({ call: { ...took(0.3, 2), method: 'Txn' } })],
    ['calls of 150 ms', read({ call: { ...took(0.15, 9), method: 'Txn' } })],
    ['a peer at 150 ms', read({ peers: [{ to: b.id, p99: 0.15 }] })],
    ['a slow peer that is silent', read({ peers: [{ to: down.id, p99: 3 }] })],
    ['failures to send to a silent member', read({ sendFailures: [{ to: down.id, count: 500 }] })],
    ['four failures to send', read({ sendFailures: [{ to: b.id, count: 4 }] })],
    ['five failures to send in a day', read({ seconds: 86_400, sendFailures: [{ to: b.id, count: 5 }] })],
    ['five failed proposals a second', read({ values: { proposalsFailed: 5 } })],
    ['a few failed proposals at once', read({ seconds: 1, values: { proposalsFailed: 24 } })],
    ['two slow syncs', read({ fsync: took(4, 2) })],
    ['syncs of half a second', read({ fsync: took(0.5, 900) })],
    ['two slow commits', read({ commit: took(4, 2) })],
    ['commits of 250 ms', read({ commit: took(0.25, 900) })],
    ['much to apply at one scrape', read({ values: { applyLag: 4_000 }, earlier: { applyLag: 0 } })],
    ['hundreds to apply', read({ values: { applyLag: 999 }, earlier: { applyLag: 999 } })],
    ['watchers that have caught up', read({ values: { slowWatchers: 0, watchers: 2 }, earlier: { slowWatchers: 2 } })],
    ['one slow watcher of many', read({ values: { slowWatchers: 1, watchers: 11 }, earlier: { slowWatchers: 1 } })],
    ['four fifths of the files', read({ values: { openFiles: 80, mostFiles: 100 } })],
    ['files without a limit', read({ values: { openFiles: 80 } })],
    ['nothing at all', {}],
  ])('do not mind %s', (_, input) => {
    expect(found(input)).toEqual([]);
  });

  it('say who says that it matters, as their words do', () => {
    for (const { code, source } of [...metricsRules, quotaDiffers, quotaForecast, compactionStopped, noSnapshot]) {
      expect(findingWords(aFinding(code), status).source, code).toBe(source);
    }
  });
});

const quotas = (...sizes: readonly (number | null)[]) =>
  sizes.map((dbSizeQuota, at) => ({ id: `m${at}` as MemberId, dbSizeQuota })); // made up
const flagged = (flag: number) => new Map([['m0' as MemberId, flag]]); // made up

it('compares quotas with each other and with their flags', () => {
  const gib = 2 ** 30;
  expect(quotaDiffers.find({ members: quotas(2 * gib, 8 * gib, 8 * gib), flags: new Map() })).toMatchObject([
    { code: 'QuotaDiffers', member: null, detail: { quotas: '2 GiB, 8 GiB' } },
  ]);
  expect(quotaDiffers.find({ members: quotas(2 * gib), flags: flagged(8 * gib) })).toMatchObject([
    { code: 'QuotaDiffers', member: 'm0', detail: { flag: 8 * gib, actual: 2 * gib } },
  ]);
  for (const flags of [new Map(), flagged(8 * gib), flagged(0)]) {
    expect(quotaDiffers.find({ members: quotas(8 * gib, 8 * gib, null), flags })).toEqual([]);
  }
});

describe('the forecast of the quota', () => {
  const id = 'm0' as MemberId; // made up
  const quota = 8_000_000_000;
  const grown = (perMinute: number, minutes: number, from = 6_000_000_000) => {
    const seen = Array.from({ length: minutes + 1 }, (_, at) => ({ at: at * 60_000, dbSize: from + at * perMinute }));
    const members = [{ id, dbSize: seen.at(-1)?.dbSize ?? 0, dbSizeQuota: quota }];
    return quotaForecast.find({ members, sizes: new Map([[id, seen]]) });
  };

  it('foretells a quota that is reached within four hours', () => {
    const [finding] = grown(10_000_000, 30);
    expect(finding).toMatchObject({ code: 'QuotaForecast', member: id, detail: { bytesPerHour: 600_000_000 } });
    expect(finding?.detail.hours).toBeCloseTo(2.83, 2);
  });

  it.each([
    ['little growth', grown(1_000_000, 60)],
    ['growth that was seen for minutes', grown(10_000_000, 29)],
    ['growth far from the quota', grown(10_000_000, 30, 1_000_000_000)],
    ['no growth', grown(0, 60)],
    ['a quota that is reached', grown(100_000_000, 30)],
  ])('foretells nothing of %s', (_, findings) => expect(findings).toEqual([]));
});

describe('compaction', () => {
  const minute = 60_000;
  const now = 100 * minute;
  const of = (oldest: { readonly revision: number; readonly at: number }, revision: number, compactRevision = 90) =>
    compactionStopped.find({ compactRevision, revision, sightings: [{ revision: 1, at: 0 }, oldest], now });

  it('has stopped where a revision of long ago can be read, and much was written since', () => {
    expect(of({ revision: 100, at: 70 * minute }, 10_100)).toMatchObject([
      { code: 'CompactionStopped', detail: { minutes: 30, compactRevision: 90, revision: 10_100 } },
    ]);
  });

  it.each([
    ['it was seen lately', of({ revision: 100, at: 71 * minute }, 10_100)],
    ['little was written since', of({ revision: 100, at: 70 * minute }, 10_099)],
    ['it cannot be read any more', of({ revision: 89, at: 70 * minute }, 90_000)],
  ])('has not where %s', (_, findings) => expect(findings).toEqual([]));
});

it('wants a snapshot of the last day', () => {
  const hour = 3_600_000;
  const aged = (ms: number) => ({ folder: '/s', newest: { file: 'a.db', at: 100 * hour - ms }, now: 100 * hour });
  expect(noSnapshot.find({ folder: '/s', newest: null, now: 0 })).toMatchObject([{ detail: { folder: '/s' } }]);
  expect(noSnapshot.find({ folder: null, newest: null, now: 0 })).toMatchObject([{ severity: 'info' }]);
  expect(noSnapshot.find(aged(90 * hour))).toEqual([]);
  expect(snapshotOld.find(aged(25 * hour))).toMatchObject([{ detail: { file: 'a.db', hours: 25 } }]);
  expect(snapshotOld.find(aged(24 * hour))).toEqual([]);
  expect(snapshotOld.find({ folder: '/s', newest: null, now: 0 })).toEqual([]);
});

it('wants the newest snapshot whole', () => {
  const verdict = (verdict: 'ok' | 'damaged', message: string | null) => ({
    ...{ verdict, at: 0, revision: null, compactRevision: null, liveKeys: null, hashKV: null, message },
  });
  const whole = aCataloguedSnapshot({ checked: verdict('ok', null) });
  const damaged = aCataloguedSnapshot({ file: '/s/b.db', at: 9, checked: verdict('damaged', 'page 3 is zero') });
  expect(snapshotDamaged.find([damaged, whole])).toMatchObject([
    { severity: 'warning', detail: { file: 'b.db', at: 9, evidence: 'page 3 is zero' } },
  ]);
  expect(snapshotDamaged.find([whole, damaged])).toEqual([]);
  expect(snapshotDamaged.find([aCataloguedSnapshot({ checked: null }), damaged])).toEqual([]);
  expect(snapshotDamaged.find([])).toEqual([]);
});

it('wants a schedule to succeed, and to miss nothing', () => {
  const schedule = {
    ...{ isEnabled: true, everyMinutes: 60, folder: '/s', nameTemplate: '{name}', store: null, rehearses: false },
    ...{ retention: { last: 1, days: 0 }, deletesCopies: false },
  };
  const fails = (changes: Partial<ScheduleState>) =>
    snapshotScheduleFails.find({
      ...{ connection: 'c' as ConnectionId, schedule, nextAt: 1, isRunning: false, missed: 0, due: [] }, // made up
      ...{ lastSuccess: { at: 5, file: '/s/a.db' }, lastFailure: null },
      ...changes,
    });
  expect(fails({})).toEqual([]);
  expect(fails({ lastFailure: { at: 4, failure: refused } })).toEqual([]);
  expect(fails({ lastFailure: { at: 5, failure: refused } })).toMatchObject([
    { severity: 'warning', failure: refused, detail: { missed: 0, failedAt: 5 } },
  ]);
  expect(fails({ lastSuccess: null, lastFailure: { at: 1, failure: refused } })).toHaveLength(1);
  expect(fails({ missed: 3 })).toMatchObject([{ severity: 'info', detail: { missed: 3, failedAt: 0 } }]);
  const off = { ...schedule, isEnabled: false };
  expect(fails({ schedule: off, missed: 3, lastFailure: { at: 5, failure: refused } })).toEqual([]);
  expect(fails({ schedule: null, lastSuccess: null })).toEqual([]);
});

it('says which members’ data differs', () => {
  const hashes = {
    revision: 7,
    members: [a, b].map(({ id, name }) => ({ member: id, name, hash: 1, compactRevision: 1, failure: null })),
  };
  expect(hashDiffers.find({ ...hashes, verdict: 'different', different: [b.id] })).toMatchObject([
    { severity: 'critical', member: b.id, detail: { revision: 7 } },
  ]);
  expect(hashDiffers.find({ ...hashes, verdict: 'different', different: [] })).toMatchObject([
    { severity: 'critical', member: null, detail: { members: `${a.id}, ${b.id}` } },
  ]);
  expect(hashDiffers.find({ ...hashes, verdict: 'equal', different: [] })).toEqual([]);
  expect(hashDiffers.find({ ...hashes, verdict: 'unknown', different: [] })).toEqual([]);
});

describe('what may pass by itself', () => {
  const lag = aFinding('MemberLagging', { member: b.id });
  const election = aFinding('NoLeader', { severity: 'critical' });
  const at = (raftAppliedIndex: number, raftIndex: number, findings = [lag]): ClusterStatus =>
    aCluster([aMember({ ...a, raftIndex, raftAppliedIndex: raftIndex }), { ...b, raftIndex, raftAppliedIndex }], {
      findings,
    });

  it('is found where it stays', () => {
    expect(lasting(at(1_000, 9_000), at(3_000, 11_000))).toEqual([lag]);
    expect(lasting(at(1, 1, [election]), at(1, 1, [election]))).toEqual([election]);
  });

  it('is not where it is seen once, or where a slow answer looks like lag', () => {
    expect(lasting(null, at(1_000, 9_000))).toEqual([]);
    expect(lasting(at(1_000, 1_000, []), at(1_000, 9_000))).toEqual([]);
    expect(lasting(at(1_000, 9_000), at(9_000, 17_000))).toEqual([]);
    expect(lasting(at(1, 1, []), at(1, 1, [election]))).toEqual([]);
  });

  it('is certain of a member that is silent', () => {
    const silent = [aFinding('MemberDown'), aFinding('LearnerStuck', { failure: refused })];
    expect(lasting(null, aCluster([a, b], { findings: silent }))).toEqual(silent);
  });
});

it('has followers see of metrics what is found twice, or certain at once', () => {
  const [slow, files] = [aFinding('SlowFsync', { member: a.id }), aFinding('FewFiles', { member: a.id })];
  expect(repeated([], [slow, files])).toEqual([files]);
  expect(repeated([aFinding('SlowFsync', { member: b.id })], [slow])).toEqual([]);
  expect(repeated([{ ...slow, detail: { p99: 9 } }], [slow])).toEqual([slow]);
});
