import type { ClusterStatus, MemberStatus, Quorum } from '../../../contract/cluster.ts';
import { describeFailure } from '../../app/failure-words.ts';
import { formatBytes, plural } from '../../ui/format.ts';
import { answeringVoters, hasAnswered, nameOfMember } from './cluster-words.ts';

/** Something that the operator should see to, and how. */
export interface Attention {
  readonly id: string;
  readonly tone: 'warn' | 'bad';
  readonly title: string;
  readonly remedy: string;
}

const nearlyFull = 0.8;

/** What needs somebody, the worst first. */
export function attentionOf({ members, quorum }: ClusterStatus): readonly Attention[] {
  const lost = quorum.hasQuorum ? [] : [quorumLost(members, quorum)];
  const all = members.flatMap((member) => [...alarmsOf(member), ...silenceOf(member), ...spaceOf(member)]);
  const found = [...lost, ...all, ...versionsOf(members)];
  return [...found.filter((each) => each.tone === 'bad'), ...found.filter((each) => each.tone === 'warn')];
}

/** Members that answer and agree on no leader are another matter than members that are down. */
function quorumLost(members: readonly MemberStatus[], { needed, healthy, voters }: Quorum): Attention {
  const missing = needed - answeringVoters(members);
  const down = members.filter((member) => !member.isLearner && !hasAnswered(member)).map(nameOfMember);
  const which = missing < down.length ? `${missing} of ${listed(down)}` : listed(down);
  return {
    id: 'quorum',
    tone: 'bad',
    title: `Quorum is lost: ${healthy} of ${plural(voters, 'voter')} healthy, ${needed} needed`,
    remedy:
      missing <= 0
        ? 'They answer and elect no leader: check that they reach each other’s peer URLs.'
        : `Start ${which} again, on the same data. If that is gone for good, restore a snapshot as a new cluster.`,
  };
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

function alarmsOf(member: MemberStatus): readonly Attention[] {
  const name = nameOfMember(member);
  return member.alarms.map((alarm) =>
    alarm === 'NOSPACE'
      ? {
          id: `${member.id}/NOSPACE`,
          tone: 'bad',
          title: `${name} is out of space`,
          remedy:
            'The cluster refuses writes until history is compacted, the member defragmented and the alarm disarmed.',
        }
      : {
          id: `${member.id}/CORRUPT`,
          tone: 'bad',
          title: `${name} holds other data than the rest`,
          remedy: 'Do not write through it. Take a snapshot of a member without the alarm, then replace this one.',
        },
  );
}

function silenceOf(member: MemberStatus): readonly Attention[] {
  if (member.failure === null || hasAnswered(member)) return [];
  const isStarted = member.name !== '' || member.endpoint !== null;
  const name = nameOfMember(member);
  if (!isStarted) {
    return [
      {
        id: `${member.id}/new`,
        tone: 'warn',
        title: `${name} has not started yet`,
        remedy: 'Start it with the peer URL it was added with.',
      },
    ];
  }
  const words = describeFailure(member.failure);
  if (member.healthy === null) {
    const remedy = `${words.title} ${words.action}`;
    return [{ id: `${member.id}/unasked`, tone: 'warn', title: `${name} was not asked how it is`, remedy }];
  }
  return [
    {
      id: `${member.id}/silent`,
      tone: 'bad',
      title: `${name} does not answer`,
      remedy: `${words.title} ${words.action}`,
    },
  ];
}

function spaceOf(member: MemberStatus): readonly Attention[] {
  const { dbSize, dbSizeQuota } = member;
  if (dbSize === null || dbSizeQuota === null || dbSizeQuota <= 0 || dbSize < dbSizeQuota * nearlyFull) return [];
  if (member.alarms.includes('NOSPACE')) return [];
  return [
    {
      id: `${member.id}/quota`,
      tone: 'warn',
      title: `${nameOfMember(member)} is ${Math.floor((dbSize / dbSizeQuota) * 100)}% full`,
      remedy: `${formatBytes(dbSize)} of ${formatBytes(dbSizeQuota)}. At the quota the cluster refuses writes. Compact history and defragment before.`,
    },
  ];
}

function versionsOf(members: readonly MemberStatus[]): readonly Attention[] {
  const versions = [...new Set(members.flatMap((member) => (member.version === null ? [] : [member.version])))].sort();
  if (versions.length < 2) return [];
  return [
    {
      id: 'versions',
      tone: 'warn',
      title: 'The members run different versions',
      remedy: `${versions.join(', ')}. Finish the upgrade; the cluster behaves as the oldest until then.`,
    },
  ];
}
