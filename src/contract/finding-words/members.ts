import { toleranceOf } from '../fault-tolerance.ts';
import { formatCount, plural } from '../figures.ts';
import type { Finding } from '../findings.ts';
import { memberName } from '../member-name.ts';
import { answeringVoters, hasAnswered, listed, voterWords } from '../member-words.ts';
import { type About, factOf, mixin, numberOf, ownRule, type Say, shown, type Told } from './words.ts';

/** The words of findings about members and their quorum. */
export const memberWords = {
  NoLeader: ({ finding, name, status }) => {
    const source = mixin('etcdNoLeader');
    if (finding.member !== null) {
      return {
        title: `${name} sees no leader`,
        evidence: `${name} names no leader, and other members do.`,
        remedy: 'The others do: check that it reaches their peer URLs, and they its own.',
        ...{ source, act: null },
      };
    }
    return {
      title: 'No member leads',
      evidence: `${plural(answeringVoters(status.members), 'voting member')} answer, ${status.quorum.needed} are needed, and none names a leader.`,
      remedy:
        'Writes wait until the voting members elect one, which takes a second or two. If none is elected, check that they reach each other’s peer URLs.',
      ...{ source, act: null },
    };
  },
  QuorumLost: ({ status }) => ({
    title: `Quorum is lost: ${voterWords(status)}`,
    evidence: `${voterWords(status)}.`,
    remedy: remedyOfLoss(status),
    source: mixin('etcdInsufficientMembers'),
    act: 'recover',
  }),
  QuorumAtRisk: ({ status }) => {
    const silent = silentVoters(status);
    const { voters } = status.quorum;
    return {
      title: `Writes stop when ${voters === 1 ? 'the only voting member' : 'one more voting member'} fails`,
      evidence: `${voterWords(status)}.`,
      remedy:
        silent.length > 0
          ? `Bring ${listed(silent)} back first.`
          : `${plural(voters, 'voting member tolerates', 'voting members tolerate')} no failure; three tolerate one.`,
      source: mixin('etcdInsufficientMembers'),
      act: silent.length > 0 ? null : 'addMember',
    };
  },
  EvenVoters: ({ status: { quorum } }) => {
    const { voters } = quorum;
    return {
      title: `${voters} voting members tolerate no more failures than ${voters - 1}`,
      evidence: `${plural(voters, 'voting member')}: ${toleranceOf(voters)} may fail.`,
      remedy: `Each more makes the majority larger. ${voters + 1} tolerate ${toleranceOf(voters + 1)}: add a member, or remove one.`,
      ...{ source: ownRule, act: 'addMember' },
    };
  },
  MemberDown: ({ name, ...about }) => ({
    title: `${name} does not answer`,
    ...silenceOf(about),
    ...{ source: mixin('etcdMembersDown'), act: 'replace' },
  }),
  MemberNotAsked: ({ finding, member, name, sayFailure }) => ({
    title:
      member?.isLearner && finding.failure?.code === 'NotSupportedForLearner'
        ? `${name}, a learner, tells nothing of itself`
        : `${name} was not asked how it is`,
    ...silenceOf({ finding, sayFailure }),
    ...{ source: ownRule, act: 'connection' },
  }),
  MemberNotStarted: ({ finding, name }) => ({
    title: `${name} has not started yet`,
    evidence: 'It has no name in the member list, and announces no client URL.',
    remedy: `Start it with the peer URL it was added with${finding.detail.peerURL ? `: ${factOf(finding, 'peerURL', '')}` : ''}.`,
    ...{ source: ownRule, act: 'start' },
  }),
  LearnerWaiting: ({ finding, member, name, status }) => ({
    title: `${name}, a learner, is ready to be promoted`,
    evidence: `It is ${behindOf(finding)}; fewer than 100 are close.`,
    remedy: 'It follows the leader closely, and has no vote until it is promoted.',
    commands: member === null ? [] : [{ words: ['member', 'promote', member.id], endpoint: leaderEndpoint(status) }],
    ...{ source: ownRule, act: 'promote' },
  }),
  LearnerStuck: ({ finding, name, sayFailure }) => {
    const said = { source: 'etcd#21610', act: 'remove' } as const;
    if (finding.failure !== null)
      return { title: `${name}, a learner, does not answer`, ...silenceOf({ finding, sayFailure }), ...said };
    return {
      title: `${name}, a learner, is far behind`,
      evidence: lagEvidence(finding),
      remedy: `${behindWords(finding)}It needs a snapshot of the leader. If it does not catch up, check its disk and that it reaches the leader’s peer URL, or remove it and add it again with an empty data directory.`,
      ...said,
    };
  },
  MemberLagging: ({ finding, name }) => ({
    title: `${name} is so far behind that it needs a snapshot of the leader`,
    evidence: lagEvidence(finding),
    remedy: `${behindWords(finding)}The leader sends the snapshot by itself: change no members meanwhile. If it does not come closer, check its disk and its network.`,
    ...{ source: ownRule, act: 'metrics' },
  }),
  AnnouncedURLUnreachable: ({ finding, name }) => ({
    title: `${name} cannot be reached at the client URL it announces`,
    evidence: `${factOf(finding, 'url', 'Its own URL')} does not lead to it from here.`,
    remedy: `It answers at ${factOf(finding, 'endpoint', 'an endpoint of this connection')}, and not at ${factOf(finding, 'url', 'its own URL')}. Clients that learn endpoints from the member list need that one: set --advertise-client-urls, unless the way through a tunnel is meant.`,
    ...{ source: ownRule, act: null },
  }),
  OtherCluster: ({ finding }) => ({
    title: `${factOf(finding, 'endpoint', 'An endpoint')} leads to another cluster`,
    evidence: `It answered for the cluster ${factOf(finding, 'clusterId', 'of another id')}.`,
    remedy: `Nothing is read or written there${finding.detail.clusterId ? `: it answered for the cluster ${factOf(finding, 'clusterId', '')}` : ''}. Take it out of this connection.`,
    ...{ source: ownRule, act: 'connection' },
  }),
} as const satisfies Readonly<Record<string, Say>>;

