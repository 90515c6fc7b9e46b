import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { type ReactNode, useId } from 'react';
import { color, size } from './tokens.ts';

/** A titled part of a dashboard. */
export function Card(props: { readonly title: string; readonly end?: ReactNode; readonly children: ReactNode }) {
  const id = useId();
  return (
    <Box
      component="section"
      aria-labelledby={id}
      sx={{
        p: '16px 18px',
        backgroundColor: color.surface,
        border: `1px solid ${color.line}`,
        borderRadius: `${size.cardRadius}px`,
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mb: 1 }}>
        <Typography variant="h3" component="h2" id={id} sx={{ flex: 1 }}>
          {props.title}
        </Typography>
        <Box sx={{ color: color.muted }}>{props.end}</Box>
      </Box>
      {props.children}
    </Box>
  );
}
