import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { MemberStatus } from '../../../contract/cluster.ts';
import { memberName } from '../../../contract/member-name.ts';
import { behindOf, hasAnswered, isNotStarted } from '../../../contract/member-words.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { BreakableName } from '../../ui/BreakableName.tsx';
import { formatCount, formatDuration } from '../../ui/format.ts';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { color, mono } from '../../ui/tokens.ts';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import { roleOf, roleTone, troubleOf } from './cluster-words.ts';
import { DatabaseSize } from './DatabaseSize.tsx';
import { MemberMenu } from './MemberMenu.tsx';
import { type MemberAction, useMemberActions } from './member-actions.ts';

const titles = ['Name', 'Role', 'Answers in', 'Version', 'Applied', 'Database', 'Endpoint'];

const narrow = '@media (max-width: 900px)';
const endpointColumn = 'member-endpoint';

/** Every member as it answered for itself; one that does not answer says why. */
export function MembersTable({ members }: { readonly members: readonly MemberStatus[] }) {
  const { of } = useMemberActions();
  const actions = members.map(of);
  const hasActions = actions.some((each) => each.length > 0);
  return (
    // A scrolling element must be reachable by the keyboard.
    <Box role="group" aria-label="Members" tabIndex={0} sx={{ overflowX: 'auto' }}>
      <Table
        aria-label="Members"
        sx={{
          minWidth: 700,
          // The endpoint gives way first, and stands under the name then.
          [narrow]: { minWidth: 560, [`& .${endpointColumn}`]: { display: 'none' } },
          '& th, & td': { px: '8px' },
          // A row without an answer would let the heads of its columns wrap.
          '& thead th': { whiteSpace: 'nowrap' },
          '& th:first-of-type': { pl: 0 },
          // The focus of a button at the end is drawn around it.
          '& tr > :last-child': { pr: '4px' },
        }}
      >
        <TableHead>
          <TableRow>
            {titles.map((title) => (
              <TableCell key={title} {...(title === 'Endpoint' ? { className: endpointColumn } : {})}>
                {title}
              </TableCell>
            ))}
            {hasActions ? (
              <TableCell>
                <VisuallyHidden>Acts</VisuallyHidden>
              </TableCell>
            ) : null}
          </TableRow>
        </TableHead>
        <TableBody>
          {members.map((member, at) => (
            <MemberRow
              key={member.id}
              member={member}
              members={members}
              actions={hasActions ? (actions[at] ?? []) : null}
            />
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}

/** Why there is nothing of a member's own. */
function silenceWords(member: MemberStatus): string {
  if (member.failure === null) return 'No answer yet.';
  return isNotStarted(member) ? 'It has not started yet.' : describeFailure(member.failure).title;
}

function MemberRow(props: {
  readonly member: MemberStatus;
  readonly members: readonly MemberStatus[];
  /** `null`: nothing can be done with any member. */
  readonly actions: readonly MemberAction[] | null;
}) {
  const { member, members, actions } = props;
  const role = roleOf(member);
  const trouble = troubleOf(member);
  const isWell = trouble === null && member.alarms.length === 0;
  const behind = behindOf(member, members);
  const endpoint = member.endpoint ?? member.clientURLs[0] ?? 'none yet';
  return (
    <TableRow
      sx={{ height: 58, '& > td, & > th': { verticalAlign: 'middle' }, '&:last-of-type > *': { borderBottom: 0 } }}
    >
      <TableCell component="th" scope="row">
        <Box sx={{ fontWeight: 600, minWidth: 110, overflowWrap: 'anywhere' }}>
          <BreakableName name={memberName(member)} />
        </Box>
        <Box sx={{ ...mono, color: color.muted, fontSize: '0.6875rem' }}>{member.id}</Box>
        <Box
          sx={{ ...mono, color: color.muted, fontSize: '0.6875rem', display: 'none', [narrow]: { display: 'block' } }}
        >
          {endpoint.replace(/^https?:\/\//, '')}
        </Box>
      </TableCell>
      <TableCell>
        <Box sx={{ display: 'flex', gap: '4px', flexWrap: 'wrap' }}>
          {member.isLearner && role !== 'learner' ? <StatusChip tone="learner">learner</StatusChip> : null}
          <StatusChip tone={isWell || role === 'leader' || !hasAnswered(member) ? roleTone[role] : 'neutral'}>
            {role === 'silent' ? 'down' : role}
          </StatusChip>
          {trouble === null ? null : (
            <StatusChip tone="warn">
              <span title={member.failure === null ? undefined : describeFailure(member.failure).title}>{trouble}</span>
            </StatusChip>
          )}
          {member.alarms.map((alarm) => (
            <StatusChip key={alarm} tone="bad">
              {alarm}
            </StatusChip>
          ))}
        </Box>
      </TableCell>
      {hasAnswered(member) ? (
        <>
          <TableCell sx={{ fontVariantNumeric: 'tabular-nums' }}>
            {member.latencyMs === null ? '–' : formatDuration(member.latencyMs)}
          </TableCell>
          <TableCell>{member.version ?? '–'}</TableCell>
          <TableCell sx={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
            {behind === null ? '–' : role === 'leader' && behind === 0 ? 'head' : `${formatCount(behind)} behind`}
          </TableCell>
          <TableCell>
            <DatabaseSize member={member} />
          </TableCell>
        </>
      ) : (
        <TableCell colSpan={4} sx={{ color: role === 'silent' ? color.bad : color.muted }}>
          {silenceWords(member)}
        </TableCell>
      )}
      <TableCell className={endpointColumn} sx={{ ...mono, color: color.muted }} title={endpoint}>
        <Box sx={{ minWidth: 110, overflowWrap: 'anywhere' }}>
          <BreakableName name={endpoint.replace(/^https?:\/\//, '')} />
        </Box>
      </TableCell>
      {actions === null ? null : (
        <TableCell sx={{ textAlign: 'right' }}>
          <MemberMenu name={memberName(member)} actions={actions} />
        </TableCell>
      )}
    </TableRow>
  );
}
