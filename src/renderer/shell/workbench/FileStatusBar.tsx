import Box from '@mui/material/Box';
import { coverageLine } from '../../parts/source/coverage-words.ts';
import { useSource } from '../../parts/source/source.tsx';
import { TaskCentre } from '../TaskCentre.tsx';
import { StatusStrip } from './StatusStrip.tsx';

/** What the opened file holds, always in sight, and the tasks of this window. */
export function FileStatusBar() {
  const { origin } = useSource();
  const line = coverageLine(origin);
  return (
    <StatusStrip>
      <Box component="span" title={line} sx={{ flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {line}
      </Box>
      <TaskCentre />
    </StatusStrip>
  );
}
