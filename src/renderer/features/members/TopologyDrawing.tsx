import type { ClusterStatus, MemberStatus } from '../../../contract/cluster.ts';
import { memberName } from '../../../contract/member-name.ts';
import { alarmsOf, answeringVoters, behindOf } from '../../../contract/member-words.ts';
import { withoutFullStop } from '../../../contract/text-end.ts';
import { isLeaderUntold } from '../../parts/cluster/leader-words.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { formatCount } from '../../ui/format.ts';
import { HubDrawing } from '../../ui/HubDrawing.tsx';
import type { Tone } from '../../ui/StatusChip.tsx';
import { type MemberRole, roleOf, troubleOf } from './cluster-words.ts';
import { whatIfFails } from './what-if.ts';

const tone: Readonly<Record<MemberRole, Tone>> = {
  leader: 'info',
  follower: 'ok',
  learner: 'learner',
  unknown: 'ok',
  silent: 'bad',
  'not asked': 'warn',
  'not started': 'neutral',
  waiting: 'neutral',
};

function noteOf(member: MemberStatus): string {
  const role = roleOf(member);
  if (role === 'waiting') return 'no answer yet';
  if (role === 'silent') return member.failure === null ? 'does not answer' : reasonOf(member.failure);
  if (role === 'unknown' && member.healthy) return 'answers · role not told';
  const trouble = troubleOf(member);
  if (trouble !== null && !member.healthy) return `${role} · ${trouble}`;
  const alarms = alarmsOf(member);
  return alarms === null ? role : `${role} · ${alarms}`;
}

const reasonOf = (failure: NonNullable<MemberStatus['failure']>): string =>
  `down · ${withoutFullStop(describeFailure(failure).title)}`;

function toneOf(member: MemberStatus): Tone {
  const role = roleOf(member);
  if (role === 'silent' || role === 'not started' || role === 'waiting') return tone[role];
  if (member.alarms.length > 0) return 'bad';
  return member.healthy ? tone[role] : 'warn';
}

function linkNoteOf(member: MemberStatus, members: readonly MemberStatus[]): string | null {
  const behind = behindOf(member, members);
  return behind === null ? null : `${formatCount(behind)} behind`;
}

/** What stands where a leader would: members that answer elect one, unless too few of them are there to. */
function vacancyOf({ members, quorum }: ClusterStatus): string | null {
  if (members.some((member) => member.isLeader) || isLeaderUntold(members)) return null;
  const answering = answeringVoters(members);
  return answering >= quorum.needed ? 'electing' : 'no leader';
}

/** Draws the leader, its followers, and how far they are behind. The table beneath says the same in words. */
export function TopologyDrawing({ status }: { readonly status: ClusterStatus }) {
  const { members } = status;
  const leaderAt = members.findIndex((member) => member.isLeader);
  return (
    <HubDrawing
      label="Topology"
      asideLabel="Learners"
      vacancy={vacancyOf(status)}
      invitation="Point at a member to see what happens if it fails."
      nodes={members.map((member, at) => {
        const role = roleOf(member);
        const isCut = role === 'silent' || role === 'not started';
        return {
          id: member.id,
          name: memberName(member),
          note: noteOf(member),
          tone: toneOf(member),
          isCut,
          // For a moment after an election two members may claim to lead.
          isHub: at === leaderAt,
          isAside: member.isLearner,
          linkTone: isCut ? tone[role] : member.isLearner ? 'learner' : 'info',
          linkNote: linkNoteOf(member, members),
          hint: whatIfFails(member, status),
        };
      })}
    />
  );
}
