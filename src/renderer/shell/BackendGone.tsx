import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect, useState } from 'react';
import type { Failure } from '../../contract/failure.ts';
import { sentence } from '../../contract/failure-words/words.ts';
import { describeFailure } from '../parts/failures/failure-words.ts';
import type { Backend } from '../state/backend.ts';
import { unsavedEdits } from '../state/unsaved.ts';
import { WarningIcon } from '../ui/icons.tsx';
import { color } from '../ui/tokens.ts';

const reload = (): void => window.location.reload();

/**
 * Core is gone: nothing on screen is live any more, and says so, but stays readable and can be copied from. Goes on by
 * itself where core comes back, but not over an edit that is not saved.
 */
export function BackendGone({ failure, comesBack }: { readonly failure: Failure } & Pick<Backend, 'comesBack'>) {
  const [isBack, setIsBack] = useState(false);
  useEffect(() => {
    let isShown = true;
    void comesBack?.().then(() => {
      if (!isShown) return;
      setIsBack(true);
      if (unsavedEdits.get().size === 0) reload();
    });
    return () => {
      isShown = false;
    };
  }, [comesBack]);
  const { title, action } = describeFailure(failure);
  return (
    <Box
      role="alert"
      sx={{
        // Over dialogs, and beside the screen, which stays to be read.
        position: 'relative',
        zIndex: 'tooltip',
        flexShrink: 0,
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
      {isBack ? (
        <span>
          <b>The server answers again.</b> Reload the page to go on. What you see is no longer live.
        </span>
      ) : (
        <span>
          <b>{title}</b> {comesBack === null ? action : `${sentence(failure)} ${action}`} What you see is no longer
          live.
          {comesBack === null ? null : ' If the same server answers again, this page goes on by itself.'}
        </span>
      )}
      {comesBack === null || isBack ? (
        <Button variant="contained" onClick={reload}>
          Reload
        </Button>
      ) : null}
    </Box>
  );
}
