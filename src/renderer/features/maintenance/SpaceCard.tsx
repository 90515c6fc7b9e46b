import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { MemberId } from '../../../contract/ids.ts';
import type { ClusterSpace } from '../../../contract/maintenance.ts';
import { listed } from '../../../contract/member-words.ts';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';
import { showPlan } from '../../state/plans.ts';
import { Card } from '../../ui/Card.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { CompactDialog } from './CompactDialog.tsx';
import { defragmentRequest } from './planned-acts.ts';
import { SpaceTable } from './SpaceTable.tsx';
import { nameOfSpace } from './space-words.ts';

/** What the databases take, and the two acts that make them smaller. */
export function SpaceCard({ space }: { readonly space: ClusterSpace }) {
  const api = useApi();
  const { id } = useConnection();
  const [chosen, setChosen] = useState<ReadonlySet<MemberId>>(new Set());
  const [isCompacting, setCompacting] = useState(false);
  const members = space.members.filter(({ member }) => chosen.has(member));
  const what = members.length === 0 ? 'every voting member' : listed(members.map(nameOfSpace));
  const defragment = (): void => {
    const ids = members.length === 0 ? null : members.map(({ member }) => member);
    showPlan(defragmentRequest({ api, connection: id }, ids, what));
  };
  return (
    <Card
      title="Databases"
      end={
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
          <RelativeTime at={space.at} />
          <Button onClick={() => setCompacting(true)}>Compact…</Button>
          <Button onClick={defragment}>{members.length === 0 ? 'Defragment all…' : 'Defragment the chosen…'}</Button>
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
      {isCompacting ? <CompactDialog space={space} onClose={() => setCompacting(false)} /> : null}
    </Card>
  );
}
