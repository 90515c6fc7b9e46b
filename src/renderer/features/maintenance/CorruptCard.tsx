import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useApi } from '../../state/api.tsx';
import { showClusterTab } from '../../state/cluster-tabs.ts';
import { useConnection } from '../../state/connection.tsx';
import { showPlan } from '../../state/plans.ts';
import { Card } from '../../ui/Card.tsx';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { color } from '../../ui/tokens.ts';
import { ActButton } from './ActButton.tsx';
import { disarmRequest } from './planned-acts.ts';
import { StepList } from './StepList.tsx';

const steps = [
  ['Compare the data', 'The hashes of the members at one revision say which of them differs.'],
  ['Save a snapshot', 'Of a member that agrees with the majority.'],
  ['Replace the member that differs', 'It copies the data of the others as a learner.'],
  ['Clear the alarm', 'Last of all: clearing it repairs nothing.'],
] as const;

/** What CORRUPT means, and the order in which it is repaired. */
export function CorruptCard() {
  const api = useApi();
  const { id } = useConnection();
  return (
    <Card title="The way out" end={<StatusChip tone="bad">CORRUPT</StatusChip>}>
      <Box sx={{ color: color.muted, mb: 1 }}>
        A check of etcd found that a member holds other data than the rest at the same revision. Reads may give
        different answers by member.
      </Box>
      <StepList steps={steps} />
      <Box sx={{ display: 'flex', gap: 1, mt: 2 }}>
        <Button onClick={() => showClusterTab(id, 'members')}>To the members</Button>
        <ActButton onClick={() => showPlan(disarmRequest({ api, connection: id }, 'CORRUPT'))}>
          Clear the alarm…
        </ActButton>
      </Box>
    </Card>
  );
}
