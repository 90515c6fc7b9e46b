import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { Failure } from '../../contract/failure.ts';
import { describeFailure } from '../parts/failures/failure-words.ts';
import { WarningIcon } from '../ui/icons.tsx';
import { color } from '../ui/tokens.ts';

/** Core is gone: nothing on screen is live any more, and says so, but stays readable and can be copied from. */
export function BackendGone({ failure }: { readonly failure: Failure }) {
  const { title, action } = describeFailure(failure);
  return (
    <Box
      role="alert"
      sx={{
        position: 'fixed',
        inset: '0 0 auto 0',
        zIndex: 'tooltip',
        display: 'flex',
        alignItems: 'center',
        justifyContent: 'center',
        gap: 1.5,
        minHeight: 44,
        px: 2,
        py: 0.75,
        bgcolor: color.raised,
        borderBottom: `2px solid ${color.warn}`,
        boxShadow: `0 4px 16px ${color.shadow}`,
      }}
    >
      <Box sx={{ color: color.warn }}>
        <WarningIcon size={18} />
      </Box>
      <span>
        <b>{title}</b> {action} What you see is no longer live.
      </span>
      <Button variant="contained" onClick={() => window.location.reload()}>
        Reload
      </Button>
    </Box>
  );
}
