import Box from '@mui/material/Box';
import FormControl from '@mui/material/FormControl';
import FormHelperText from '@mui/material/FormHelperText';
import FormLabel from '@mui/material/FormLabel';
import OutlinedInput from '@mui/material/OutlinedInput';
import { type ReactNode, useId } from 'react';
import { font } from './tokens.ts';

interface TextAreaProps {
  readonly label: string;
  readonly value: string;
  readonly rows: number;
  readonly onChange: (value: string) => void;
  readonly hint?: ReactNode;
  /** What is wrong with the value; takes the hint's place. */
  readonly error?: string | null;
  readonly placeholder?: string;
  /** Shown as dots. */
  readonly isSecret?: boolean;
  readonly hasFocus?: boolean;
  readonly isDisabled?: boolean;
  readonly onBlur?: () => void;
  /** At the end of the label's line. */
  readonly tool?: ReactNode;
}

/** Several lines of input, in the face of values. */
export function TextArea(props: TextAreaProps) {
  const id = useId();
  const note = props.error ?? props.hint;
  return (
    <FormControl fullWidth error={Boolean(props.error)} disabled={props.isDisabled ?? false}>
      <Box sx={{ display: 'flex', alignItems: 'baseline', mb: '4px' }}>
        <FormLabel htmlFor={id} sx={{ flex: 1 }}>
          {props.label}
        </FormLabel>
        {props.tool}
      </Box>
      <OutlinedInput
        id={id}
        multiline
        rows={props.rows}
        value={props.value}
        placeholder={props.placeholder ?? ''}
        autoFocus={props.hasFocus ?? false}
        autoComplete="off"
        onChange={(event) => props.onChange(event.target.value)}
        onBlur={() => props.onBlur?.()}
        sx={{ p: '6px 0' }}
        slotProps={{
          input: {
            spellCheck: false,
            'aria-describedby': note ? `${id}-note` : undefined,
            style: {
              fontFamily: font.mono,
              fontSize: '0.75rem',
              lineHeight: '20px',
              padding: '0 10px',
              ...(props.isSecret ? dots : {}),
            },
          },
        }}
      />
      {note ? <FormHelperText id={`${id}-note`}>{note}</FormHelperText> : null}
    </FormControl>
  );
}

// No input of several lines hides what is typed; this does in every browser that etcdeck runs in.
const dots = { WebkitTextSecurity: 'disc' };
