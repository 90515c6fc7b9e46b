import Box from '@mui/material/Box';
import type { SnapshotReport } from '../../../contract/snapshot-report.ts';
import { useSnapshotInside } from '../../parts/snapshots/use-snapshot-inside.ts';
import { coverageLine } from '../../parts/source/coverage-words.ts';
import { useSource } from '../../parts/source/source.tsx';
import { formatCount } from '../../ui/format.ts';
import { TaskCentre } from '../TaskCentre.tsx';
import { StatusStrip } from './StatusStrip.tsx';

/** What the opened file holds, always in sight, and the tasks of this window. */
export function FileStatusBar() {
  const { keys, origin } = useSource();
  const { data } = useSnapshotInside();
  const line = keys.kind === 'snapshot' ? snapshotLine(data?.report ?? null) : coverageLine(origin);
  return (
    <StatusStrip>
      <Box component="span" title={line} sx={{ flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {line}
      </Box>
      <TaskCentre />
    </StatusStrip>
  );
}

/** A whole snapshot holds every key of its cluster, at any revision that was not compacted. */
function snapshotLine(report: SnapshotReport | null): string {
  if (report === null) return '';
  const { figures, integrity } = report;
  const what = integrity.verdict === 'damaged' ? 'Holds what can be read' : 'Holds every key';
  if (figures === null) return `${what}.`;
  const { compactRevision, revision } = figures;
  return `${what} at revisions ${formatCount(Math.max(1, compactRevision))} to ${formatCount(revision)}.`;
}
