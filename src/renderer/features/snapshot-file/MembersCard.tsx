import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { SnapshotInside, SnapshotMember } from '../../../contract/snapshot-report.ts';
import { labNamesOf, showLabFrom } from '../../parts/start-lab.tsx';
import { Card } from '../../ui/Card.tsx';
import { plural } from '../../ui/format.ts';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { color, mono } from '../../ui/tokens.ts';
import { Row, RowList } from './RowList.tsx';

/** The members that the cluster had. */
export function MembersCard({ inside, file }: { readonly inside: SnapshotInside; readonly file: string }) {
  const { members, removedMembers } = inside;
  return (
    <Card
      title="Members"
      end={<Button onClick={() => showLabFrom(file, labNamesOf(members))}>Lab from this snapshot…</Button>}
    >
      {members.length === 0 ? (
        <Box sx={{ color: color.muted }}>The file lists none.</Box>
      ) : (
        <RowList label="Members">
          {[...members].sort(byName).map((member) => (
            <Member key={member.id} member={member} />
          ))}
        </RowList>
      )}
      <Box sx={{ mt: 1, color: color.muted }}>
        {members.length === 0 ? '' : `${plural(members.length, 'member')}. `}
        {removedMembers.length === 0 ? '' : `${plural(removedMembers.length, 'member')} removed before. `}A snapshot
        names neither its cluster nor the member that sent it.
      </Box>
    </Card>
  );
}

const names = new Intl.Collator(undefined, { numeric: true });
const byName = (a: SnapshotMember, b: SnapshotMember): number => names.compare(a.name, b.name);

function Member({ member: { id, name, isLearner, peerURLs, clientURLs } }: { readonly member: SnapshotMember }) {
  return (
    <Row>
      <Box sx={{ width: 150, flexShrink: 0, overflowWrap: 'anywhere' }}>
        {name === '' ? <span style={{ color: color.muted }}>not started</span> : name}{' '}
        {isLearner ? <StatusChip tone="learner">learner</StatusChip> : null}
      </Box>
      <Box sx={{ ...mono, width: 140, flexShrink: 0, color: color.muted }}>{id}</Box>
      <Box sx={{ ...mono, flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
        <Box>{peerURLs.join(', ')}</Box>
        <Box sx={{ color: color.muted }}>
          {clientURLs.length === 0 ? 'no client URL' : `clients: ${clientURLs.join(', ')}`}
        </Box>
      </Box>
    </Row>
  );
}
