import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useState } from 'react';
import type { KeySource } from '../../../../contract/key-source.ts';
import { useApi } from '../../../state/api.tsx';
import { useConnection } from '../../../state/connection.tsx';
import type { PlanRequest } from '../../../state/plans.ts';
import { DialogFrame } from '../../../ui/DialogFrame.tsx';
import { formatCount } from '../../../ui/format.ts';
import { type ChosenKeys, chosenText } from './chosen-keys.ts';
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
  const submit = (): void => {
    onClose();
    onPlan(putBackPlan(api, source, id, chosen, deletesExtra));
  };
  const moment = source.revision === null ? '' : ` from revision ${formatCount(source.revision)}`;
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
          <Button type="submit" variant="contained" autoFocus>
            Plan
          </Button>
        </>
      }
    >
      {chosen.kind === 'keys' ? null : (
        <FormControlLabel
          control={<Checkbox checked={deletesExtra} onChange={(event) => setDeletesExtra(event.target.checked)} />}
          label="Delete what was created since, so that it is exactly as it was"
        />
      )}
    </DialogFrame>
  );
}
