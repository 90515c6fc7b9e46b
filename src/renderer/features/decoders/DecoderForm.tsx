import Button from '@mui/material/Button';
import { useState } from 'react';
import type { Decoder, DecoderDraft } from '../../../contract/decoders.ts';
import type { Failure } from '../../../contract/failure.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { faultAt, fieldFault } from '../../parts/forms/field-fault.ts';
import { useApi } from '../../state/api.tsx';
import { failureOf } from '../../state/failure.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { Field } from '../../ui/Field.tsx';
import { MessageField } from './MessageField.tsx';
import { ProtoFiles } from './ProtoFiles.tsx';
import { useDecodersDidChange, useMessages } from './use-decoders.ts';

const empty: DecoderDraft = { id: null, name: '', keys: '', files: [], message: '' };

/** Asks for a decoder: its keys, its files and their message type. `null`: a new one. */
export function DecoderForm({ decoder, onClose }: { readonly decoder: Decoder | null; readonly onClose: () => void }) {
  const api = useApi();
  const didChange = useDecodersDidChange();
  const [draft, setDraft] = useState<DecoderDraft>(decoder ?? empty);
  const [isSaving, setSaving] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { data: messages, error, refetch } = useMessages(draft.files);
  const fault = fieldFault(failure);
  const change = (changed: Partial<DecoderDraft>): void => {
    setDraft((before) => ({ ...before, ...changed }));
    setFailure(null);
  };
  const save = async (): Promise<void> => {
    setSaving(true);
    setFailure(null);
    try {
      await api.decoders.save({ draft });
      await didChange();
      onClose();
    } catch (caught) {
      setFailure(failureOf(caught));
      setSaving(false);
    }
  };
  const isWhole = draft.name.trim() !== '' && draft.keys !== '' && draft.files.length > 0 && draft.message !== '';
  const canSave = isWhole && !isSaving;
  return (
    <DialogFrame
      isOpen
      title={decoder === null ? 'Add a decoder' : `Edit ${decoder.name}`}
      width={640}
      onClose={onClose}
      onSubmit={() => {
        if (canSave) void save();
      }}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={!canSave}>
            {isSaving ? 'Saving…' : 'Save'}
          </Button>
        </>
      }
    >
      <Field
        label="Name"
        value={draft.name}
        onChange={(name) => change({ name })}
        hasFocus
        error={faultAt(fault, 'name')}
      />
      <Field
        label="Keys"
        value={draft.keys}
        onChange={(keys) => change({ keys })}
        isMono
        placeholder="/orders/*"
        hint="* stands for any part of a key, slashes too."
        error={faultAt(fault, 'keys')}
      />
      <ProtoFiles
        files={draft.files}
        onChange={(files) => change({ files })}
        error={faultAt(fault, 'files') ?? (error === null ? null : failureOf(error).message)}
        onReadAgain={() => void refetch()}
      />
      <MessageField
        message={draft.message}
        messages={messages ?? []}
        onChange={(message) => change({ message })}
        error={faultAt(fault, 'message')}
      />
      {failure === null || fault !== null || error !== null ? null : <FailureView failure={failure} layout="inline" />}
    </DialogFrame>
  );
}
