import type { MemberStatus } from '../../../contract/cluster.ts';
import type { ErrorCode } from '../../../contract/failure.ts';
import { formatCount } from '../../ui/format.ts';
import { HubDrawing } from '../../ui/HubDrawing.tsx';
import type { Tone } from '../../ui/StatusChip.tsx';
import { behindOf, hasAnswered, type MemberRole, nameOfMember, roleOf } from './cluster-words.ts';

const tone: Readonly<Record<MemberRole, Tone>> = {
  leader: 'info',
  follower: 'ok',
  learner: 'learner',
  silent: 'bad',
  'not started': 'neutral',
};

/** What a member that answers can be in trouble with all the same. */
const troubles: Readonly<Partial<Record<ErrorCode, string>>> = { NoLeader: 'sees no leader', Corrupt: 'data differs' };

const isTroubled = (member: MemberStatus): boolean => !member.healthy && hasAnswered(member);

const state = (member: MemberStatus, members: readonly MemberStatus[]): string => {
  const role = roleOf(member);
  if (role === 'silent') return 'does not answer';
  if (isTroubled(member)) return troubles[member.failure?.code ?? 'Internal'] ?? 'needs you';
  const behind = behindOf(member, members);
  return role === 'leader' || behind === null ? role : `${role} · ${formatCount(behind)} behind`;
};

/** Who leads, who follows, and how far behind. The table beneath says the same in words. */
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
          tone: isTroubled(member) ? 'warn' : tone[role],
          isCut,
          // Two may say that they lead, for a moment after an election.
          isHub: at === leaderAt,
          linkTone: isCut ? 'bad' : role === 'learner' ? 'learner' : 'info',
        };
      })}
    />
  );
}
