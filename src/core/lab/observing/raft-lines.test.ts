import { describe, expect, it } from 'vitest';
import { readLogLine } from './log-lines.ts';
import { type RaftLine, readRaftLine } from './raft-lines.ts';

/** What real members wrote; `raft` is what a line tells, `null`: nothing. */
const lines: readonly { readonly version: string; readonly line: string; readonly raft: RaftLine | null }[] = [
  {
    version: '3.5.30',
    line: '{"level":"info","ts":"2026-11-29T05:12:39.961973Z","logger":"raft","caller":"etcdserver/zap_raft.go:77","msg":"aa871b12e63c5a21 became pre-candidate at term 2"}',
    raft: { news: 'preCampaign', id: 'aa871b12e63c5a21', term: 2, peer: null },
  },
  {
    version: '3.4.23',
    line: '{"level":"info","ts":"2026-11-30T14:59:01.409Z","caller":"raft/raft.go:713","msg":"e5408daa059151be became candidate at term 2"}',
    raft: { news: 'campaign', id: 'e5408daa059151be', term: 2, peer: null },
  },
  {
    version: '3.7.1',
    line: '{"level":"info","ts":"2026-11-30T15:00:47.380032Z","logger":"raft","caller":"v3@v3.6.0/raft.go:970","msg":"8e96f2bf5c56f6ce became leader at term 4"}',
    raft: { news: 'becameLeader', id: '8e96f2bf5c56f6ce', term: 4, peer: null },
  },
  {
    version: '3.6.14',
    line: '{"level":"info","ts":"2026-11-30T14:59:59.179236Z","logger":"raft","caller":"v3@v3.6.0/raft.go:912","msg":"57d39cadea8fb142 became follower at term 0"}',
    raft: { news: 'becameFollower', id: '57d39cadea8fb142', term: 0, peer: null },
  },
  {
    version: '3.6.14',
    line: '{"level":"info","ts":"2026-11-30T15:00:18.144280Z","logger":"raft","caller":"v3@v3.6.0/raft.go:1077","msg":"57d39cadea8fb142 [logterm: 3, index: 130] sent MsgPreVote request to 824f25a1814a9e4f at term 3"}',
    raft: { news: 'voteAsked', id: '57d39cadea8fb142', term: 3, peer: '824f25a1814a9e4f' },
  },
  {
    version: '3.5.30',
    line: '{"level":"info","ts":"2026-11-30T14:58:25.109685Z","logger":"raft","caller":"etcdserver/zap_raft.go:77","msg":"47a02d4207004413 [logterm: 1, index: 3, vote: 0] cast MsgVote for 19dd48db4ca2649f [logterm: 1, index: 3] at term 2"}',
    raft: { news: 'voteCast', id: '47a02d4207004413', term: 2, peer: '19dd48db4ca2649f' },
  },
  {
    version: '3.7.1',
    line: '{"level":"info","ts":"2026-11-30T15:00:40.372253Z","logger":"raft","caller":"v3@v3.6.0/raft.go:1280","msg":"8be5441358620b93 [logterm: 3, index: 130, vote: 0] rejected MsgPreVote from 7b8b187e3610badd [logterm: 2, index: 129] at term 3"}',
    raft: { news: 'voteRejected', id: '8be5441358620b93', term: 3, peer: '7b8b187e3610badd' },
  },
  {
    version: '3.4.23',
    line: '{"level":"info","ts":"2026-11-30T14:59:19.753Z","caller":"raft/raft.go:869","msg":"e5408daa059151be [logterm: 3, index: 130, vote: cb77f6e99b273733] ignored MsgVote from cb77f6e99b273733 [logterm: 3, index: 130] at term 3: lease is not expired (remaining ticks: 10)"}',
    raft: { news: 'voteRejected', id: 'e5408daa059151be', term: 3, peer: 'cb77f6e99b273733' },
  },
  {
    version: '3.7.1',
    line: '{"level":"info","ts":"2026-11-30T15:00:47.378034Z","logger":"raft","caller":"v3@v3.6.0/raft.go:1724","msg":"8e96f2bf5c56f6ce has received 1 MsgPreVoteResp votes and 0 vote rejections"}',
    raft: { news: 'votesCounted', id: '8e96f2bf5c56f6ce', term: null, peer: null },
  },
  {
    version: '3.7.1',
    line: '{"level":"warn","ts":"2026-11-30T15:00:44.410718Z","logger":"raft","caller":"v3@v3.6.0/raft.go:1342","msg":"7b8b187e3610badd stepped down to follower since quorum is not active"}',
    raft: { news: 'steppedDown', id: '7b8b187e3610badd', term: null, peer: null },
  },
  {
    version: '3.5.30',
    line: '{"level":"info","ts":"2026-11-30T14:58:37.300719Z","logger":"raft","caller":"etcdserver/zap_raft.go:77","msg":"raft.node: 47a02d4207004413 lost leader 19dd48db4ca2649f at term 2"}',
    raft: { news: 'leaderLost', id: '47a02d4207004413', term: 2, peer: '19dd48db4ca2649f' },
  },
  {
    version: '3.4.23',
    line: '{"level":"info","ts":"2026-11-30T14:59:13.726Z","caller":"raft/node.go:331","msg":"raft.node: 8ed444ccf27e9aa6 changed leader from 8ed444ccf27e9aa6 to cb77f6e99b273733 at term 3"}',
    raft: { news: 'leaderFound', id: '8ed444ccf27e9aa6', term: 3, peer: 'cb77f6e99b273733' },
  },
  {
    version: '3.6.14',
    line: '{"level":"info","ts":"2026-11-30T14:59:59.551756Z","logger":"raft","caller":"v3@v3.6.0/node.go:370","msg":"raft.node: 57d39cadea8fb142 elected leader bad8c06310923f21 at term 2"}',
    raft: { news: 'leaderFound', id: '57d39cadea8fb142', term: 2, peer: 'bad8c06310923f21' },
  },
  {
    version: '3.6.14',
    line: '{"level":"info","ts":"2026-11-30T15:00:03.938144Z","caller":"rafthttp/snapshot_sender.go:148","msg":"sent database snapshot","snapshot-index":128,"remote-peer-id":"57d39cadea8fb142","bytes":45884,"size":"46 kB"}',
    raft: { news: 'snapshotSent', id: null, term: null, peer: '57d39cadea8fb142' },
  },
  {
    version: '3.5.30',
    line: '{"level":"info","ts":"2026-11-30T14:58:33.322197Z","caller":"etcdserver/server.go:1023","msg":"applied snapshot","current-snapshot-index":128,"current-applied-index":128,"incoming-leader-snapshot-index":128,"incoming-leader-snapshot-term":2}',
    raft: { news: 'snapshotApplied', id: null, term: null, peer: null },
  },
  {
    version: '3.4.23 without zap',
    line: 'raft2026/11/30 14:59:29 INFO: 8b2ac5d5297abbfc became candidate at term 2',
    raft: { news: 'campaign', id: '8b2ac5d5297abbfc', term: 2, peer: null },
  },
  {
    version: '3.4.23 without zap',
    line: '2026-11-30 14:59:51.984355 I | rafthttp: database snapshot [index: 134, to: a30d19243d66cf33] sent out successfully',
    raft: { news: 'snapshotSent', id: null, term: null, peer: 'a30d19243d66cf33' },
  },
  {
    version: '3.4.23 without zap',
    line: '2026-11-30 14:59:52.011149 I | etcdserver: finished applying incoming snapshot at index 134',
    raft: { news: 'snapshotApplied', id: null, term: null, peer: null },
  },
  {
    version: '3.5.30',
    line: '{"level":"info","ts":"2026-11-30T14:58:37.300610Z","logger":"raft","caller":"etcdserver/zap_raft.go:77","msg":"47a02d4207004413 is starting a new election at term 2"}',
    raft: null,
  },
  {
    version: '3.6.14',
    line: '{"level":"info","ts":"2026-11-30T15:00:03.933979Z","caller":"rafthttp/http.go:1","msg":"sent database snapshot to writer","bytes":36864,"size":"37 kB"}',
    raft: null,
  },
];

