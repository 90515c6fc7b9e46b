import Button from '@mui/material/Button';
import FormControl from '@mui/material/FormControl';
import FormHelperText from '@mui/material/FormHelperText';
import FormLabel from '@mui/material/FormLabel';
import OutlinedInput from '@mui/material/OutlinedInput';
import { type RefObject, useEffect, useId, useState } from 'react';

/**
 * A password that is typed anew. The input alone holds it: no state does, no browser offers or keeps it, and it is
 * emptied when the field goes.
 */
export function PasswordField(props: {
  readonly label: string;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly error?: string | null;
  readonly hint?: string;
  readonly hasFocus?: boolean;
  /** Something was typed; what it is stays in the input. */
  readonly onInput?: () => void;
}) {
  const { label, inputRef, error = null, hint, hasFocus = false, onInput } = props;
  const id = useId();
  const [isShown, setShown] = useState(false);
  const note = error ?? hint;
  useEffect(() => {
    const input = inputRef.current;
    return () => {
      if (input !== null) input.value = '';
    };
  }, [inputRef]);
  return (
    <FormControl fullWidth error={error !== null}>
      <FormLabel htmlFor={id} sx={{ mb: '4px' }}>
        {label}
      </FormLabel>
      <OutlinedInput
        id={id}
        type={isShown ? 'text' : 'password'}
        defaultValue=""
        autoFocus={hasFocus}
        autoComplete="new-password"
        inputRef={inputRef}
        onInput={() => onInput?.()}
        endAdornment={
          <Button
            variant="text"
            aria-label={isShown ? `Hide the ${label.toLowerCase()}` : `Show the ${label.toLowerCase()}`}
            sx={{ mr: -1.5, minHeight: 24, py: 0 }}
            onClick={() => setShown(!isShown)}
          >
            {isShown ? 'Hide' : 'Show'}
          </Button>
        }
        slotProps={{
          input: {
            spellCheck: false,
            autoCapitalize: 'off',
            autoCorrect: 'off',
            'aria-describedby': note ? `${id}-note` : undefined,
          },
        }}
      />
      {note ? <FormHelperText id={`${id}-note`}>{note}</FormHelperText> : null}
    </FormControl>
  );
}
