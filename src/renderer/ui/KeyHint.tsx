import Box from '@mui/material/Box';
import { formatShortcut, type Shortcut } from './shortcut.ts';
import { color, font } from './tokens.ts';

/** A shortcut as its keys are printed on this platform's keyboards. */
export function KeyHint({ shortcut }: { readonly shortcut: Shortcut }) {
  return (
    <Box
      component="kbd"
      sx={{
        fontFamily: font.mono,
        fontSize: '0.6875rem',
        lineHeight: '1rem',
        color: color.muted,
        border: `1px solid ${color.line}`,
        borderRadius: '4px',
        px: '5px',
        whiteSpace: 'nowrap',
      }}
    >
      {formatShortcut(shortcut)}
    </Box>
  );
}
