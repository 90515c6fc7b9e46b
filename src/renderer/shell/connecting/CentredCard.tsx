import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { color, size } from '../../ui/tokens.ts';

/** The one thing on the window while there is nothing else to show. */
export function CentredCard(props: { readonly children: ReactNode; readonly isDelayed?: boolean }) {
  return (
    <Box component="main" sx={{ height: '100%', overflow: 'auto', display: 'grid', placeItems: 'center', p: 3 }}>
      <Box
        sx={{
          width: 'min(520px, 100%)',
          display: 'flex',
          flexDirection: 'column',
          gap: 1.5,
          p: 3,
          bgcolor: color.surface,
          border: `1px solid ${color.line}`,
          borderRadius: `${size.cardRadius}px`,
          '@keyframes ed-appear': { from: { opacity: 0 } },
          // What is over before it can be read need not be seen.
          ...(props.isDelayed ? { animation: 'ed-appear 120ms 250ms backwards' } : {}),
        }}
      >
        {props.children}
      </Box>
    </Box>
  );
}
