import Button from '@mui/material/Button';
import type { ReadOnlyReason } from '../../../contract/connections/state.ts';
import { useConnection } from '../../state/connection.tsx';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { Field } from '../../ui/Field.tsx';
import { FailureView } from '../failures/FailureView.tsx';
import { cautionOf } from './read-only-words.ts';
import { useUnlock } from './use-unlock.ts';

/** Lets writes through for a quarter of an hour, once the connection's name was typed. Core checks it. */
export function UnlockDialog({ reason, onClose }: { readonly reason: ReadOnlyReason; readonly onClose: () => void }) {
  const { profile } = useConnection();
  const { typedName, type, canUnlock, failure, unlock } = useUnlock(onClose);
  return (
    <DialogFrame
      isOpen
      title={`Unlock ${profile.name} for 15 minutes?`}
      description={cautionOf(reason, true)}
      width={440}
      onClose={onClose}
      onSubmit={unlock}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={!canUnlock}>
            Unlock
          </Button>
        </>
      }
    >
      <Field
        label={`Type “${profile.name}” to unlock it`}
        value={typedName}
        onChange={type}
        hasFocus
        hint="Saves stay guarded all the same: a key that changed meanwhile is not overwritten."
      />
      {failure === null ? null : <FailureView failure={failure} layout="inline" />}
    </DialogFrame>
  );
}
