import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useId } from 'react';
import type { OnExisting } from '../../../../contract/plans.ts';

const choices: readonly { readonly value: OnExisting; readonly label: string }[] = [
  { value: 'refuse', label: 'Stop, and show me' },
  { value: 'skip', label: 'Leave it as it is' },
  { value: 'overwrite', label: 'Overwrite it' },
];

/** What shall happen to a key that exists already. */
export function ExistingChoice(props: { readonly value: OnExisting; readonly onChange: (value: OnExisting) => void }) {
  const id = useId();
  return (
    <FormControl>
      <FormLabel id={id}>Where a key exists already</FormLabel>
      <RadioGroup
        row
        aria-labelledby={id}
        value={props.value}
        onChange={(event) => {
          const choice = choices.find(({ value }) => value === event.target.value);
          if (choice !== undefined) props.onChange(choice.value);
        }}
      >
        {choices.map(({ value, label }) => (
          <FormControlLabel key={value} value={value} control={<Radio size="small" />} label={label} />
        ))}
      </RadioGroup>
    </FormControl>
  );
}
