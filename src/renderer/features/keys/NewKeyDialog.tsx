import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { FailureView } from '../../app/FailureView.tsx';
import { useConnection, useReadOnlyNote } from '../../state/connection.tsx';
import { bytesOf, escapeBytes, unescapeBytes } from '../../ui/byte-text.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { color } from '../../ui/tokens.ts';
import type { KeyActs } from './key-acts.ts';
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
  const [wrong, setWrong] = useState<string | null>(null);
  const readOnly = useReadOnlyNote();
  const key = unescapeBytes(name);
  const { isBusy, failure, confirm } = useConfirm(() =>
    key === null ? Promise.resolve(null) : acts.create(key, bytesOf(value)),
  );
  const submit = (): void => {
    if (key === null) setWrong('Write a backslash as \\\\, and a byte as \\xNN.');
    else if (key.length === 0) setWrong('A key has at least one byte.');
    else confirm();
  };
  const exists = failure?.code === 'Conflict';
  const note = sizeNote((key?.length ?? 0) + bytesOf(value).length, state.maxRequestBytes);
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
          <Button type="submit" variant="contained" disabled={isBusy || readOnly !== null}>
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
        hint="Written as UTF-8, exactly as it stands here."
      />
      {note === null ? null : <Box sx={{ color: color.warn }}>{note}</Box>}
    </DialogFrame>
  );
}
