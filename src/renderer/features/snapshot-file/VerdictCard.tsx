import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import type { SnapshotFinding, SnapshotReport } from '../../../contract/snapshot-report.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { verdictChips, verdictWords } from '../../parts/snapshots/verdict-words.ts';
import { Card } from '../../ui/Card.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { StatusChip, type Tone } from '../../ui/StatusChip.tsx';
import { color, mono } from '../../ui/tokens.ts';
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
          <StatusChip tone={chip.tone}>{chip.word}</StatusChip>
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
      <Findings {...integrity} />
      <Box sx={{ mt: 1.5, color: color.muted }}>
        A snapshot holds what etcd held. What is on volumes, and in other stores that keys only refer to, is not in it.
      </Box>
    </Card>
  );
}

const tones: Readonly<Record<SnapshotFinding['severity'], Tone>> = { critical: 'bad', warning: 'warn', info: 'info' };

function Findings({ findings, found }: SnapshotReport['integrity']) {
  if (findings.length === 0) return null;
  const more = found - findings.length;
  return (
    <>
      <Box component="ul" aria-label="Findings" sx={{ listStyle: 'none', m: '12px 0 0', p: 0 }}>
        {findings.map((finding) => (
          <Box
            component="li"
            key={`${finding.code} ${finding.page} ${finding.message}`}
            sx={{ display: 'flex', gap: 1.5, py: '4px', borderTop: `1px solid ${color.line}` }}
          >
            <Box sx={{ width: 64, flexShrink: 0 }}>
              <StatusChip tone={tones[finding.severity]}>{finding.severity}</StatusChip>
            </Box>
            <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>{finding.message}</Box>
            {finding.page === null ? null : (
              <Box sx={{ ...mono, color: color.muted, whiteSpace: 'nowrap' }}>page {formatCount(finding.page)}</Box>
            )}
          </Box>
        ))}
      </Box>
      {more > 0 ? <Box sx={{ color: color.muted }}>{plural(more, 'further finding')} of the same file.</Box> : null}
    </>
  );
}
