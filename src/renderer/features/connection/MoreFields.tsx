import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import { useId } from 'react';
import { Field } from '../../ui/Field.tsx';
import type { ConnectionForm } from './connection-form.ts';
import { FormFold } from './FormFold.tsx';
import { TagField } from './TagField.tsx';
import type { ConnectionFormState } from './use-connection-form.ts';

/** What makes a connection easier to find and to use, and that none needs. */
export function MoreFields({ state }: { readonly state: ConnectionFormState }) {
  const id = useId();
  const { form } = state;
  const set = (changes: Partial<ConnectionForm>): void => state.change((before) => ({ ...before, ...changes }));
  return (
    <FormFold
      title="Tags, keys and health"
      summary="words to find it by, the prefix to begin with, a look at its members, where their metrics are"
      isNeeded={form.tags.length > 0 || form.prefix !== '' || form.checksHealth || form.metricsURLs !== ''}
    >
      <TagField tags={form.tags} onChange={(tags) => set({ tags })} />
      <Field
        label="Key prefix"
        value={form.prefix}
        isMono
        placeholder="For example /app/"
        hint="Keys begins with it. Empty: all keys."
        onChange={(prefix) => set({ prefix })}
      />
      <Box>
        <FormControlLabel
          label="Check its health on the start screen"
          control={
            <Checkbox
              checked={form.checksHealth}
              onChange={(_event, checksHealth) => set({ checksHealth })}
              slotProps={{ input: { 'aria-describedby': `${id}-health` } }}
            />
          }
        />
        <FormHelperText id={`${id}-health`}>
          Costs each member a status call every 10 seconds, and one of them another every 2, while the start screen is
          shown. Off: it is dialled only when you open it.
        </FormHelperText>
      </Box>
      <Field
        label="Metrics URLs"
        value={form.metricsURLs}
        isMono
        placeholder="For example http://10.0.4.11:2381, http://10.0.4.12:2381"
        hint="Only for members whose client URL serves no metrics. Reached as the endpoints are, through SSH too."
        onChange={(metricsURLs) => set({ metricsURLs })}
      />
    </FormFold>
  );
}
