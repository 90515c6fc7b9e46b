import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import type { ReactNode } from 'react';
import { color } from './tokens.ts';

interface TermProps {
  /** What it means, in one line. */
  readonly meaning: string;
  readonly children: ReactNode;
}

/** A word that a newcomer may not know: pointed at, or focused, it says what it means. */
export function Term({ meaning, children }: TermProps) {
  return (
    <Tooltip title={meaning} describeChild>
      <Box
        component="span"
        tabIndex={0}
        sx={{
          textDecoration: `underline dotted ${color.faint}`,
          textUnderlineOffset: '3px',
          cursor: 'help',
          '&:focus-visible': { outline: `2px solid ${color.accent}`, outlineOffset: 1, borderRadius: '2px' },
        }}
      >
        {children}
      </Box>
    </Tooltip>
  );
}
