import Box from '@mui/material/Box';
import { color } from '../../ui/tokens.ts';
import { paletteIcon, paletteRow } from './palette-row.ts';

/** Stands in the place of the key that a text names exactly, while it is not known and where there is none. */
export function NamedSlot({ noun, isKnown }: { readonly noun: string; readonly isKnown: boolean }) {
  return (
    <Box role="presentation" sx={{ ...paletteRow, color: color.muted }}>
      <Box sx={paletteIcon} />
      {isKnown ? `No ${noun} has exactly this name.` : `Looking for a ${noun} of this name…`}
    </Box>
  );
}
