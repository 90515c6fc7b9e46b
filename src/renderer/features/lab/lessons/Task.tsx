import Box from '@mui/material/Box';
import { color } from '../../../ui/tokens.ts';

/** What the learner is to do, with the screen’s own buttons. */
export function Task({ text }: { readonly text: string }) {
  return (
    <Box sx={{ mt: 2, pl: 1.5, borderLeft: `3px solid ${color.accent}` }}>
      <Box sx={{ color: color.muted, fontSize: '0.75rem' }}>Do</Box>
      {text}
    </Box>
  );
}
