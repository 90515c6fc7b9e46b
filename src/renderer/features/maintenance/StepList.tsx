import Box from '@mui/material/Box';
import { color } from '../../ui/tokens.ts';

/** What is done one after the other, each with why. */
export function StepList({ steps }: { readonly steps: readonly (readonly [title: string, words: string])[] }) {
  return (
    <Box component="ol" sx={{ m: 0, pl: '20px', '& li': { py: '4px' } }}>
      {steps.map(([title, words]) => (
        <li key={title}>
          <Box component="span" sx={{ fontWeight: 600 }}>
            {title}.
          </Box>{' '}
          <Box component="span" sx={{ color: color.muted }}>
            {words}
          </Box>
        </li>
      ))}
    </Box>
  );
}
