import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { LabFrame } from '../../../../contract/lab/frames.ts';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { Choice } from '../../../parts/forms/Choice.tsx';
import { useStore } from '../../../state/store.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Field } from '../../../ui/Field.tsx';
import { leaderOf } from '../model/lab-facts.ts';
import { memberWords } from '../model/member-words.ts';
import { useCanAct, useLab } from '../use-lab.tsx';
import { WritePath } from './WritePath.tsx';

/** Writes one key through a chosen member, and shows each step as it was seen. */
export function WritePanel({ frame }: { readonly frame: LabFrame }) {
  const { trials } = useLab();
  const canAct = useCanAct();
  const { write } = useStore(trials.store);
  const [asked, ask] = useState('');
  const [key, setKey] = useState('/lab/first');
  const [value, setValue] = useState('hello');
  const names = frame.members.map(({ name }) => name);
  const via = names.includes(asked) ? asked : (leaderOf(frame)?.name ?? names[0] ?? '');
  const isRunning = write?.isRunning === true;
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box
        component="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (canAct && !isRunning && key !== '') void trials.write(via, key, value);
        }}
        sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: 1 }}
      >
        <Box sx={{ flex: '1 1 150px' }}>
          <Choice
            label="Through"
            value={via}
            choices={frame.members.map((member) => ({
              value: member.name,
              label: `${member.name} (${memberWords(member).text})`,
            }))}
            onChange={ask}
          />
        </Box>
        <Box sx={{ flex: '1 1 110px' }}>
          <Field label="Key" value={key} onChange={setKey} isMono error={key === '' ? 'It needs a name.' : null} />
        </Box>
        <Box sx={{ flex: '1 1 90px' }}>
          <Field label="Value" value={value} onChange={setValue} isMono />
        </Box>
        {isRunning ? (
          <Button onClick={() => trials.stop('write')}>Stop</Button>
        ) : (
          <Button type="submit" variant="contained" disabled={!canAct || key === ''}>
            Write
          </Button>
        )}
      </Box>
      {write === null ? (
        <EmptyState title="One write, step by step">
          Choose a member and write a key: the request, the entry that the leader sends to each follower, their
          acknowledgements, and the commit, each with its time. Try it with a member down, and on the smaller side of a
          cut.
        </EmptyState>
      ) : (
        <>
          <WritePath write={write} members={names} />
          {write.failure === null ? null : <FailureView failure={write.failure} layout="inline" />}
        </>
      )}
    </Box>
  );
}
