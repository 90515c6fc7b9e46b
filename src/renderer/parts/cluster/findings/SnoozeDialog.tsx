import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import { useState } from 'react';
import { type Finding, findingKey } from '../../../../contract/findings.ts';
import { useApi } from '../../../state/api.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { failureOf } from '../../../state/failure.ts';
import { showToast } from '../../../state/toasts.ts';
import { DialogFrame } from '../../../ui/DialogFrame.tsx';
import { Field } from '../../../ui/Field.tsx';
import { describeFailure } from '../../failures/failure-words.ts';

const hour = 3_600_000;
const spans = [
  { ms: hour, label: 'For an hour' },
  { ms: 8 * hour, label: 'For 8 hours' },
  { ms: 7 * 24 * hour, label: 'For a week' },
  { ms: 0, label: 'Until it is woken' },
] as const;

/** Asks for how long a finding is not to be shown, and why; or shows it again. */
export function SnoozeDialog(props: {
  readonly finding: Finding;
  readonly title: string;
  readonly onClose: () => void;
}) {
  const { finding, title, onClose } = props;
  const api = useApi();
  const { id: connection } = useConnection();
  const [reason, setReason] = useState('');
  const [spanMs, setSpanMs] = useState<number>(8 * hour);
  const { snoozed } = finding;
  const isAsleep = snoozed !== null;
  const change = async (): Promise<void> => {
    try {
      const about = { connection, finding: findingKey(finding) };
      if (isAsleep) await api.doctor.wake(about);
      else
        await api.doctor.snooze({ ...about, reason: reason.trim(), until: spanMs === 0 ? null : Date.now() + spanMs });
      onClose();
    } catch (error) {
      const { title: text, action: detail } = describeFailure(failureOf(error));
      showToast({ tone: 'bad', text, detail });
    }
  };
  return (
    <DialogFrame
      isOpen
      title={isAsleep ? 'Show it again?' : 'Snooze this?'}
      description={title}
      onClose={onClose}
      onSubmit={() => void change()}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={!isAsleep && reason.trim() === ''}>
            {isAsleep ? 'Wake it' : 'Snooze'}
          </Button>
        </>
      }
    >
      {isAsleep ? null : (
        <>
          <Field
            label="Why"
            value={reason}
            onChange={setReason}
            hasFocus
            placeholder="A window on Sunday"
            hint="Whoever opens this cluster from here reads it. It is shown again when it becomes more severe."
          />
          <Select
            size="small"
            value={spanMs}
            onChange={(event) => setSpanMs(Number(event.target.value))}
            slotProps={{ input: { 'aria-label': 'For how long' } }}
          >
            {spans.map(({ ms, label }) => (
              <MenuItem key={ms} value={ms}>
                {label}
              </MenuItem>
            ))}
          </Select>
        </>
      )}
    </DialogFrame>
  );
}
