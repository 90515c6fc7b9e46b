import Box from '@mui/material/Box';
import type { SnapshotFigures } from '../../../contract/snapshot-report.ts';
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
  const line = keys.kind === 'snapshot' ? snapshotLine(data?.report.figures ?? null) : coverageLine(origin);
  return (
    <StatusStrip>
      <Box component="span" title={line} sx={{ flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {line}
      </Box>
      <TaskCentre />
    </StatusStrip>
  );
}

/** A snapshot holds every key of its cluster, at any revision that was not compacted. */
function snapshotLine(figures: SnapshotFigures | null): string {
  if (figures === null) return 'Holds every key.';
  const { compactRevision, revision } = figures;
  return `Holds every key at revisions ${formatCount(Math.max(1, compactRevision))} to ${formatCount(revision)}.`;
}
