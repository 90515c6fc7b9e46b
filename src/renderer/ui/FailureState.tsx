import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { WarningIcon } from './icons.tsx';
import { color, mono, tint } from './tokens.ts';

interface FailureStateProps {
  /** What happened. */
  readonly title: string;
  /** What to do. */
  readonly action: string;
  /** The way to more about it, behind what to do. */
  readonly more?: ReactNode;
  /** To whom it happened. */
  readonly where?: string | null;
  /** The text of the server or library that refused. */
  readonly said?: string | null;
  /** `block` fills a pane; `inline` stands in a form or above a table. */
  readonly layout?: 'block' | 'inline';
  readonly onRetry?: () => void;
  readonly actions?: ReactNode;
}

/** A failure in words, in place of what it cost. Screen readers hear it when it appears. */
export function FailureState(props: FailureStateProps) {
  const { title, action, more, where, said, layout = 'block', onRetry, actions } = props;
  const isBlock = layout === 'block';
  return (
    <Box
      role="alert"
      sx={{
        display: 'flex',
        gap: 1.5,
        alignItems: 'flex-start',
        ...(isBlock
          ? { maxWidth: 560, m: '48px auto', px: 2 }
          : {
              p: '10px 12px',
              borderRadius: '6px',
              bgcolor: tint(color.bad, 8),
              border: `1px solid ${tint(color.bad, 35)}`,
            }),
      }}
    >
      <Box sx={{ color: color.bad, pt: '2px' }}>
        <WarningIcon size={isBlock ? 20 : 16} />
      </Box>
      <Box sx={{ minWidth: 0, flex: 1 }}>
        <Typography variant="h3" component="p">
          {title}
        </Typography>
        <Box sx={{ overflowWrap: 'anywhere' }}>
          {action} {more}
        </Box>
        {where ? <Box sx={{ ...mono, color: color.muted, mt: 0.5, overflowWrap: 'anywhere' }}>{where}</Box> : null}
        {said ? <Box sx={{ ...mono, color: color.muted, mt: 0.5, overflowWrap: 'anywhere' }}>{said}</Box> : null}
        {onRetry || actions ? (
          <Box
            sx={{
              display: 'flex',
              flexWrap: 'wrap',
              gap: 1,
              mt: 1.5,
              '& .MuiButton-root': { flexShrink: 0, maxWidth: '100%', whiteSpace: 'normal' },
            }}
          >
            {onRetry ? <Button onClick={onRetry}>Try again</Button> : null}
            {actions}
          </Box>
        ) : null}
      </Box>
    </Box>
  );
}
