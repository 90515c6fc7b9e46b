import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { color, size } from '../../ui/tokens.ts';

/** The strip along the bottom of a window: facts in a line. */
export function StatusStrip({ children }: { readonly children: ReactNode }) {
  return (
    <Box
      component="footer"
      aria-label="Status"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: '18px',
        height: size.statusBar,
        flexShrink: 0,
        px: '14px',
        fontSize: '0.75rem',
        color: color.muted,
        bgcolor: color.surface,
        borderTop: `1px solid ${color.line}`,
        whiteSpace: 'nowrap',
        overflow: 'hidden',
      }}
    >
      {children}
    </Box>
  );
}
