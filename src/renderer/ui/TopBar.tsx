import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { color } from './tokens.ts';

/** The strip along the top of a window, on every screen. */
export function TopBar(props: {
  readonly children: ReactNode;
  /** A colour along its upper edge. */
  readonly edge?: string;
  /** Content at its start, in a separate place as wide as the rail beneath. */
  readonly isFlushLeft?: boolean;
}) {
  const { children, edge, isFlushLeft = false } = props;
  return (
    <Box
      component="header"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1.5,
        height: 44,
        flexShrink: 0,
        pl: isFlushLeft ? 0 : 2,
        pr: '14px',
        bgcolor: color.surface,
        borderBottom: `1px solid ${color.line}`,
        ...(edge === undefined ? {} : { boxShadow: `inset 0 3px ${edge}` }),
      }}
    >
      {children}
    </Box>
  );
}
