import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { Failure } from '../../contract/failure.ts';
import { sentence } from '../../contract/failure-words/words.ts';
import { describeFailure } from '../parts/failures/failure-words.ts';
import type { Backend } from '../state/backend.ts';
import { WarningIcon } from '../ui/icons.tsx';
import { color } from '../ui/tokens.ts';

const reload = (): void => window.location.reload();

/** Core is gone: nothing on screen is live any more, and says so, but stays readable and can be copied from. */
export function BackendGone({ failure, answersAgain }: { readonly failure: Failure } & Pick<Backend, 'answersAgain'>) {
  const [asked, setAsked] = useState<'not' | 'asking' | 'in vain'>('not');
  const tryAgain = async (): Promise<void> => {
    setAsked('asking');
    if (await answersAgain?.()) reload();
    else setAsked('in vain');
  };
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
      <span>
        <b>{title}</b> {answersAgain === null ? action : `${sentence(failure)} ${action}`} What you see is no longer
        live.
        {asked === 'in vain' ? ' It does not answer this page.' : null}
      </span>
      {answersAgain === null ? (
        <Button variant="contained" onClick={reload}>
          Reload
        </Button>
      ) : (
        <Button variant="contained" disabled={asked === 'asking'} onClick={() => void tryAgain()}>
          Try again
        </Button>
      )}
    </Box>
  );
}
