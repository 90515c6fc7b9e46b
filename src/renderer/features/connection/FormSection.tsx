import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { type ReactNode, useId } from 'react';
import { color } from '../../ui/tokens.ts';

interface FormSectionProps {
  readonly title: string;
  /** Beside the title: a switch for the whole section. */
  readonly tool?: ReactNode;
  readonly hint?: string;
  readonly children?: ReactNode;
}

/** A group of fields under one heading. */
export function FormSection({ title, tool, hint, children }: FormSectionProps) {
  const id = useId();
  return (
    <Box component="section" aria-labelledby={id} sx={{ display: 'flex', flexDirection: 'column', gap: 1.75 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', minHeight: 28, gap: 1 }}>
        <Box sx={{ flex: 1 }}>
          <Typography variant="h2" id={id}>
            {title}
          </Typography>
          {hint === undefined ? null : <Box sx={{ color: color.muted }}>{hint}</Box>}
        </Box>
        {tool}
      </Box>
      {children}
    </Box>
  );
}
