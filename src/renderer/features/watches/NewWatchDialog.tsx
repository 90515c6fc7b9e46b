import Button from '@mui/material/Button';
import { useState } from 'react';
import type { WatchRequest } from '../../../contract/watches.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { WatchFields } from './WatchFields.tsx';
import { emptyWatchForm, type ReadForm, readWatchForm } from './watch-form.ts';

/** Starts a watch. */
export function NewWatchDialog(props: {
  readonly onStart: (request: Omit<WatchRequest, 'connection'>, isFromOldest: boolean) => void;
  readonly onClose: () => void;
}) {
  const [form, setForm] = useState(emptyWatchForm);
  const [wrong, setWrong] = useState<Extract<ReadForm, { ok: false }> | null>(null);
  const submit = (): void => {
    const read = readWatchForm(form);
    if (read.ok) props.onStart(read.request, read.isFromOldest);
    else setWrong(read);
  };
  return (
    <DialogFrame
      isOpen
      title="New watch"
      description="It goes on while you look at other screens, until you close it."
      width={520}
      onClose={props.onClose}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button type="submit" variant="contained">
            Start watch
          </Button>
        </>
      }
    >
      <WatchFields
        form={form}
        wrong={wrong}
        onChange={(next) => {
          setForm(next);
          setWrong(null);
        }}
      />
    </DialogFrame>
  );
}
