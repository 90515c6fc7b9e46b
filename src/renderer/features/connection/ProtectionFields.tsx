import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import FormLabel from '@mui/material/FormLabel';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import { useId } from 'react';
import { connectionEnvironments } from '../../../contract/connections/profile.ts';
import { SwatchPicker } from '../../ui/SwatchPicker.tsx';
import type { ConnectionForm } from './connection-form.ts';
import { FormSection } from './FormSection.tsx';
import type { ConnectionFormState } from './use-connection-form.ts';

const environmentLabels = {
  development: 'Development',
  staging: 'Staging',
  production: 'Production',
} as const satisfies Record<(typeof connectionEnvironments)[number], string>;

/** What tells this connection from the others, and what keeps it from harm. */
export function ProtectionFields({ state }: { readonly state: ConnectionFormState }) {
  const id = useId();
  const { form } = state;
  const set = (changes: Partial<ConnectionForm>): void => state.change((before) => ({ ...before, ...changes }));
  const isProduction = form.environment === 'production';
  return (
    <FormSection title="Protection" hint="How it is told apart, and whether it takes writes at once.">
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 1.5 }}>
        <FormControl fullWidth>
          <FormLabel id={id} sx={{ mb: '4px' }}>
            Environment
          </FormLabel>
          <Select
            size="small"
            labelId={id}
            value={form.environment ?? ''}
            displayEmpty
            onChange={({ target }) =>
              set({ environment: connectionEnvironments.find((one) => one === target.value) ?? null })
            }
          >
            <MenuItem value="">Not said</MenuItem>
            {connectionEnvironments.map((environment) => (
              <MenuItem key={environment} value={environment}>
                {environmentLabels[environment]}
              </MenuItem>
            ))}
          </Select>
        </FormControl>
        <SwatchPicker label="Colour" value={form.color} onChange={(color) => set({ color })} />
      </Box>
      <Box>
        <FormControlLabel
          label="Open read-only"
          control={
            <Checkbox
              checked={isProduction || form.readOnly || form.imported}
              disabled={isProduction}
              onChange={(_event, readOnly) => set({ readOnly, imported: false })}
              slotProps={{ input: { 'aria-describedby': `${id}-note` } }}
            />
          }
        />
        <FormHelperText id={`${id}-note`}>
          {isProduction
            ? 'Production always opens read-only. Typing its name unlocks it for 15 minutes.'
            : 'A cluster that keeps Kubernetes objects opens read-only anyway. Typing the connection’s name unlocks it for 15 minutes.'}
        </FormHelperText>
      </Box>
    </FormSection>
  );
}
