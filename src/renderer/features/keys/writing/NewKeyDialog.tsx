import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useState } from 'react';
import { WriteNote } from '../../../parts/access/WriteNote.tsx';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { KeptDraft } from '../../../parts/KeptDraft.tsx';
import { UnlockHere } from '../../../parts/unlock/UnlockHere.tsx';
import { useConfirm } from '../../../parts/use-confirm.ts';
import { useApi } from '../../../state/api.tsx';
import { useConnection, useIsLocked } from '../../../state/connection.tsx';
import { useUnsaved } from '../../../state/use-unsaved.ts';
import { escapeBytes, unescapeBytes } from '../../../ui/byte-text.ts';
import { DialogFrame } from '../../../ui/DialogFrame.tsx';
import { Field } from '../../../ui/Field.tsx';
import { TextArea } from '../../../ui/TextArea.tsx';
import { color } from '../../../ui/tokens.ts';
import type { KeyActions } from '../model/key-actions.ts';
import { readLeaseForm } from '../model/lease-choice.ts';
import { LeaseField } from './LeaseField.tsx';
import { bytesOfValue, emptyNewKey, keptNewKey, type NewKeyForm, newKeyPlace, newKeyToKeep } from './new-key-form.ts';
import { sizeNote } from './request-size.ts';

/** Writes a key that does not exist yet; never over one that does. */
export function NewKeyDialog(props: {
  readonly prefix: Uint8Array;
  readonly actions: KeyActions;
  readonly onOpen: (key: Uint8Array) => void;
  readonly onClose: () => void;
}) {
  const { actions, onClose } = props;
  const api = useApi();
  const { id, profile, state } = useConnection();
  const [empty] = useState(() => emptyNewKey(escapeBytes(props.prefix).text));
  const [kept, setKept] = useState(() => keptNewKey(id, state.clusterId));
  const [form, setForm] = useState<NewKeyForm>(kept ?? empty);
  const [wrong, setWrong] = useState<string | null>(null);
  const isLocked = useIsLocked();
  const { name, value, isHex } = form;
  const change = (changes: Partial<NewKeyForm>): void => setForm((before) => ({ ...before, ...changes }));
  const version = JSON.stringify(form);
  const isEdited = value !== '' || version !== JSON.stringify(empty);
  useUnsaved(
    newKeyPlace(id, state.clusterId),
    isEdited
      ? {
          title: name,
          where: profile.name,
          keep: async () => (state.clusterId === null ? null : newKeyToKeep(api, id, form)),
        }
      : null,
    version,
  );
  const key = unescapeBytes(name);
  const bytes = bytesOfValue(form);
  const choice = readLeaseForm(form.lease);
  const { isBusy, failure, confirm } = useConfirm(async () =>
    key === null || bytes === null || choice === null ? null : actions.create(key, bytes, choice.lease),
  );
  const submit = (): void => {
    if (key === null) setWrong('Write a backslash as \\\\, and a byte as \\xNN.');
    else if (key.length === 0) setWrong('A key has at least one byte.');
    else if (bytes !== null) confirm();
  };
  const exists = failure?.code === 'Conflict';
  const note = sizeNote((key?.length ?? 0) + (bytes?.length ?? 0), state.maxRequestBytes);
  return (
    <DialogFrame
      isOpen
      title="New key"
      width={620}
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={isBusy || isLocked || choice === null}>
            Create key
          </Button>
        </>
      }
    >
      <UnlockHere />
      {kept === null || !isEdited ? null : (
        <KeptDraft
          onDiscard={() => {
            setKept(null);
            setForm(empty);
          }}
        />
      )}
      {key === null ? null : <WriteNote keyBytes={key} tone="warn" />}
      {failure === null || exists ? null : <FailureView failure={failure} layout="inline" />}
      <Field
        label="Key"
        isMono
        hasFocus
        value={name}
        error={wrong ?? (exists ? 'This key exists already. Nothing was written.' : null)}
        onChange={(text) => {
          change({ name: text });
          setWrong(null);
        }}
      />
      {exists && key !== null ? (
        <Box>
          <Button onClick={() => props.onOpen(key)}>Open it</Button>
        </Box>
      ) : null}
      <TextArea
        label="Value"
        rows={9}
        value={value}
        onChange={(text) => change({ value: text })}
        error={bytes === null ? 'Hexadecimal has two digits a byte, 0 to 9 and a to f.' : null}
        hint={isHex ? 'Two digits a byte, spaces as you like.' : 'Written as UTF-8, exactly as it stands here.'}
      />
      <FormControlLabel
        control={<Checkbox checked={isHex} onChange={(event) => change({ isHex: event.target.checked })} />}
        label="The value is typed in hexadecimal"
      />
      <LeaseField form={form.lease} now={null} onChange={(lease) => change({ lease })} />
      {note === null ? null : <Box sx={{ color: color.warn }}>{note}</Box>}
    </DialogFrame>
  );
}
