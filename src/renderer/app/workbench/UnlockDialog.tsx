import Button from '@mui/material/Button';
import { useState } from 'react';
import type { ReadOnlyReason } from '../../../contract/connections.ts';
import type { Failure } from '../../../contract/failure.ts';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';
import { failureOf } from '../../state/failure.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { Field } from '../../ui/Field.tsx';
import { FailureView } from '../FailureView.tsx';
import { cautionOf } from './read-only-words.ts';

/** Lets writes through for a quarter of an hour, once the connection's name was typed. Core checks it. */
export function UnlockDialog({ reason, onClose }: { readonly reason: ReadOnlyReason; readonly onClose: () => void }) {
  const api = useApi();
  const { id, profile } = useConnection();
  const [typedName, setTypedName] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const isRight = typedName.trim() === profile.name.trim();
  const unlock = async (): Promise<void> => {
    if (!isRight || isBusy) return;
    setBusy(true);
    try {
      await api.connections.unlock({ connection: id, typedName });
      onClose();
    } catch (error) {
      setFailure(failureOf(error));
      setBusy(false);
    }
  };
  return (
    <DialogFrame
      isOpen
      title={`Unlock ${profile.name} for 15 minutes?`}
      description={cautionOf(reason)}
      width={440}
      onClose={onClose}
      onSubmit={() => void unlock()}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={!isRight || isBusy}>
            Unlock
          </Button>
        </>
      }
    >
      <Field
        label={`Type “${profile.name}” to unlock it`}
        value={typedName}
        onChange={setTypedName}
        hasFocus
        hint="Saves stay guarded all the same: a key that changed meanwhile is not overwritten."
      />
      {failure === null ? null : <FailureView failure={failure} layout="inline" />}
    </DialogFrame>
  );
}
