import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import { useState } from 'react';
import type { Finding } from '../../../../contract/findings.ts';
import { DialogFrame } from '../../../ui/DialogFrame.tsx';
import { Field } from '../../../ui/Field.tsx';
import { useSnoozing } from './use-snoozing.ts';

const hour = 3_600_000;
const spans = [
  { ms: hour, label: 'For an hour' },
  { ms: 8 * hour, label: 'For 8 hours' },
  { ms: 7 * 24 * hour, label: 'For a week' },
  { ms: 0, label: 'Until it is woken' },
] as const;

/** The contract's bound of a reason. */
const longestReason = 512;

/** Asks for how long findings are not to be shown, and why. `title` says what they are. */
export function SnoozeDialog(props: {
  readonly findings: readonly Finding[];
  readonly title: string;
  readonly onClose: () => void;
}) {
  const { findings, title, onClose } = props;
  const { snooze } = useSnoozing();
  const [reason, setReason] = useState('');
  const [spanMs, setSpanMs] = useState<number>(8 * hour);
  const why = reason.trim();
  const isWhole = why !== '' && why.length <= longestReason;
  const sleep = async (): Promise<void> => {
    if (!isWhole) return;
    const until = spanMs === 0 ? null : Date.now() + spanMs;
    if (await snooze(findings, { reason: why, until })) onClose();
  };
  return (
    <DialogFrame
      isOpen
      title="Snooze this?"
      description={title}
      width={480}
      onClose={onClose}
      onSubmit={() => void sleep()}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={!isWhole}>
            Snooze
          </Button>
        </>
      }
    >
      <Field
        label="Why"
        value={reason}
        onChange={setReason}
        hasFocus
        placeholder="A new disk comes on Sunday"
        hint="It is shown with the finding. A finding that becomes more urgent is shown again at once."
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
    </DialogFrame>
  );
}
