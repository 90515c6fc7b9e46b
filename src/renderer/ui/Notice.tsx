import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { color, tint } from './tokens.ts';

const hues = { info: color.accent, warn: color.warn, bad: color.bad } as const;

/** A sentence above the content that it is about, with what can be done. Read out when it appears. */
export function Notice(props: {
  readonly tone: keyof typeof hues;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}) {
  const hue = hues[props.tone];
  return (
    <Box
      role="status"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 1,
        p: '6px 12px',
        minHeight: 40,
        boxSizing: 'border-box',
        backgroundColor: tint(hue, 10),
        borderBottom: `1px solid ${tint(hue, 30)}`,
      }}
    >
      <Box sx={{ flex: 1, minWidth: 200, overflowWrap: 'anywhere' }}>{props.children}</Box>
      {props.actions}
    </Box>
  );
}
