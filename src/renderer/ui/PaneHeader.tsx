import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { color, size } from './tokens.ts';

/** The 40 px strip on top of a pane: its name, its tools. */
export function PaneHeader({ title, children }: { readonly title: ReactNode; readonly children?: ReactNode }) {
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        height: size.header,
        flexShrink: 0,
        px: 1.5,
        borderBottom: `1px solid ${color.line}`,
        bgcolor: color.surface,
      }}
    >
      <Typography variant="h3" component="h2" noWrap sx={{ flex: 1, minWidth: 0 }}>
        {title}
      </Typography>
      {children}
    </Box>
  );
}
