import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { color } from '../../ui/tokens.ts';

/** Between two of which one is enough. */
export function OrLine({ children }: { readonly children: ReactNode }) {
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, color: color.muted }}>
      <Box sx={{ flex: 1, height: '1px', bgcolor: color.line }} />
      {children}
      <Box sx={{ flex: 1, height: '1px', bgcolor: color.line }} />
    </Box>
  );
}
