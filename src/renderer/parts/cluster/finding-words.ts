import type { ClusterStatus, MemberStatus } from '../../../contract/cluster.ts';
import type { Finding, FindingCode, Severity } from '../../../contract/findings.ts';
import { memberName } from '../../../contract/member-name.ts';
import { plural } from '../../ui/format.ts';
import type { Tone } from '../../ui/StatusChip.tsx';
import { describeFailure } from '../failures/failure-words.ts';
import { alarmWords } from './alarm-words.ts';
import { toleranceOf } from './fault-tolerance.ts';
import type { FindingCommand } from './finding-command.ts';
import { hasAnswered, listed } from './member-words.ts';
import { fragmentedWords, nearQuotaWords } from './space-words.ts';

/** A finding in words: what it is, what to do, and the calls of etcdctl that do it, in their order. */
export interface FindingWords {
  readonly title: string;
  readonly remedy: string;
  readonly commands: readonly FindingCommand[];
  /** STAND-IN */
  readonly evidence: string | null;
  readonly source: string | null;
}

/** What a finding was made from: its words take names and counts from it. */
type Told = Pick<ClusterStatus, 'members' | 'quorum' | 'alarms'>;

interface About {
  readonly finding: Finding;
  readonly status: Told;
  /** The member that it is about; `null` for the cluster, and for a member that is gone from the list. */
  readonly member: MemberStatus | null;
  readonly name: string;
}

type Say = (about: About) => Pick<FindingWords, 'title' | 'remedy'> & Partial<Pick<FindingWords, 'commands'>>;

// STAND-IN: the words of the other findings.
const words: Readonly<Partial<Record<FindingCode, Say>>> = {
  NoLeader: ({ finding, name }) =>
    finding.member === null
      ? {
          title: 'No member leads',
          remedy:
            'Writes wait until the voting members elect one, which takes a second or two. If none is elected, check that they reach each other’s peer URLs.',
        }
      : {
          title: `${name} sees no leader`,
          remedy: 'The others do: check that it reaches their peer URLs, and they its own.',
        },
  QuorumLost: ({ status }) => ({
    title: `Quorum is lost: ${status.quorum.healthy} of ${plural(status.quorum.voters, 'voter')} healthy, ${status.quorum.needed} needed`,
    remedy: remedyOfLoss(status),
  }),
  QuorumAtRisk: ({ status }) => {
    const silent = silentVoters(status);
    const { voters } = status.quorum;
    return {
      title: `Writes stop when ${voters === 1 ? 'the only voting member' : 'one more voting member'} fails`,
      remedy:
        silent.length > 0
          ? `Bring ${listed(silent)} back first.`
          : `${plural(voters, 'voting member tolerates', 'voting members tolerate')} no failure; three tolerate one.`,
    };
  },
  EvenVoters: ({ status: { quorum } }) => {
    const { voters } = quorum;
    return {
      title: `${voters} voting members tolerate no more failures than ${voters - 1}`,
      remedy: `Each more makes the majority larger. ${voters + 1} tolerate ${toleranceOf(voters + 1)}: add a member, or remove one.`,
    };
  },
  MemberDown: ({ finding, name }) => ({ title: `${name} does not answer`, remedy: remedyOfSilence(finding) }),
  MemberNotAsked: ({ finding, member, name }) => ({
    title:
      member?.isLearner && finding.failure?.code === 'NotSupportedForLearner'
        ? `${name}, a learner, tells nothing of itself`
        : `${name} was not asked how it is`,
    remedy: remedyOfSilence(finding),
  }),
  MemberNotStarted: ({ finding, name }) => ({
    title: `${name} has not started yet`,
    remedy: `Start it with the peer URL it was added with${finding.detail.peerURL ? `: ${finding.detail.peerURL}` : ''}.`,
  }),
  LearnerWaiting: ({ member, name, status }) => ({
    title: `${name}, a learner, is ready to be promoted`,
    remedy: 'It follows the leader closely, and has no vote until it is promoted.',
    commands: member === null ? [] : [{ words: ['member', 'promote', member.id], endpoint: leaderEndpoint(status) }],
  }),
  LearnerStuck: ({ finding, name }) =>
    finding.failure === null
      ? {
          title: `${name}, a learner, is far behind`,
          remedy: `${behindWords(finding)}It needs a snapshot of the leader. If it does not catch up, check its disk and that it reaches the leader’s peer URL, or remove it and add it again with an empty data directory.`,
        }
      : { title: `${name}, a learner, does not answer`, remedy: remedyOfSilence(finding) },
  MemberLagging: ({ finding, name }) => ({
    title: `${name} is so far behind that it needs a snapshot of the leader`,
    remedy: `${behindWords(finding)}The leader sends the snapshot by itself: change no members meanwhile. If it does not come closer, check its disk and its network.`,
  }),
  VersionSkew: ({ finding }) => ({
    title: 'The members run different versions',
    remedy: `${finding.detail.versions ? `${finding.detail.versions}. ` : ''}Finish the upgrade; the cluster behaves as the oldest until then.`,
  }),
  AnnouncedURLUnreachable: ({ finding: { detail }, name }) => ({
    title: `${name} cannot be reached at the client URL it announces`,
    remedy: `It answers at ${detail.endpoint || 'an endpoint of this connection'}, and not at ${detail.url || 'its own URL'}. Clients that learn endpoints from the member list need that one: set --advertise-client-urls, unless the way through a tunnel is meant.`,
  }),
  OtherCluster: ({ finding: { detail } }) => ({
    title: `${detail.endpoint || 'An endpoint'} leads to another cluster`,
    remedy: `Nothing is read or written there${detail.clusterId ? `: it answered for the cluster ${detail.clusterId}` : ''}. Take it out of this connection.`,
  }),
  Alarm: alarmWords,
  NearQuota: nearQuotaWords,
  Fragmented: ({ finding, status }) => fragmentedWords([finding], status),
};

