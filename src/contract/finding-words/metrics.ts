import { formatCount, formatDuration } from '../figures.ts';
import type { Finding } from '../findings.ts';
import { memberName } from '../member-name.ts';
import { type About, factOf, mixin, numberOf, ownRule, type Say, shown } from './words.ts';

/** The words of findings of metrics. */
export const metricsWords = {
  MetricsUnread: ({ finding, name, sayFailure }) => {
    const { failure } = finding;
    const why = failure === null ? null : sayFailure(failure);
    const where = failure?.endpoint === undefined ? '' : `${shown(failure.endpoint)}: `;
    return {
      title: `The metrics of ${name} were not read`,
      evidence: why === null ? 'No scrape succeeded.' : `${where}${shown(why.title)}`,
      remedy: `${why === null ? '' : `${shown(why.action, 1_000)} `}What only metrics tell of ${name} is not known: disks, requests, peers and watchers.`,
      ...{ source: ownRule, act: 'connection' },
    };
  },
  LeaderChanges: ({ finding }) => ({
    title: 'The leader changed often',
    evidence: `${countOf(finding, 'changes')} changes within ${windowOf(finding)}; ${countOf(finding, 'threshold', '4')} are too many.`,
    remedy:
      'Look for slow disks and a slow network: a follower that hears nothing for an election timeout stands for election.',
    ...{ source: mixin('etcdHighNumberOfLeaderChanges'), act: 'metrics' },
  }),
  FailedRequests: ({ finding, name }) => ({
    title: `Requests to ${name} fail`,
    evidence: `${percentOf(finding, 'share', 'Many')} of ${rateOf(finding)} within ${windowOf(finding)}; ${percentOf(finding, 'threshold', '1%')} is too many.`,
    remedy: 'See which calls fail, and why: overload, a lost leader, no space or a client’s own deadline.',
    ...{ source: mixin('etcdHighNumberOfFailedGRPCRequests'), act: 'metrics' },
  }),
  SlowRequests: ({ finding, name }) => ({
    title: `Requests to ${name} are slow`,
    evidence: `99% of ${factOf(finding, 'method', 'unary calls')} take up to ${secondsOf(finding)}; more than ${secondsOf(finding, 'threshold', '150 ms')} is slow.`,
    remedy: 'Look at the disk and at the peers first, then at what clients ask for at once.',
    ...{ source: mixin('etcdGRPCRequestsSlow'), act: 'metrics' },
  }),
  SlowPeer: ({ finding, name, status }) => ({
    title: `${name} reaches ${peerOf({ finding, status })} slowly`,
    evidence: `99% of round trips take up to ${secondsOf(finding)}; more than ${secondsOf(finding, 'threshold', '150 ms')} is slow.`,
    remedy: 'Look at the network between the two hosts, and at how busy the peer is.',
    ...{ source: mixin('etcdMemberCommunicationSlow'), act: 'metrics' },
  }),
  PeerSendFailures: ({ finding, name }) => ({
    title: `${name} fails to send to its peers`,
    evidence: `${perSecond(finding, 'rate')} failures a second; more than ${perSecond(finding, 'threshold', '0.01')} are too many.`,
    remedy: 'See that every member runs and that this one reaches their peer URLs.',
    ...{ source: mixin('etcdMembersDown'), act: 'metrics' },
  }),
  FailedProposals: ({ finding, name }) => ({
    title: `Proposals of ${name} fail`,
    evidence: `${perSecond(finding, 'rate')} a second within ${windowOf(finding)}; more than ${perSecond(finding, 'threshold', '5')} are too many.`,
    remedy:
      'Writes fail, or their outcome stays unknown, while the leader changes or quorum is missing: see that the members keep their leader.',
    ...{ source: mixin('etcdHighNumberOfFailedProposals'), act: 'metrics' },
  }),
  SlowFsync: ({ finding, name }) => ({
    title: `The disk of ${name} syncs slowly`,
    evidence: `99% of syncs of the write-ahead log take up to ${secondsOf(finding)}; more than ${secondsOf(finding, 'threshold', '500 ms')} is slow.`,
    remedy: 'Give the data-dir a disk of its own and a faster one, and see what else writes to it.',
    ...{ source: mixin('etcdHighFsyncDurations'), act: 'metrics' },
  }),
  SlowCommit: ({ finding, name }) => ({
    title: `The database of ${name} commits slowly`,
    evidence: `99% of commits take up to ${secondsOf(finding)}; more than ${secondsOf(finding, 'threshold', '250 ms')} is slow.`,
    remedy: 'Look at the disk, and at large values and large transactions.',
    ...{ source: mixin('etcdHighCommitDurations'), act: 'metrics' },
  }),
  ApplyLag: ({ finding, name }) => ({
    title: `${name} applies late what is committed`,
    evidence: `${countOf(finding, 'behind', 'Many')} entries are committed and not applied; ${countOf(finding, 'threshold', '1,000')} are many, and at 5,000 it refuses requests.`,
    remedy: 'Its disk or its CPU does not keep up, or a large request holds it: see what it does, and spare it reads.',
    ...{ source: 'etcd maxGapBetweenApplyAndCommitIndex', act: 'metrics' },
  }),
  SlowWatchers: ({ finding, name }) => ({
    title: `Watchers of ${name} do not keep up`,
    evidence: `${countOf(finding, 'slowWatchers', 'Some')} of ${countOf(finding, 'watchers', 'all')} watchers are behind.`,
    remedy: 'See which clients read their events slowly, or watch from an old revision; each costs the member memory.',
    ...{ source: ownRule, act: 'metrics' },
  }),
  FewFiles: ({ finding, name }) => ({
    title: `${name} runs out of file descriptors`,
    evidence: `${countOf(finding, 'openFiles', 'Many')} of ${countOf(finding, 'mostFiles', 'those allowed')} are open; 80% is much.`,
    remedy: 'Find the client that opens so many connections, or raise the limit (LimitNOFILE of a systemd unit).',
    ...{ source: ownRule, act: null },
  }),
} as const satisfies Readonly<Record<string, Say>>;

function countOf(finding: Finding, name: string, otherwise = 'Several'): string {
  const count = numberOf(finding, name);
  return count === null ? otherwise : formatCount(Math.round(count));
}

function percentOf(finding: Finding, name: string, otherwise: string): string {
  const share = numberOf(finding, name);
  return share === null ? otherwise : `${Number((share * 100).toPrecision(2))}%`;
}

function secondsOf(finding: Finding, name = 'p99', otherwise = 'long'): string {
  const seconds = numberOf(finding, name);
  return seconds === null ? otherwise : formatDuration(seconds * 1_000);
}

function perSecond(finding: Finding, name: string, otherwise = 'Several'): string {
  const rate = numberOf(finding, name);
  return rate === null ? otherwise : String(Number(rate.toPrecision(2)));
}

function rateOf(finding: Finding): string {
  const rate = numberOf(finding, 'rate');
  return rate === null ? 'the requests' : `${formatCount(Number(rate.toPrecision(2)))} requests a second`;
}

function windowOf(finding: Finding): string {
  const seconds = numberOf(finding, 'windowSeconds');
  return seconds === null ? 'the time observed' : formatDuration(seconds * 1_000);
}

function peerOf({ finding, status }: Pick<About, 'finding' | 'status'>): string {
  const peer = factOf(finding, 'peer', 'a peer');
  const member = status.members.find(({ id }) => id === peer);
  return member === undefined ? peer : shown(memberName(member));
}
