import FormControl from '@mui/material/FormControl';
import FormHelperText from '@mui/material/FormHelperText';
import FormLabel from '@mui/material/FormLabel';
import OutlinedInput from '@mui/material/OutlinedInput';
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, type Ref, useId } from 'react';
import { font } from './tokens.ts';
import { visuallyHidden } from './VisuallyHidden.tsx';

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What is wrong with the value; takes the hint's place. */
  readonly error?: string | null;
  readonly hint?: ReactNode;
  readonly placeholder?: string;
  readonly type?: 'text' | 'password';
  readonly isMono?: boolean;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
  readonly hasFocus?: boolean;
  /** The label is for screen readers only, because the place says it. */
  readonly isLabelHidden?: boolean;
  readonly end?: ReactNode;
  readonly onBlur?: () => void;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onPaste?: (event: ClipboardEvent<HTMLElement>) => void;
  readonly inputRef?: Ref<HTMLInputElement>;
}

/** One line of input: its label above, its hint or what is wrong with it beneath. */
export function Field(props: FieldProps) {
  const id = useId();
  const note = props.error ?? props.hint;
  return (
    <FormControl
      fullWidth
      error={Boolean(props.error)}
      required={props.isRequired ?? false}
      disabled={props.isDisabled ?? false}
    >
      <FormLabel htmlFor={id} sx={props.isLabelHidden ? visuallyHidden : { mb: '4px' }}>
        {props.label}
      </FormLabel>
      <OutlinedInput
        id={id}
        value={props.value}
        type={props.type ?? 'text'}
        placeholder={props.placeholder ?? ''}
        autoFocus={props.hasFocus ?? false}
        autoComplete={props.type === 'password' ? 'new-password' : 'off'}
        endAdornment={props.end}
        onChange={(event) => props.onChange(event.target.value)}
        onBlur={() => props.onBlur?.()}
        onKeyDown={(event) => props.onKeyDown?.(event)}
        onPaste={(event) => props.onPaste?.(event)}
        {...(props.inputRef === undefined ? {} : { inputRef: props.inputRef })}
        slotProps={{
          input: {
            spellCheck: false,
            'aria-describedby': note ? `${id}-note` : undefined,
            style: props.isMono ? { fontFamily: font.mono, fontSize: '0.75rem' } : undefined,
          },
        }}
      />
      {note ? <FormHelperText id={`${id}-note`}>{note}</FormHelperText> : null}
    </FormControl>
  );
}
