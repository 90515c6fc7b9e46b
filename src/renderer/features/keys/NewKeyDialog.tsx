import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useState } from 'react';
import { FailureView } from '../../app/FailureView.tsx';
import { useConnection, useReadOnlyNote } from '../../state/connection.tsx';
import { bytesOf, escapeBytes, fromHex, unescapeBytes } from '../../ui/byte-text.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { color } from '../../ui/tokens.ts';
import type { KeyActs } from './key-acts.ts';
import { LeaseField } from './LeaseField.tsx';
import { type LeaseForm, readLeaseForm } from './lease-choice.ts';
import { sizeNote } from './request-size.ts';
import { useConfirm } from './use-confirm.ts';

/** Writes a key that does not exist yet; never over one that does. */
export function NewKeyDialog(props: {
  readonly prefix: Uint8Array;
  readonly acts: KeyActs;
  readonly onOpen: (key: Uint8Array) => void;
  readonly onClose: () => void;
}) {
  const { acts, onClose } = props;
  const { state } = useConnection();
  const [name, setName] = useState(() => escapeBytes(props.prefix).text);
  const [value, setValue] = useState('');
  const [isHex, setHex] = useState(false);
  const [leaseForm, setLeaseForm] = useState<LeaseForm>({ kind: 'none', id: '' });
  const [wrong, setWrong] = useState<string | null>(null);
  const readOnly = useReadOnlyNote();
  const key = unescapeBytes(name);
  const bytes = isHex ? fromHex(value.replaceAll(/\s/g, '')) : bytesOf(value);
  const choice = readLeaseForm(leaseForm);
  const { isBusy, failure, confirm } = useConfirm(async () =>
    key === null || bytes === null || choice === null ? null : acts.create(key, bytes, choice.lease),
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
          <Button type="submit" variant="contained" disabled={isBusy || readOnly !== null || choice === null}>
            Create key
          </Button>
        </>
      }
    >
      {readOnly === null ? null : <Notice tone="warn">{readOnly}</Notice>}
      {failure === null || exists ? null : <FailureView failure={failure} layout="inline" />}
      <Field
        label="Key"
        isMono
        hasFocus
        value={name}
        error={wrong ?? (exists ? 'This key exists already. Nothing was written.' : null)}
        onChange={(text) => {
          setName(text);
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
        onChange={setValue}
        error={bytes === null ? 'Hexadecimal has two digits a byte, 0 to 9 and a to f.' : null}
        hint={isHex ? 'Two digits a byte, spaces as you like.' : 'Written as UTF-8, exactly as it stands here.'}
      />
      <FormControlLabel
        control={<Checkbox checked={isHex} onChange={(event) => setHex(event.target.checked)} />}
        label="The value is typed in hexadecimal"
      />
      <LeaseField form={leaseForm} now={null} onChange={setLeaseForm} />
      {note === null ? null : <Box sx={{ color: color.warn }}>{note}</Box>}
    </DialogFrame>
  );
}
