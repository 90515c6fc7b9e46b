import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

/** Styles for text that is only for screen readers. */
export const visuallyHidden = {
  position: 'absolute',
  // The number 1 would be all of what is around it.
  width: '1px',
  height: '1px',
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
} as const;

/** Words for a screen reader, where the eye has a sign. */
export function VisuallyHidden(props: { readonly as?: 'span' | 'h1'; readonly children: ReactNode }) {
  return (
    <Box component={props.as ?? 'span'} sx={{ ...visuallyHidden, m: 0 }}>
      {props.children}
    </Box>
  );
}
