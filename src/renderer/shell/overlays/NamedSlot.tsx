import Box from '@mui/material/Box';
import { color } from '../../ui/tokens.ts';
import { paletteIcon, paletteRow } from './palette-row.ts';

/** The place of what a text names exactly, before it is known and where there is nothing: no option moves into it. */
export function NamedSlot({ noun, isKnown }: { readonly noun: string; readonly isKnown: boolean }) {
  return (
    <Box role="presentation" sx={{ ...paletteRow, color: color.muted }}>
      <Box sx={paletteIcon} />
      {isKnown ? `No ${noun} has exactly this name.` : `Looking for a ${noun} of this name…`}
    </Box>
  );
}
