import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useId } from 'react';
import { Field } from '../../ui/Field.tsx';
import { type RangeForm, type RangeKind, readRange } from './range-form.ts';

const kinds: Readonly<Record<RangeKind, string>> = {
  prefix: 'A prefix',
  key: 'One key',
  range: 'A range',
  all: 'Every key',
};
const order: readonly RangeKind[] = ['prefix', 'key', 'range', 'all'];

/** Which keys: a prefix, one, from one up to another, or all. */
export function RangeFields(props: {
  readonly form: RangeForm;
  readonly onChange: (form: RangeForm) => void;
  readonly hasFocus?: boolean;
}) {
  const { form, onChange, hasFocus = false } = props;
  const id = useId();
  const read = readRange(form);
  const errorOf = (field: 'key' | 'end'): string | null => (!read.ok && read.field === field ? read.text : null);
  return (
    <>
      <FormControl>
        <FormLabel id={id}>Keys</FormLabel>
        <RadioGroup
          row
          aria-labelledby={id}
          value={form.kind}
          onChange={(_, chosen) => onChange({ ...form, kind: order.find((kind) => kind === chosen) ?? 'prefix' })}
        >
          {order.map((kind) => (
            <FormControlLabel key={kind} value={kind} control={<Radio size="small" />} label={kinds[kind]} />
          ))}
        </RadioGroup>
      </FormControl>
      {form.kind === 'all' ? null : (
        <Field
          label={form.kind === 'prefix' ? 'Prefix' : form.kind === 'key' ? 'Key' : 'From'}
          isMono
          hasFocus={hasFocus}
          placeholder={form.kind === 'prefix' ? '/app/' : '/app/config'}
          value={form.key}
          error={errorOf('key')}
          onChange={(key) => onChange({ ...form, key })}
        />
      )}
      {form.kind === 'range' ? (
        <Field
          label="Up to, not including"
          isMono
          placeholder="the end of all keys"
          value={form.end}
          error={errorOf('end')}
          onChange={(end) => onChange({ ...form, end })}
        />
      ) : null}
    </>
  );
}
