import Box from '@mui/material/Box';
import { color } from '../../ui/tokens.ts';
import { type PaletteLine, problemWords } from './palette-line.ts';

/** What there is to say about a line of etcdctl: what is not understood, what differs, what makes no difference. */
export function LineRemarks({ line }: { readonly line: PaletteLine }) {
  const { problems, refusal, warnings, notes } = line;
  // Only a plan's title ends so.
  const isPlan = line.command?.title.endsWith('…') === true;
  return (
    <Box
      role="status"
      sx={{
        ...{ px: 2, py: 1, display: 'grid', gap: 0.5, fontSize: '0.8125rem', overflowWrap: 'anywhere' },
        borderTop: line.command === null ? 'none' : `1px solid ${color.line}`,
      }}
    >
      {problems.length === 0 ? null : <Box>This line is not understood, and opens as nothing.</Box>}
      {problems.map((problem) => (
        <Box key={`${problem.at} ${problem.reason}`} sx={{ color: color.bad }}>
          {problemWords(problem)}
        </Box>
      ))}
      {refusal === null ? null : <Box sx={{ color: color.warn }}>{refusal}</Box>}
      {warnings.map((warning) => (
        <Box key={warning} sx={{ color: color.warn }}>
          {warning}
        </Box>
      ))}
      {isPlan ? <Box sx={{ color: color.muted }}>Nothing is written before you have seen the plan.</Box> : null}
      {notes.map((note) => (
        <Box key={note} sx={{ color: color.muted }}>
          {note}
        </Box>
      ))}
    </Box>
  );
}
