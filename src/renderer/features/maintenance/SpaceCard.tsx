import Box from '@mui/material/Box';
import { useState } from 'react';
import type { MemberId } from '../../../contract/ids.ts';
import type { ClusterSpace, MemberSpace } from '../../../contract/maintenance.ts';
import { Card } from '../../ui/Card.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { ActButton } from './ActButton.tsx';
import { SpaceTable } from './SpaceTable.tsx';

/** What the databases take, and the two acts that make them smaller. */
export function SpaceCard(props: {
  readonly space: ClusterSpace;
  readonly onCompact: () => void;
  readonly onDefragment: (members: readonly MemberSpace[]) => void;
}) {
  const { space, onCompact, onDefragment } = props;
  const [chosen, setChosen] = useState<ReadonlySet<MemberId>>(new Set());
  const members = space.members.filter(({ member }) => chosen.has(member));
  return (
    <Card
      title="Databases"
      end={
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
          <RelativeTime at={space.at} />
          <ActButton onClick={onCompact}>Compact…</ActButton>
          <ActButton onClick={() => onDefragment(members)}>
            {members.length === 0 ? 'Defragment all…' : 'Defragment the chosen…'}
          </ActButton>
        </Box>
      }
    >
      <SpaceTable
        members={space.members}
        chosen={chosen}
        now={Date.now()}
        onChoose={(member, isChosen) =>
          setChosen((before) => new Set(isChosen ? [...before, member] : [...before].filter((one) => one !== member)))
        }
      />
    </Card>
  );
}
