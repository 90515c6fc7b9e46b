import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { color } from './tokens.ts';

/** A part of what a plan says, under its title. */
export function PlanPart(props: {
  readonly title: string;
  /** `bad`: it speaks of something wrong. */
  readonly tone?: 'bad';
  readonly children: ReactNode;
}) {
  const { title, tone, children } = props;
  return (
    <Box component="section">
      <Typography variant="h3" sx={{ color: tone === 'bad' ? color.bad : color.muted, fontWeight: 500, mb: '4px' }}>
        {title}
      </Typography>
      {children}
    </Box>
  );
}
