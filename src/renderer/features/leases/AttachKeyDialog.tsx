import Button from '@mui/material/Button';
import { useState } from 'react';
import type { Failure } from '../../../contract/failure.ts';
import type { LeaseId } from '../../../contract/ids.ts';
import { liveKeys } from '../../../contract/key-source.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';
import { failureOf } from '../../state/failure.ts';
import { unescapeBytes } from '../../ui/byte-text.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { Field } from '../../ui/Field.tsx';
import type { KeyToAttach } from './planned-acts.ts';

/** Asks for a key that is to hang on a lease, then shows the plan. */
export function AttachKeyDialog(props: {
  readonly lease: LeaseId;
  readonly onAttach: (key: KeyToAttach) => void;
  readonly onClose: () => void;
}) {
  const { lease, onAttach, onClose } = props;
  const api = useApi();
  const { id: connection } = useConnection();
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const key = unescapeBytes(text);
  const isUsable = key !== null && key.length > 0;
  const attach = async (): Promise<void> => {
    if (!isUsable) return;
    setFailure(null);
    try {
      const { entry } = await api.keys.get({ source: liveKeys(connection), key, reveal: false });
      if (entry === null) return setFault('There is no such key.');
      if (entry.lease === lease) return setFault('It is attached to this lease already.');
      onClose();
      onAttach({ key, modRevision: entry.modRevision });
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  return (
    <DialogFrame
      isOpen
      title={`Attach a key to the lease ${lease}`}
      description="The key keeps its value, and is deleted when the lease ends. A key is on one lease at most."
      width={520}
      onClose={onClose}
      onSubmit={() => void attach()}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={!isUsable}>
            Show the plan
          </Button>
        </>
      }
    >
      <Field
        label="Key"
        isMono
        hasFocus
        placeholder="/app/config"
        value={text}
        error={fault}
        onChange={(typed) => {
          setText(typed);
          setFault(null);
        }}
      />
      {failure === null ? null : <FailureView failure={failure} layout="inline" />}
    </DialogFrame>
  );
}
