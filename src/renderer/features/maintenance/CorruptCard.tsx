import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useApi } from '../../state/api.tsx';
import { showClusterTab } from '../../state/cluster-tabs.ts';
import { useConnection } from '../../state/connection.tsx';
import { showPlan } from '../../state/plans.ts';
import { Card } from '../../ui/Card.tsx';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { color } from '../../ui/tokens.ts';
import { disarmRequest } from './planned-acts.ts';

/** What CORRUPT means, and the order in which it is repaired. */
export function CorruptCard() {
  const api = useApi();
  const { id } = useConnection();
  return (
    <Card title="The members’ data differ" end={<StatusChip tone="bad">CORRUPT</StatusChip>}>
      <Box sx={{ color: color.muted }}>
        A check of etcd found that a member holds other data than the rest at the same revision. Writes are refused;
        reads may give different answers by member. Find the member that differs (compare the data below), save a
        snapshot of one that agrees with the majority, replace the member that differs, then clear the alarm. Clearing
        it alone repairs nothing.
      </Box>
      <Box sx={{ display: 'flex', gap: 1, mt: 2 }}>
        <Button onClick={() => showClusterTab(id, 'members')}>To the members</Button>
        <Button onClick={() => showPlan(disarmRequest({ api, connection: id }, 'CORRUPT'))}>Clear the alarm…</Button>
      </Box>
    </Card>
  );
}
