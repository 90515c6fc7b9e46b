import Box from '@mui/material/Box';
import { color } from '../../ui/tokens.ts';

/** The place of what a text names exactly, before it is known and where there is nothing: no option moves into it. */
export function NamedSlot({ noun, isKnown }: { readonly noun: string; readonly isKnown: boolean }) {
  return (
    <Box
      role="presentation"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1.25,
        minHeight: 32,
        mx: 0.75,
        px: 1.25,
        color: color.muted,
      }}
    >
      <Box sx={{ width: 16 }} />
      {isKnown ? `No ${noun} has exactly this name.` : `Looking for a ${noun} of this name…`}
    </Box>
  );
}
