import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import type { SnapshotReport } from '../../../contract/snapshot-report.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { Findings } from '../../parts/snapshots/Findings.tsx';
import { verdictChips, verdictWords } from '../../parts/snapshots/verdict-words.ts';
import { Card } from '../../ui/Card.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { color } from '../../ui/tokens.ts';
import { useCheckAgain } from './use-check-again.ts';

/** Whether the snapshot can be trusted, and what is wrong with it. */
export function VerdictCard({ report }: { readonly report: SnapshotReport }) {
  const { integrity } = report;
  const chip = verdictChips[integrity.verdict];
  const { title, text } = verdictWords(integrity);
  const again = useCheckAgain(report.file);
  return (
    <Card
      title="Can it be trusted?"
      end={
        again.progress === null ? (
          <>
            {again.doneAt === null ? null : (
              <>
                checked <RelativeTime at={again.doneAt} />{' '}
              </>
            )}
            <Button onClick={again.start}>Check again</Button>
          </>
        ) : (
          <Button onClick={again.stop}>Stop</Button>
        )
      }
    >
      <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'flex-start' }}>
        <Box sx={{ pt: '1px' }}>
          <StatusChip tone={chip.tone}>{chip.text}</StatusChip>
        </Box>
        <Box>
          <Box component="b">{title}</Box>
          <Box sx={{ color: color.muted }}>{text}</Box>
        </Box>
      </Box>
      {again.progress === null ? null : (
        <LinearProgress
          variant="determinate"
          value={again.progress}
          aria-label="Checking the file again"
          sx={{ mt: 1.5 }}
        />
      )}
      {again.failure === null ? null : <FailureView failure={again.failure} layout="inline" onRetry={again.start} />}
      <Findings integrity={integrity} />
      <Box sx={{ mt: 1.5, color: color.muted }}>
        A snapshot holds what etcd held. What is on volumes, and in other stores that keys only refer to, is not in it.
      </Box>
    </Card>
  );
}
