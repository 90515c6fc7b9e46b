import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useId } from 'react';
import { Field } from '../../ui/Field.tsx';
import type { ReadForm, WatchForm } from './watch-form.ts';

/** What to watch, and since when. */
export function WatchFields(props: {
  readonly form: WatchForm;
  readonly onChange: (form: WatchForm) => void;
  readonly wrong: Extract<ReadForm, { ok: false }> | null;
}) {
  const { form, onChange, wrong } = props;
  const id = useId();
  return (
    <>
      <Field
        label={form.isPrefix ? 'Prefix' : 'Key'}
        isMono
        hasFocus
        placeholder={form.isPrefix ? '/registry/pods/' : '/registry/pods/default/web-0'}
        hint={
          form.isPrefix
            ? 'Every key that begins with it. Empty: every key of the cluster, with every value.'
            : 'This key alone.'
        }
        error={wrong?.field === 'key' ? wrong.text : null}
        value={form.key}
        onChange={(key) => onChange({ ...form, key })}
      />
      <FormControl>
        <FormLabel id={id}>Watch</FormLabel>
        <RadioGroup
          row
          aria-labelledby={id}
          value={form.isPrefix ? 'prefix' : 'key'}
          onChange={(event) => onChange({ ...form, isPrefix: event.target.value === 'prefix' })}
        >
          <FormControlLabel value="prefix" control={<Radio size="small" />} label="A prefix" />
          <FormControlLabel value="key" control={<Radio size="small" />} label="One key" />
        </RadioGroup>
      </FormControl>
      <Field
        label="From revision"
        isMono
        placeholder="now"
        hint="Empty: what comes from now on. History reaches back to the last compaction."
        error={wrong?.field === 'startRevision' ? wrong.text : null}
        value={form.startRevision}
        onChange={(startRevision) => onChange({ ...form, startRevision })}
      />
      <Box>
        <FormControlLabel
          control={
            <Checkbox
              checked={form.previous}
              onChange={(event) => onChange({ ...form, previous: event.target.checked })}
            />
          }
          label="With the value before each change"
        />
        <FormControlLabel
          control={
            <Checkbox checked={form.reveal} onChange={(event) => onChange({ ...form, reveal: event.target.checked })} />
          }
          label="Reveal the data of Secrets"
        />
      </Box>
    </>
  );
}
