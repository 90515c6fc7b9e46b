import Box from '@mui/material/Box';
import FormControl from '@mui/material/FormControl';
import FormLabel from '@mui/material/FormLabel';
import { useId } from 'react';
import { type SwatchName, swatchColor, swatches } from './swatches.ts';
import { color } from './tokens.ts';
import { visuallyHidden } from './VisuallyHidden.tsx';

interface SwatchPickerProps {
  readonly label: string;
  readonly value: SwatchName | null;
  readonly onChange: (value: SwatchName | null) => void;
}

// The keys of an object literal are its names.
const names = Object.keys(swatches) as readonly SwatchName[];

/** One colour of a few, or none. */
export function SwatchPicker({ label, value, onChange }: SwatchPickerProps) {
  const id = useId();
  return (
    <FormControl>
      <FormLabel id={id} sx={{ mb: '4px' }}>
        {label}
      </FormLabel>
      <Box
        role="radiogroup"
        aria-labelledby={id}
        sx={{ display: 'flex', gap: 0.75, minHeight: 28, alignItems: 'center' }}
      >
        {[null, ...names].map((name) => (
          <Box
            component="label"
            key={name ?? 'none'}
            title={name ?? 'none'}
            sx={{
              position: 'relative',
              width: 18,
              height: 18,
              borderRadius: '50%',
              cursor: 'pointer',
              bgcolor: name === null ? 'transparent' : swatchColor(name),
              border: name === null ? `1px dashed ${color.muted}` : 'none',
              outlineOffset: '2px',
              outline: name === value ? `2px solid ${color.text}` : 'none',
              '&:focus-within': { outline: `2px solid ${color.accent}` },
            }}
          >
            <input
              type="radio"
              name={id}
              aria-label={name ?? 'none'}
              checked={name === value}
              onChange={() => onChange(name)}
              style={{ ...visuallyHidden, margin: 0 }}
            />
          </Box>
        ))}
      </Box>
    </FormControl>
  );
}
