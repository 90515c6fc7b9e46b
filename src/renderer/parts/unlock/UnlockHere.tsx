import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect, useRef } from 'react';
import type { ReadOnlyReason } from '../../../contract/connections/state.ts';
import { useConnection } from '../../state/connection.tsx';
import { useFocusActions } from '../../ui/DialogFrame.tsx';
import { Field } from '../../ui/Field.tsx';
import { color, tint } from '../../ui/tokens.ts';
import { FailureView } from '../failures/FailureView.tsx';
import { cautionOf, readOnlySentence } from './read-only-words.ts';
import { useUnlock } from './use-unlock.ts';

/**
 * Unlocks a read-only connection in the place where something is about to be written, above the button that does it.
 * Absent while writes go through.
 */
export function UnlockHere(props: {
  readonly hasFocus?: boolean;
  /** Whether what is written goes past Kubernetes' API server. */
  readonly isOfKubernetes?: boolean;
}) {
  const { hasFocus = false, isOfKubernetes = false } = props;
  const { readOnly } = useConnection().state;
  if (readOnly === null || readOnly.unlockedUntil !== null) return null;
  return <Unlocking reason={readOnly.reason} hasFocus={hasFocus} isOfKubernetes={isOfKubernetes} />;
}

function Unlocking(props: {
  readonly reason: ReadOnlyReason;
  readonly hasFocus: boolean;
  readonly isOfKubernetes: boolean;
}) {
  const { reason, hasFocus, isOfKubernetes } = props;
  const { profile } = useConnection();
  const { typedName, type, canUnlock, failure, unlock } = useUnlock();
  const focusActions = useFocusActions();
  /** Where the focus was in the dialog before it came here. */
  const before = useRef<HTMLElement | null>(null);
  useEffect(
    () => () => {
      // Once unlocked this is gone, and the focus with it: it lies on nothing, or on the dialog as a whole.
      const active = document.activeElement;
      if (active !== document.body && active?.matches('[tabindex="-1"]') === false) return;
      if (before.current?.isConnected) before.current.focus();
      else focusActions();
    },
    [focusActions],
  );
  return (
    <Box
      component="section"
      aria-label="Unlock"
      onFocus={({ currentTarget, relatedTarget }) => {
        const dialog = currentTarget.closest('[role="dialog"]');
        if (!(relatedTarget instanceof HTMLElement) || currentTarget.contains(relatedTarget)) return;
        if (relatedTarget !== dialog && dialog?.contains(relatedTarget)) before.current = relatedTarget;
      }}
      onKeyDown={(event) => {
        // It lies in a form whose button is not pressed by this.
        if (event.key !== 'Enter') return;
        event.preventDefault();
        event.stopPropagation();
        unlock();
      }}
      sx={{
        display: 'grid',
        gap: '8px',
        p: '10px 12px',
        border: `1px solid ${tint(color.warn, 30)}`,
        borderRadius: '6px',
        backgroundColor: tint(color.warn, 10),
      }}
    >
      <Box>
        {readOnlySentence(reason)} {cautionOf(reason, isOfKubernetes)}
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: 1 }}>
        <Box sx={{ flex: '1 1 220px' }}>
          <Field
            label={`Type “${profile.name}” to unlock it`}
            value={typedName}
            onChange={type}
            hasFocus={hasFocus}
            isMono
          />
        </Box>
        <Button variant="contained" disabled={!canUnlock} onClick={unlock}>
          Unlock for 15 minutes
        </Button>
      </Box>
      {failure === null ? null : <FailureView failure={failure} layout="inline" />}
    </Box>
  );
}
