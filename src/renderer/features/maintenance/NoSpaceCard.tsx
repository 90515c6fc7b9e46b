import Box from '@mui/material/Box';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';
import { showPlan } from '../../state/plans.ts';
import { Card } from '../../ui/Card.tsx';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { color } from '../../ui/tokens.ts';
import { ActButton } from './ActButton.tsx';
import { HistoryChoice } from './HistoryChoice.tsx';
import { reclaimRequest } from './planned-acts.ts';
import { StepList } from './StepList.tsx';
import { useHistoryKept } from './use-history-kept.ts';

const steps = [
  ['Look at what grew', 'Below: the largest prefixes. What nobody needs can be deleted; deletions still work.'],
  ['Compact', 'Old states of keys are given up. Their pages become free inside the files.'],
  ['Defragment each member', 'The free pages go back to the disk, one member at a time.'],
  ['Clear the alarm', 'Only once every member is below its quota; else it is raised again at the next write.'],
] as const;

/** The guided way out of NOSPACE: one plan for all of it. */
export function NoSpaceCard() {
  const api = useApi();
  const { id } = useConnection();
  const kept = useHistoryKept();
  return (
    <Card title="The way out" end={<StatusChip tone="bad">NOSPACE</StatusChip>}>
      <StepList steps={steps} />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, mt: 2 }}>
        <HistoryChoice kept={kept} />
        <ActButton
          variant="contained"
          disabled={kept.isAsking}
          onClick={() => showPlan(reclaimRequest({ api, connection: id }, kept.keepMs))}
        >
          Show the plan…
        </ActButton>
        <Box sx={{ color: color.muted }}>It says what there is to win, and what to do where that is not enough.</Box>
      </Box>
    </Card>
  );
}