/** Returns a finding in words. */
export function findingWords(finding: Finding, status: Told): FindingWords {
  const member = status.members.find(({ id }) => id === finding.member) ?? null;
  const name = member === null ? (finding.member ?? 'A member') : memberName(member);
  return {
    commands: [],
    evidence: null,
    source: null,
    title: finding.code,
    remedy: '',
    ...words[finding.code]?.({ finding, status, member, name }),
  };
}

export const severityTone: Readonly<Record<Severity, Extract<Tone, 'bad' | 'warn' | 'info'>>> = {
  critical: 'bad',
  warning: 'warn',
  info: 'info',
};

const leaderEndpoint = ({ members }: Told): string | null => members.find(({ isLeader }) => isLeader)?.endpoint ?? null;

const silentVoters = ({ members }: Told): readonly string[] =>
  members.filter((member) => !member.isLearner && !hasAnswered(member)).map(memberName);

function remedyOfLoss(status: Told): string {
  const down = silentVoters(status);
  const waiting = status.members.filter((member) => !member.isLearner && hasAnswered(member)).map(memberName);
  const missing = status.quorum.needed - waiting.length;
  const which = missing < down.length ? `${missing} of ${listed(down)}` : listed(down);
  const told =
    waiting.length === 0 ? '' : `${listed(waiting)} ${waiting.length === 1 ? 'waits' : 'wait'} for a leader. `;
  const enough = missing < down.length ? ': that many are enough for a quorum' : '';
  return `${told}Start ${which} again, on the same data${enough}. If that is gone for good, restore a snapshot as a new cluster.`;
}

function remedyOfSilence({ failure }: Finding): string {
  if (failure === null) return 'Look at its log on its host.';
  const { title, action } = describeFailure(failure);
  return `${title} ${action}`;
}

function behindWords({ detail: { behind } }: Finding): string {
  return typeof behind === 'number' ? `It is ${plural(behind, 'entry', 'entries')} behind. ` : '';
}
