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
  const errorOf = (field: Extract<ReadForm, { ok: false }>['field']): string | null =>
    wrong?.field === field ? wrong.text : null;
  return (
    <>
      <Radios
        label="Watch"
        value={form.span}
        options={[
          ['prefix', 'A prefix'],
          ['key', 'One key'],
          ['range', 'A range'],
        ]}
        onChange={(span) => onChange({ ...form, span })}
      />
      <Field
        label={keyLabels[form.span]}
        isMono
        hasFocus
        placeholder={form.span === 'prefix' ? '/registry/pods/' : '/registry/pods/default/web-0'}
        hint={keyHints[form.span]}
        error={errorOf('key')}
        value={form.key}
        onChange={(key) => onChange({ ...form, key })}
      />
      {form.span === 'range' ? (
        <Field
          label="Range end"
          isMono
          placeholder="/registry/pods/kube-system/"
          hint="The range ends before this key. Empty: it has every key from the first on."
          error={errorOf('rangeEnd')}
          value={form.rangeEnd}
          onChange={(rangeEnd) => onChange({ ...form, rangeEnd })}
        />
      ) : null}
      <Radios
        label="From"
        value={form.since}
        options={[
          ['now', 'Now'],
          ['oldest', 'The oldest revision kept'],
          ['revision', 'A revision'],
        ]}
        onChange={(since) => onChange({ ...form, since })}
      />
      {form.since === 'revision' ? (
        <Field
          label="From revision"
          isMono
          hint="Its own change included. History reaches back to the last compaction."
          error={errorOf('startRevision')}
          value={form.startRevision}
          onChange={(startRevision) => onChange({ ...form, startRevision })}
        />
      ) : null}
      <Radios
        label="Changes"
        value={form.only}
        options={[
          ['all', 'Every change'],
          ['put', 'put only'],
          ['delete', 'delete only'],
        ]}
        onChange={(only) => onChange({ ...form, only })}
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

const keyLabels = { prefix: 'Prefix', key: 'Key', range: 'First key' } as const;

const keyHints = {
  prefix: 'Every key that begins with it. Empty: every key of the cluster, with every value.',
  key: 'This key alone.',
  range: 'Every key from this one on, in the order of their bytes.',
} as const;

function Radios<V extends string>(props: {
  readonly label: string;
  readonly value: V;
  readonly options: readonly (readonly [value: V, label: string])[];
  readonly onChange: (value: V) => void;
}) {
  const id = useId();
  return (
    <FormControl>
      <FormLabel id={id}>{props.label}</FormLabel>
      <RadioGroup
        row
        aria-labelledby={id}
        value={props.value}
        onChange={(event) => {
          const chosen = props.options.find(([value]) => value === event.target.value);
          if (chosen !== undefined) props.onChange(chosen[0]);
        }}
      >
        {props.options.map(([value, label]) => (
          <FormControlLabel key={value} value={value} control={<Radio size="small" />} label={label} />
        ))}
      </RadioGroup>
    </FormControl>
  );
}
