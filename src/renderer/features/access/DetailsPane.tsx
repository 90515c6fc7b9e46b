import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { PaneHeader } from '../../ui/PaneHeader.tsx';
import { color, mono } from '../../ui/tokens.ts';

/** One user or role: its name, what can be done with it, and its parts. */
export function DetailsPane(props: {
  readonly title: string;
  readonly actions: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <Box
      component="section"
      aria-label={props.title}
      sx={{ height: '100%', display: 'flex', flexDirection: 'column', minWidth: 0 }}
    >
      <PaneHeader
        title={
          <span style={mono} title={props.title}>
            {props.title}
          </span>
        }
      >
        {props.actions}
      </PaneHeader>
      <Box
        sx={{
          ...{ flex: 1, minHeight: 0, overflow: 'auto', p: '12px 14px' },
          ...{ display: 'flex', flexDirection: 'column', gap: '18px' },
        }}
      >
        {props.children}
      </Box>
    </Box>
  );
}

/** A titled part of it. */
export function Part(props: { readonly title: string; readonly end?: ReactNode; readonly children: ReactNode }) {
  return (
    <Box component="section" aria-label={props.title}>
      <Box sx={{ display: 'flex', alignItems: 'center', minHeight: 28, mb: '4px' }}>
        <Typography variant="h3" sx={{ flex: 1, color: color.muted, fontWeight: 500 }}>
          {props.title}
        </Typography>
        {props.end}
      </Box>
      {props.children}
    </Box>
  );
}
