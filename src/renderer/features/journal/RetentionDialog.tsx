import Button from '@mui/material/Button';
import { useState } from 'react';
import type { Failure } from '../../../contract/failure.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { failureOf } from '../../state/failure.ts';
import { useSettings } from '../../state/settings.tsx';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { Field } from '../../ui/Field.tsx';
import { parseDays, parseRoom } from './retention.ts';

/** Asks how long the journal keeps entries, and how much of the disk it takes. */
export function RetentionDialog({ onClose }: { readonly onClose: () => void }) {
  const { settings, save } = useSettings();
  const { journalDays, journalMiB } = settings;
  const [days, setDays] = useState(journalDays === null ? '' : String(journalDays));
  const [room, setRoom] = useState(String(journalMiB));
  const [failure, setFailure] = useState<Failure | null>(null);
  const [wantedDays, wantedRoom] = [parseDays(days), parseRoom(room)];
  const submit = (): void => {
    if (typeof wantedDays === 'string' || typeof wantedRoom === 'string') return;
    save({ journalDays: wantedDays, journalMiB: wantedRoom }).then(onClose, (error: unknown) =>
      setFailure(failureOf(error)),
    );
  };
  return (
    <DialogFrame
      isOpen
      title="What the journal keeps"
      description="For every connection of this machine. The oldest go first, values before entries, as new ones are written."
      width={480}
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            variant="contained"
            disabled={typeof wantedDays === 'string' || typeof wantedRoom === 'string'}
          >
            Save
          </Button>
        </>
      }
    >
      {failure === null ? null : <FailureView failure={failure} layout="inline" />}
      <Field
        label="Days"
        value={days}
        onChange={setDays}
        placeholder="as long as there is room"
        hasFocus
        error={typeof wantedDays === 'string' ? wantedDays : null}
        hint="Empty: as long as there is room. Whole files are removed, so that some entries stay longer."
      />
      <Field
        label="Room in MiB"
        value={room}
        onChange={setRoom}
        error={typeof wantedRoom === 'string' ? wantedRoom : null}
        hint="A third is for entries, the rest for the values before. A connection takes 96 and 64 MiB at most."
      />
    </DialogFrame>
  );
}
