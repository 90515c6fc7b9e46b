import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useId, useState } from 'react';
import { atRevision, type KeySource, pastRevision } from '../../../../contract/key-source.ts';
import { useKeySourceChoice } from '../../../parts/source/source-choice.ts';
import { gapText } from '../../../parts/time/GapChoice.tsx';
import { useApi } from '../../../state/api.tsx';
import { useConnection } from '../../../state/connection.tsx';
import type { PlanRequest } from '../../../state/plans.ts';
import { DialogFrame } from '../../../ui/DialogFrame.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { type ChosenKeys, chosenText } from '../model/chosen-keys.ts';
import { putBackPlan } from './plan-requests.ts';

/** Asks how far keys shall be made again what they were, then shows what that would change. */
export function PutBackKeysDialog(props: {
  readonly chosen: ChosenKeys;
  /** The moment that they are put back from. */
  readonly source: KeySource;
  readonly onPlan: (plan: PlanRequest) => void;
  readonly onClose: () => void;
}) {
  const { chosen, source, onPlan, onClose } = props;
  const api = useApi();
  const { id } = useConnection();
  const [deletesExtra, setDeletesExtra] = useState(false);
  const { gap } = useKeySourceChoice(id);
  const ends = useId();
  // A write in the gap is put back, or undone: only the operator decides that.
  const [revision, setRevision] = useState(gap === null ? pastRevision(source) : null);
  const isOpen = gap !== null && revision === null;
  const submit = (): void => {
    if (isOpen) return;
    onClose();
    onPlan(putBackPlan(api, atRevision(source, revision), id, chosen, deletesExtra));
  };
  const moment = revision === null ? '' : ` from revision ${formatCount(revision)}`;
  return (
    <DialogFrame
      isOpen
      title={`Put ${chosenText(chosen)} back${moment}`}
      description="Keys that were deleted or changed since get the values that they had. The next step shows what would change; nothing is written before."
      width={560}
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={isOpen} autoFocus>
            Plan
          </Button>
        </>
      }
    >
      {gap === null ? null : (
        <>
          <Notice tone="warn">{gapText(gap, Date.now())}</Notice>
          <FormControl>
            <FormLabel id={ends}>From which revision?</FormLabel>
            <RadioGroup
              aria-labelledby={ends}
              value={revision ?? ''}
              onChange={(event) => setRevision(Number(event.target.value))}
            >
              <FormControlLabel
                value={gap.earlier.revision}
                control={<Radio size="small" />}
                label={`${formatCount(gap.earlier.revision)}, the earlier: undoes what was written in between`}
              />
              <FormControlLabel
                value={gap.later.revision}
                control={<Radio size="small" />}
                label={`${formatCount(gap.later.revision)}, the later: keeps what was written in between`}
              />
            </RadioGroup>
          </FormControl>
        </>
      )}
      {chosen.kind === 'keys' ? null : (
        <FormControlLabel
          control={<Checkbox checked={deletesExtra} onChange={(event) => setDeletesExtra(event.target.checked)} />}
          label="Delete what was created since, so that it is exactly as it was"
        />
      )}
    </DialogFrame>
  );
}
