import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';

const minute = 60_000;
const choices = [
  { ms: 0, label: 'none of it' },
  { ms: 5 * minute, label: 'the last 5 minutes' },
  { ms: 60 * minute, label: 'the last hour' },
  { ms: 24 * 60 * minute, label: 'the last day' },
  { ms: 7 * 24 * 60 * minute, label: 'the last week' },
] as const;

export const defaultKeepMs = 60 * minute;

/** How much history stays. */
export function HistoryChoice(props: { readonly keepMs: number; readonly onChange: (keepMs: number) => void }) {
  return (
    <Select
      size="small"
      value={props.keepMs}
      onChange={(event) => props.onChange(Number(event.target.value))}
      slotProps={{ input: { 'aria-label': 'History to keep' } }}
    >
      {choices.map(({ ms, label }) => (
        <MenuItem key={ms} value={ms}>
          Keep {label}
        </MenuItem>
      ))}
    </Select>
  );
}