const leaderEndpoint = ({ members }: Told): string | null => members.find(({ isLeader }) => isLeader)?.endpoint ?? null;

const silentVoters = ({ members }: Told): readonly string[] =>
  members.filter((member) => !member.isLearner && !hasAnswered(member)).map((member) => shown(memberName(member)));

function remedyOfLoss(status: Told): string {
  const down = silentVoters(status);
  const waiting = status.members
    .filter((member) => !member.isLearner && hasAnswered(member))
    .map((member) => shown(memberName(member)));
  const missing = status.quorum.needed - waiting.length;
  const which = missing < down.length ? `${missing} of ${listed(down)}` : listed(down);
  const told =
    waiting.length === 0 ? '' : `${listed(waiting)} ${waiting.length === 1 ? 'waits' : 'wait'} for a leader. `;
  const enough = missing < down.length ? ': that many are enough for a quorum' : '';
  return `${told}Start ${which} again, on the same data${enough}. If that is gone for good, restore a snapshot as a new cluster.`;
}

function silenceOf({ finding: { failure }, sayFailure }: Pick<About, 'finding' | 'sayFailure'>): {
  readonly evidence: string;
  readonly remedy: string;
} {
  if (failure === null) return { evidence: 'It did not answer.', remedy: 'Look at its log on its host.' };
  const { title, action } = sayFailure(failure);
  const where = failure.endpoint === undefined ? '' : `${shown(failure.endpoint)}: `;
  return { evidence: `${where}${shown(title)}`, remedy: shown(`${title} ${action}`, 1_000) };
}

function behindOf(finding: Finding): string {
  const behind = numberOf(finding, 'behind');
  return behind === null ? 'behind the leader' : `${plural(behind, 'entry', 'entries')} behind`;
}

function behindWords(finding: Finding): string {
  return numberOf(finding, 'behind') === null ? '' : `It is ${behindOf(finding)}. `;
}

const lagEvidence = (finding: Finding): string =>
  `It is ${behindOf(finding)}; the leader keeps ${formatCount(5_000)} entries.`;
