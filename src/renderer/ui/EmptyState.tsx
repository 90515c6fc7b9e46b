import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { color } from './tokens.ts';

interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  /** What to do next. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** How wide the words run. */
  readonly width?: number;
}

/** Nothing to show, and what to do about it. */
export function EmptyState({ icon, title, children, actions, width = 420 }: EmptyStateProps) {
  return (
    <Box
      sx={{
        display: 'flex',
        flexDirection: 'column',
        alignItems: 'center',
        // What is higher than its pane begins at the top, and scrolls.
        justifyContent: 'safe center',
        overflow: 'auto',
        gap: 1,
        minHeight: 160,
        height: '100%',
        p: 3,
        textAlign: 'center',
        color: color.muted,
        '& > *': { flexShrink: 0 },
      }}
    >
      {icon}
      <Typography variant="h3" component="p" sx={{ color: color.text }}>
        {title}
      </Typography>
      {children === undefined ? null : <Box sx={{ maxWidth: width }}>{children}</Box>}
      {actions === undefined ? null : <Box sx={{ display: 'flex', gap: 1, mt: 1 }}>{actions}</Box>}
    </Box>
  );
}
