import FormControl from '@mui/material/FormControl';
import FormHelperText from '@mui/material/FormHelperText';
import FormLabel from '@mui/material/FormLabel';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import { type ReactNode, useId } from 'react';
import { visuallyHidden } from '../../ui/VisuallyHidden.tsx';

/** One of a few, its label above, its hint or what is wrong with it beneath. */
export function Choice(props: {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
  readonly hint?: ReactNode;
  /** What is wrong with the value; takes the hint's place. */
  readonly error?: string | null;
  /** The label is for screen readers only, because the place says it. */
  readonly isLabelHidden?: boolean;
}) {
  const id = useId();
  const note = props.error ?? props.hint;
  return (
    <FormControl fullWidth error={Boolean(props.error)}>
      <FormLabel id={id} sx={props.isLabelHidden ? visuallyHidden : { mb: '4px' }}>
        {props.label}
      </FormLabel>
      <Select
        labelId={id}
        value={props.value}
        displayEmpty
        onChange={(event) => props.onChange(event.target.value)}
        SelectDisplayProps={note ? { 'aria-describedby': `${id}-note` } : {}}
      >
        {props.choices.map(({ value, label }) => (
          <MenuItem key={value} value={value}>
            {label}
          </MenuItem>
        ))}
      </Select>
      {note ? <FormHelperText id={`${id}-note`}>{note}</FormHelperText> : null}
    </FormControl>
  );
}
