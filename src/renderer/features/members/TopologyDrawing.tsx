import Box from '@mui/material/Box';
import type { MemberStatus } from '../../../contract/cluster.ts';
import { formatCount } from '../../ui/format.ts';
import { color } from '../../ui/tokens.ts';
import { behindOf, type MemberRole, nameOfMember, roleOf } from './cluster-words.ts';
import { layOut, link } from './topology-layout.ts';

const radius = 22;
const longestName = 22;

const hue: Readonly<Record<MemberRole, string>> = {
  leader: color.accent,
  follower: color.ok,
  learner: color.learner,
  silent: color.bad,
  'not started': color.muted,
};

const state = (member: MemberStatus, members: readonly MemberStatus[]): string => {
  const role = roleOf(member);
  if (role === 'silent') return 'does not answer';
  const behind = behindOf(member, members);
  return role === 'leader' || behind === null ? role : `${role} · ${formatCount(behind)} behind`;
};

const shortName = (name: string): string => (name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name);

/** Who leads, who follows, and how far behind. The table beneath says the same in words. */
export function TopologyDrawing({ members }: { readonly members: readonly MemberStatus[] }) {
  const drawing = layOut(members.map((member) => member.isLeader));
  const leaderAt = members.findIndex((member) => member.isLeader);
  const leader = drawing.spots[leaderAt];
  return (
    <Box
      component="svg"
      role="img"
      aria-label={members.map((member) => `${nameOfMember(member)}: ${state(member, members)}`).join('; ')}
      viewBox={`0 0 ${drawing.width} ${drawing.height}`}
      sx={{ display: 'block', width: '100%', maxWidth: drawing.width, mx: 'auto' }}
    >
      {members.map((member, at) => {
        const spot = drawing.spots[at];
        if (spot === undefined || leader === undefined || at === leaderAt) return null;
        const line = link(leader, spot, radius + 5);
        const isCut = roleOf(member) === 'silent' || roleOf(member) === 'not started';
        return (
          <line
            key={member.id}
            x1={line.from.x}
            y1={line.from.y}
            x2={line.to.x}
            y2={line.to.y}
            style={{ stroke: isCut ? color.bad : hue[roleOf(member) === 'learner' ? 'learner' : 'leader'] }}
            strokeWidth={1.5}
            strokeDasharray={isCut ? '3 6' : undefined}
          />
        );
      })}
      {members.map((member, at) => {
        const spot = drawing.spots[at];
        if (spot === undefined) return null;
        const role = roleOf(member);
        const isBeside = at === leaderAt;
        const x = isBeside ? spot.x + radius + 12 : spot.x;
        const y = isBeside ? spot.y - 3 : spot.y + radius + 20;
        return (
          <g key={member.id}>
            <circle
              cx={spot.x}
              cy={spot.y}
              r={radius}
              style={{ fill: color.raised, stroke: hue[role] }}
              strokeWidth={2}
            />
            {role === 'silent' ? (
              <path
                d={`M${spot.x - 5} ${spot.y - 5}l10 10m0-10l-10 10`}
                style={{ stroke: hue[role] }}
                strokeWidth={2}
                strokeLinecap="round"
              />
            ) : (
              <circle cx={spot.x} cy={spot.y} r={5} style={{ fill: hue[role] }} />
            )}
            <g textAnchor={isBeside ? 'start' : 'middle'} fontSize={13}>
              <text x={x} y={y} fontWeight={600} style={{ fill: color.text }}>
                {shortName(nameOfMember(member))}
              </text>
              <text x={x} y={y + 18} fontSize={12} style={{ fill: role === 'silent' ? color.bad : color.muted }}>
                {state(member, members)}
              </text>
            </g>
          </g>
        );
      })}
    </Box>
  );
}
