import type { AlarmType, ClusterStatus, MemberStatus, Quorum } from '../../../contract/cluster.ts';
import { shellQuote } from '../../../contract/shell-quote.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { formatBytes, plural } from '../../ui/format.ts';
import { answeringVoters, hasAnswered, isMuteLearner, nameOfMember } from './cluster-words.ts';

/** Something that needs the operator, and what to do. */
export interface Attention {
  readonly id: string;
  readonly tone: 'warn' | 'bad';
  readonly title: string;
  readonly remedy: string;
  /** Command lines that do it, in their order. */
  readonly commands?: readonly string[];
}

const nearlyFull = 0.8;
/**
 * From which share, and how many bytes, free space in a database file is worth a defragmentation. Earlier than alerts begin:
 * etcd's own rule (contrib/mixin) at half of the file from 100 MiB on, OpenShift's at 45 % and 100 MiB.
 */
const muchFree = { share: 0.25, bytes: 32 * 1024 * 1024 };

/** Returns what needs attention, the worst first, together with what was found elsewhere. */
export function attentionOf(
  { members, quorum, alarms }: ClusterStatus,
  elsewhere: readonly Attention[] = [],
): readonly Attention[] {
  const lost = quorum.hasQuorum ? [] : [quorumLost(members, quorum)];
  const all = members.flatMap((member) => [...alarmsIn(member), ...silenceOf(member), ...spaceOf(member)]);
  const found = [
    ...lost,
    ...unnamedAlarms(alarms, members),
    ...all,
    ...elsewhere,
    ...fragmentedOf(members),
    ...versionsOf(members),
  ];
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

/** 3.4 and 3.5 do not say which member's data differs, and an alarm outlives the member that it names. */
function unnamedAlarms(alarms: readonly AlarmType[], members: readonly MemberStatus[]): readonly Attention[] {
  const unnamed = alarms.filter((alarm) => !members.some((member) => member.alarms.includes(alarm)));
  return unnamed.map((alarm) => ({
    id: alarm,
    tone: 'bad',
    title: `The alarm ${alarm} is raised, and names none of these members`,
    remedy:
      alarm === 'NOSPACE'
        ? 'The cluster refuses writes until history is compacted, each member defragmented and the alarm disarmed.'
        : 'The members’ data differs. Compare their hashes, keep a snapshot of the majority, and replace the member that differs.',
    ...(alarm === 'NOSPACE' ? {} : { commands: ['etcdctl endpoint hashkv --cluster'] }),
  }));
}

function alarmsIn(member: MemberStatus): readonly Attention[] {
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
  if (isMuteLearner(member)) {
    const remedy = `${words.title} ${words.action}`;
    return [{ id: `${member.id}/mute`, tone: 'warn', title: `${name}, a learner, tells nothing of itself`, remedy }];
  }
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

const freeOf = ({ dbSize, dbSizeInUse }: MemberStatus): number =>
  dbSize === null || dbSizeInUse === null ? 0 : dbSize - dbSizeInUse;

/** Learners refuse to defragment. */
function fragmentedOf(members: readonly MemberStatus[]): readonly Attention[] {
  const found = members
    .filter((member) => !member.isLearner && freeOf(member) >= muchFree.bytes)
    .filter((member) => freeOf(member) >= muchFree.share * (member.dbSize ?? 0))
    // The leader last: requests that go through it wait meanwhile.
    .toSorted((a, b) => Number(a.isLeader) - Number(b.isLeader));
  if (found.length === 0) return [];
  const shares = found.map(
    (member) => `${nameOfMember(member)} ${Math.floor((freeOf(member) / (member.dbSize ?? 1)) * 100)}%`,
  );
  const free = found.reduce((sum, member) => sum + freeOf(member), 0);
  const order = found.length === 1 ? '' : ' One at a time, the leader last.';
  return [
    {
      id: 'fragmented',
      tone: 'warn',
      title: `Much of the database ${found.length === 1 ? 'file is' : 'files is'} free: ${listed(shares)}`,
      remedy: `Defragmenting gives ${formatBytes(free)} back to the disk. A member answers nothing meanwhile, about 10 seconds for each GiB in use.${order}`,
      commands: found.flatMap(({ endpoint }) => defragmentLine(endpoint)),
    },
  ];
}

/** The certificates come from the environment, as in every line that is offered. */
function defragmentLine(endpoint: string | null): readonly string[] {
  const quoted = endpoint === null ? null : shellQuote(new TextEncoder().encode(endpoint));
  return quoted === null ? [] : [`etcdctl defrag --endpoints=${quoted}`];
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