const heardAt = Date.UTC(2026, 10, 30, 15, 1);

describe('a line of a member’s log', () => {
  it.each(lines)('of $version tells of raft: $line', ({ line, raft }) => {
    const read = readLogLine(line, heardAt);
    expect(read).not.toBeNull();
    expect(read === null ? null : readRaftLine(read)).toEqual(raft);
  });

  it('has its own time, as fine as it is written', () => {
    const [first] = lines;
    expect(readLogLine(first?.line ?? '', heardAt)?.at).toBeCloseTo(Date.parse('2026-11-29T05:12:39.961Z') + 0.973, 3);
    const old = '2026-11-30 14:59:51.984355 I | etcdserver: x';
    expect(readLogLine(old, heardAt)?.at).toBeCloseTo(new Date(2026, 10, 30, 14, 59, 51).getTime() + 984.355, 3);
  });

  it('of raft in 3.4’s own form has whole seconds: it was written within one, and not after it was heard', () => {
    const second = new Date(2026, 10, 30, 14, 59, 29).getTime();
    const at = (heard: number) => readLogLine('raft2026/11/30 14:59:29 INFO: x', heard)?.at;
    expect(at(second + 300)).toBe(second + 300);
    expect(at(second + 5_000)).toBe(second + 999);
  });

  it('that is none is nothing', () => {
    const others = [
      '',
      '{',
      '{"ts":1,"msg":2}',
      '{"ts":"soon","msg":"x"}',
      'panic: removed all voters',
      'x'.repeat(20_000),
    ];
    for (const line of others) expect(readLogLine(line, heardAt), line).toBeNull();
  });
});
