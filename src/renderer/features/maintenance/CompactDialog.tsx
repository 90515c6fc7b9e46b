import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useState } from 'react';
import type { ClusterSpace } from '../../../contract/maintenance.ts';
import { readRevision } from '../../parts/source/typed-revision.ts';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';
import { showPlan } from '../../state/plans.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { Field } from '../../ui/Field.tsx';
import { formatCount } from '../../ui/format.ts';
import { HistoryChoice } from './HistoryChoice.tsx';
import { compactRequest } from './planned-acts.ts';
import { useHistoryKept } from './use-history-kept.ts';

/** Asks how much history is to go, then shows the plan. It stays beneath the plan, for another try. */
export function CompactDialog({
  space,
  onClose,
}: {
  readonly space: ClusterSpace | null;
  readonly onClose: () => void;
}) {
  const api = useApi();
  const { id } = useConnection();
  const [by, setBy] = useState<'age' | 'revision'>('age');
  const kept = useHistoryKept();
  const [typed, setTyped] = useState('');
  const [isPhysical, setPhysical] = useState(false);
  const revision = readRevision(typed);
  const byAge = kept.isAsking ? null : { keepMs: kept.keepMs };
  const to = by === 'age' ? byAge : revision === null ? null : { revision };
  const plan = (): void => {
    if (to !== null) showPlan(compactRequest({ api, connection: id }, to, isPhysical));
  };
  return (
    <DialogFrame
      isOpen
      title="Compact history"
      description={`${historyWords(space)}What is given up cannot be read, watched or undone. The keys themselves stay.`}
      width={560}
      onClose={onClose}
      onSubmit={plan}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={to === null}>
            Show the plan
          </Button>
        </>
      }
    >
      <RadioGroup
        aria-label="What is given up"
        value={by}
        onChange={(_, chosen) => setBy(chosen === 'age' ? 'age' : 'revision')}
      >
        <FormControlLabel value="age" control={<Radio size="small" />} label="By age" />
        {by === 'age' ? (
          <Box sx={{ pl: '30px', pb: 1 }}>
            <HistoryChoice kept={kept} />
          </Box>
        ) : null}
        <FormControlLabel value="revision" control={<Radio size="small" />} label="Up to a revision" />
      </RadioGroup>
      {by === 'revision' ? (
        <Field label="Revision" value={typed} onChange={setTyped} isMono hasFocus hint="It stays readable itself." />
      ) : null}
      <FormControlLabel
        control={<Checkbox size="small" checked={isPhysical} onChange={(_, checked) => setPhysical(checked)} />}
        label="Wait until the member that is asked has freed its pages (physical)"
      />
    </DialogFrame>
  );
}

/** How much history there is, as far as that is known. */
function historyWords(space: ClusterSpace | null): string {
  if (space === null || space.revision === null) return '';
  const now = `The cluster is at revision ${formatCount(space.revision)}`;
  return space.compactRevision === null
    ? `${now}. `
    : `${now}; history is kept from ${formatCount(space.compactRevision)} on. `;
}
