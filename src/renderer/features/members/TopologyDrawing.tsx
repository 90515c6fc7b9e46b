import type { MemberStatus } from '../../../contract/cluster.ts';
import { formatCount } from '../../ui/format.ts';
import { HubDrawing } from '../../ui/HubDrawing.tsx';
import type { Tone } from '../../ui/StatusChip.tsx';
import { alarmsOf, behindOf, type MemberRole, nameOfMember, roleOf, troubleOf } from './cluster-words.ts';

const tone: Readonly<Record<MemberRole, Tone>> = {
  leader: 'info',
  follower: 'ok',
  learner: 'learner',
  unknown: 'ok',
  silent: 'bad',
  'not asked': 'warn',
  'not started': 'neutral',
};

const state = (member: MemberStatus, members: readonly MemberStatus[]): string => {
  const role = roleOf(member);
  if (role === 'silent') return 'does not answer';
  if (role === 'unknown' && member.healthy) return 'answers · role not told';
  const trouble = troubleOf(member);
  if (trouble !== null && !member.healthy) return `${role} · ${trouble}`;
  const alarms = alarmsOf(member);
  if (alarms !== null) return `${role} · ${alarms}`;
  const behind = behindOf(member, members);
  return role === 'leader' || behind === null ? role : `${role} · ${formatCount(behind)} behind`;
};

function toneOf(member: MemberStatus): Tone {
  const role = roleOf(member);
  if (role === 'silent' || role === 'not started') return tone[role];
  if (member.alarms.length > 0) return 'bad';
  return member.healthy ? tone[role] : 'warn';
}

/** Draws the leader, its followers, and how far they are behind. The table beneath says the same in words. */
export function TopologyDrawing({ members }: { readonly members: readonly MemberStatus[] }) {
  const leaderAt = members.findIndex((member) => member.isLeader);
  return (
    <HubDrawing
      nodes={members.map((member, at) => {
        const role = roleOf(member);
        const isCut = role === 'silent' || role === 'not started';
        return {
          id: member.id,
          name: nameOfMember(member),
          note: state(member, members),
          tone: toneOf(member),
          isCut,
          // For a moment after an election two members may claim to lead.
          isHub: at === leaderAt,
          linkTone: isCut ? 'bad' : role === 'learner' ? 'learner' : 'info',
        };
      })}
    />
  );
}
