import Box from '@mui/material/Box';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useId } from 'react';
import { color } from '../../../ui/tokens.ts';

const choices = [
  {
    value: 'learner',
    label: 'As a learner',
    note: 'It copies the data first and does not vote; you promote it once it has caught up.',
  },
  {
    value: 'voter',
    label: 'As a voting member',
    note: 'It counts for the quorum at once, before it has started.',
  },
] as const;

/** Whether a new member votes at once. */
export function VotingChoice(props: { readonly isLearner: boolean; readonly onChange: (isLearner: boolean) => void }) {
  const id = useId();
  return (
    <FormControl>
      <FormLabel id={id}>How it joins</FormLabel>
      <RadioGroup
        aria-labelledby={id}
        value={props.isLearner ? 'learner' : 'voter'}
        onChange={(_event, value) => props.onChange(value === 'learner')}
      >
        {choices.map(({ value, label, note }) => (
          <FormControlLabel
            key={value}
            value={value}
            control={<Radio size="small" sx={{ p: '4px', mr: 0.5, alignSelf: 'flex-start' }} />}
            sx={{ ml: '-4px', mr: 0, my: '2px', alignItems: 'flex-start' }}
            label={
              <>
                {label}{' '}
                <Box component="span" sx={{ color: color.muted }}>
                  {note}
                </Box>
              </>
            }
          />
        ))}
      </RadioGroup>
    </FormControl>
  );
}
