import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import { color } from '../../ui/tokens.ts';
import type { HistoryKept } from './use-history-kept.ts';

/** How much history stays. */
export function HistoryChoice({ kept }: { readonly kept: HistoryKept }) {
  return (
    <Box>
      <Select
        size="small"
        value={kept.keepMs}
        disabled={kept.isAsking}
        onChange={(event) => kept.choose(Number(event.target.value))}
        slotProps={{ input: { 'aria-label': 'History to keep' } }}
      >
        {kept.offered.map(({ ms, label }) => (
          <MenuItem key={ms} value={ms}>
            Keep {label}
          </MenuItem>
        ))}
      </Select>
      {kept.note === null ? null : <Box sx={{ color: color.muted, fontSize: '0.75rem', mt: '4px' }}>{kept.note}</Box>}
    </Box>
  );
}
