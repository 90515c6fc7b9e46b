import Button from '@mui/material/Button';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useId, useState } from 'react';
import { type KeySource, pastRevision } from '../../../../contract/key-source.ts';
import type { OnExisting } from '../../../../contract/plans.ts';
import { useApi } from '../../../state/api.tsx';
import { useConnection } from '../../../state/connection.tsx';
import type { PlanRequest } from '../../../state/plans.ts';
import { equalBytes, escapeBytes, unescapeBytes } from '../../../ui/byte-text.ts';
import { DialogFrame } from '../../../ui/DialogFrame.tsx';
import { Field } from '../../../ui/Field.tsx';
import { type ChosenKeys, chosenText, sharedFolder } from '../model/chosen-keys.ts';
import { ExistingChoice } from './ExistingChoice.tsx';
import { copyPlan } from './plan-requests.ts';

/** Asks where keys shall be copied or moved to, then shows what that would change. Renaming a folder is moving it. */
export function CopyKeysDialog(props: {
  readonly chosen: ChosenKeys;
  readonly source: KeySource;
  readonly onPlan: (plan: PlanRequest) => void;
  readonly onClose: () => void;
}) {
  const { chosen, source, onPlan, onClose } = props;
  const api = useApi();
  const { id } = useConnection();
  const label = useId();
  const from = sharedFolder(chosen);
  const [to, setTo] = useState(() => escapeBytes(from).text);
  const [isMove, setMove] = useState(false);
  const [onExisting, setOnExisting] = useState<OnExisting>('refuse');
  const bytes = unescapeBytes(to);
  const isSame = bytes !== null && equalBytes(bytes, from) && pastRevision(source) === null;
  const submit = (): void => {
    if (bytes === null || isSame) return;
    onClose();
    onPlan(copyPlan(api, source, id, chosen, { to: bytes, isMove, onExisting }));
  };
  return (
    <DialogFrame
      isOpen
      title={`Copy or move ${chosenText(chosen)}`}
      description="The next step shows what would change. Nothing is written before."
      width={560}
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={bytes === null || isSame}>
            Plan
          </Button>
        </>
      }
    >
      <Field
        label={`To, in the place of ${from.length === 0 ? 'the beginning of every key' : escapeBytes(from).text}`}
        isMono
        hasFocus
        value={to}
        onChange={setTo}
        error={bytes === null ? 'Write a backslash as \\\\, and a byte as \\xNN.' : null}
        hint={isSame ? 'That is where they are.' : 'Every key keeps what follows.'}
      />
      <FormControl>
        <FormLabel id={label}>What to do</FormLabel>
        <RadioGroup
          row
          aria-labelledby={label}
          value={isMove ? 'move' : 'copy'}
          onChange={(event) => setMove(event.target.value === 'move')}
        >
          <FormControlLabel value="copy" control={<Radio size="small" />} label="Copy" />
          <FormControlLabel
            value="move"
            // What is past cannot be taken away from there.
            disabled={pastRevision(source) !== null}
            control={<Radio size="small" />}
            label="Move (rename)"
          />
        </RadioGroup>
      </FormControl>
      <ExistingChoice value={onExisting} onChange={setOnExisting} />
    </DialogFrame>
  );
}
