import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { color } from '../../ui/tokens.ts';

/** A list of a card; a long one scrolls by itself. */
export function RowList({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Box
      component="ul"
      aria-label={label}
      tabIndex={0}
      sx={{ listStyle: 'none', m: 0, p: 0, maxHeight: 320, overflow: 'auto' }}
    >
      {children}
    </Box>
  );
}

export function Row({ children }: { readonly children: ReactNode }) {
  return (
    <Box component="li" sx={{ display: 'flex', gap: 2, py: '5px', '& + &': { borderTop: `1px solid ${color.line}` } }}>
      {children}
    </Box>
  );
}
