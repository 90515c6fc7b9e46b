import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { ReadOnlyState } from '../../../contract/connections/state.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { readOnlySentence, unlockedSentence } from '../../parts/unlock/read-only-words.ts';
import { UnlockDialog } from '../../parts/unlock/UnlockDialog.tsx';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';
import { failureOf } from '../../state/failure.ts';
import { showToast } from '../../state/toasts.ts';
import { color, tint } from '../../ui/tokens.ts';

/** Says, always in sight, that this is production, and whether writes go through. Absent where there is nothing to say. */
export function ProtectionBand() {
  const { profile, state } = useConnection();
  const isProduction = profile.environment === 'production';
  if (!isProduction && state.readOnly === null) return null;
  return (
    <Box
      component="section"
      aria-label="Protection"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        minHeight: 24,
        flexShrink: 0,
        px: '14px',
        fontSize: '0.75rem',
        lineHeight: '1rem',
        ...(isProduction
          ? { bgcolor: color.production, color: color.onProduction, fontWeight: 600 }
          : { bgcolor: tint(color.muted, 14), color: color.text }),
      }}
    >
      {isProduction ? <Box sx={{ flex: 1 }}>Production: {profile.name}</Box> : null}
      {state.readOnly === null ? null : <WriteState readOnly={state.readOnly} isAlone={!isProduction} />}
    </Box>
  );
}

function WriteState({ readOnly, isAlone }: { readonly readOnly: ReadOnlyState; readonly isAlone: boolean }) {
  const api = useApi();
  const { id } = useConnection();
  const [isAsking, setAsking] = useState(false);
  const isUnlocked = readOnly.unlockedUntil !== null;
  const lock = async (): Promise<void> => {
    try {
      await api.connections.lock({ connection: id });
    } catch (error) {
      showToast({ tone: 'bad', text: 'It was not locked.', detail: describeFailure(failureOf(error)).title });
    }
  };
  return (
    <>
      <Box role="status" sx={isAlone ? { flex: 1 } : {}}>
        {isUnlocked ? unlockedSentence(readOnly.unlockedUntil) : readOnlySentence(readOnly.reason)}
      </Box>
      <Button
        variant="text"
        onClick={() => (isUnlocked ? void lock() : setAsking(true))}
        sx={{ minHeight: 20, py: 0, px: 1, fontSize: 'inherit', color: 'inherit', textDecoration: 'underline' }}
      >
        {isUnlocked ? 'Lock now' : 'Unlock for 15 minutes'}
      </Button>
      {isAsking ? <UnlockDialog reason={readOnly.reason} onClose={() => setAsking(false)} /> : null}
    </>
  );
}
