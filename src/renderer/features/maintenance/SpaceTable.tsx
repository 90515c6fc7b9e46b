import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { freeBytes } from '../../../contract/free-bytes.ts';
import type { MemberId } from '../../../contract/ids.ts';
import type { MemberSpace } from '../../../contract/maintenance.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { BreakableName } from '../../ui/BreakableName.tsx';
import { formatBytes, formatDuration, formatMoment } from '../../ui/format.ts';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { color } from '../../ui/tokens.ts';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import { SpaceBar } from './SpaceBar.tsx';
import { growthWords, nameOfSpace } from './space-words.ts';

const oneLine = { whiteSpace: 'nowrap' } as const;
const titles = ['Member', 'File, of its quota', 'In use', 'Free', 'Growth', 'Defragmenting'];

/** The databases, a row a member; what is chosen can be defragmented. */
export function SpaceTable(props: {
  readonly members: readonly MemberSpace[];
  readonly chosen: ReadonlySet<MemberId>;
  readonly onChoose: (member: MemberId, isChosen: boolean) => void;
  readonly now: number;
}) {
  const { members, chosen, onChoose, now } = props;
  return (
    <Box role="group" aria-label="Databases" tabIndex={0} sx={{ overflowX: 'auto' }}>
      <Table
        aria-label="Databases"
        sx={{
          minWidth: 640,
          '& th, & td': { px: '6px', fontVariantNumeric: 'tabular-nums' },
          '& thead th': { whiteSpace: 'nowrap' },
          '& tbody tr:last-of-type > *': { borderBottom: 0 },
        }}
      >
        <TableHead>
          <TableRow>
            <TableCell padding="checkbox">
              <VisuallyHidden>Chosen</VisuallyHidden>
            </TableCell>
            {titles.map((title) => (
              <TableCell key={title}>{title}</TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {members.map((member) => (
            <TableRow key={member.member} sx={{ height: 52 }}>
              <TableCell padding="checkbox">
                <Checkbox
                  size="small"
                  checked={chosen.has(member.member)}
                  disabled={member.isLearner || member.dbSize === null}
                  onChange={(_, isChosen) => onChoose(member.member, isChosen)}
                  slotProps={{ input: { 'aria-label': `Choose ${nameOfSpace(member)}` } }}
                />
              </TableCell>
              <TableCell component="th" scope="row">
                <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
                  <BreakableName name={nameOfSpace(member)} />
                </Box>
                {member.isLeader === true ? <StatusChip tone="info">leader</StatusChip> : null}
                {member.isLearner ? <StatusChip tone="learner">learner</StatusChip> : null}
              </TableCell>
              {member.dbSize === null ? (
                <TableCell colSpan={5} sx={{ color: color.muted }}>
                  {member.failure === null ? 'No answer yet.' : describeFailure(member.failure).title}
                </TableCell>
              ) : (
                <Figures member={member} now={now} />
              )}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}

function Figures({ member, now }: { readonly member: MemberSpace; readonly now: number }) {
  const free = freeBytes(member);
  const { growth, fullAt } = member;
  return (
    <>
      <TableCell>
        <SpaceBar member={member} />
      </TableCell>
      <TableCell sx={oneLine}>{member.dbSizeInUse === null ? '–' : formatBytes(member.dbSizeInUse)}</TableCell>
      <TableCell sx={oneLine}>{free === null ? '–' : formatBytes(free)}</TableCell>
      <TableCell sx={oneLine}>
        {growth === null ? '–' : growthWords(growth)}
        {growth === null ? null : (
          <Box
            sx={{ color: fullAt === null ? color.muted : color.warn, fontSize: '0.75rem' }}
            title={fullAt === null ? undefined : formatMoment(fullAt)}
          >
            {fullAt === null
              ? `measured over ${formatDuration(growth.overMs)}`
              : `full in ${formatDuration(Math.max(0, fullAt - now))}`}
          </Box>
        )}
      </TableCell>
      <TableCell sx={oneLine}>
        {member.isLearner
          ? 'not a learner'
          : member.defragmentMs === null
            ? '–'
            : `about ${formatDuration(member.defragmentMs)}`}
      </TableCell>
    </>
  );
}
