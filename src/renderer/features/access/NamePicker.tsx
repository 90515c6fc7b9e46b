import Autocomplete from '@mui/material/Autocomplete';
import FormControl from '@mui/material/FormControl';
import FormLabel from '@mui/material/FormLabel';
import OutlinedInput from '@mui/material/OutlinedInput';
import { useId } from 'react';

/** So many names are offered at once; typing narrows them. */
const mostOffered = 50;

/** One of the names of users or roles, found while one types. */
export function NamePicker(props: {
  readonly label: string;
  readonly names: readonly string[];
  readonly value: string | null;
  readonly onChange: (name: string | null) => void;
  readonly hasFocus?: boolean;
}) {
  const { label, names, value, onChange, hasFocus = false } = props;
  const id = useId();
  return (
    <Autocomplete
      id={id}
      options={[...names]}
      value={value}
      onChange={(_, name) => onChange(name)}
      autoHighlight
      openOnFocus={false}
      // As high as every other field.
      sx={{ '& .MuiOutlinedInput-root.MuiInputBase-sizeSmall': { py: '2.5px', pl: '2px' } }}
      filterOptions={(options, { inputValue }) =>
        options.filter((name) => name.toLowerCase().includes(inputValue.toLowerCase())).slice(0, mostOffered)
      }
      renderInput={({ slotProps: { input, htmlInput } }) => (
        <FormControl fullWidth>
          <FormLabel htmlFor={id} sx={{ mb: '4px' }}>
            {label}
          </FormLabel>
          <OutlinedInput
            ref={input.ref}
            endAdornment={input.endAdornment}
            autoFocus={hasFocus}
            inputProps={{ ...htmlInput, spellCheck: false }}
          />
        </FormControl>
      )}
    />
  );
}
