import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useId } from 'react';
import type { LeaseId } from '../../../../contract/ids.ts';
import { Field } from '../../../ui/Field.tsx';
import { type LeaseForm, readLeaseForm } from '../model/lease-choice.ts';

/** Asks for the lease of a key after a write. */
export function LeaseField(props: {
  readonly form: LeaseForm;
  /** The lease that it has. */
  readonly now: LeaseId | null;
  readonly onChange: (form: LeaseForm) => void;
}) {
  const { form, now, onChange } = props;
  const id = useId();
  const choice = (value: LeaseForm['kind'], label: string) => (
    <FormControlLabel value={value} control={<Radio size="small" />} label={label} />
  );
  return (
    <>
      <FormControl>
        <FormLabel id={id}>Lease</FormLabel>
        <RadioGroup
          row
          aria-labelledby={id}
          value={form.kind}
          // Its values are the kinds.
          onChange={(event) => onChange({ ...form, kind: event.target.value as LeaseForm['kind'] })}
        >
          {now === null ? null : choice('keep', `Keep ${now}`)}
          {choice('none', 'None')}
          {choice('other', 'Another')}
        </RadioGroup>
      </FormControl>
      {form.kind === 'other' ? (
        <Field
          label="Lease id"
          isMono
          placeholder="694d7a5b0c3e1f02"
          hint="As etcdctl lease list prints it. The key is deleted when the lease ends."
          error={form.id !== '' && readLeaseForm(form) === null ? 'A lease’s id has 16 hexadecimal digits.' : null}
          value={form.id}
          onChange={(typed) => onChange({ ...form, id: typed })}
        />
      ) : null}
    </>
  );
}
