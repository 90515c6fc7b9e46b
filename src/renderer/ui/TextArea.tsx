import FormControl from '@mui/material/FormControl';
import FormHelperText from '@mui/material/FormHelperText';
import FormLabel from '@mui/material/FormLabel';
import OutlinedInput from '@mui/material/OutlinedInput';
import { useId } from 'react';
import { font } from './tokens.ts';

/** Several lines of input, in the face of values. */
export function TextArea(props: {
  readonly label: string;
  readonly value: string;
  readonly rows: number;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
}) {
  const id = useId();
  return (
    <FormControl fullWidth>
      <FormLabel htmlFor={id} sx={{ mb: '4px' }}>
        {props.label}
      </FormLabel>
      <OutlinedInput
        id={id}
        multiline
        rows={props.rows}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
        sx={{ p: '6px 0' }}
        slotProps={{
          input: {
            spellCheck: false,
            'aria-describedby': props.hint === undefined ? undefined : `${id}-hint`,
            style: {
              fontFamily: font.mono,
              fontSize: '0.75rem',
              lineHeight: '20px',
              height: props.rows * 20,
              padding: '0 10px',
            },
          },
        }}
      />
      {props.hint === undefined ? null : <FormHelperText id={`${id}-hint`}>{props.hint}</FormHelperText>}
    </FormControl>
  );
}
