import { Choice } from '../../parts/forms/Choice.tsx';
import { Field } from '../../ui/Field.tsx';
import type { OperationForm, RowFault } from './transaction-form.ts';

const choices = [
  { value: 'key', label: 'One key' },
  { value: 'prefix', label: 'Prefix' },
  { value: 'range', label: 'Range' },
  { value: 'from', label: 'From a key on' },
];

/** Which keys a get or a deletion is about. */
export function KeysFields(props: {
  /** What the row is called for a screen reader: `Then 1`. */
  readonly name: string;
  readonly form: OperationForm;
  readonly fault: RowFault | null;
  readonly onChange: (changes: Partial<OperationForm>) => void;
}) {
  const { name, form, fault, onChange } = props;
  return (
    <>
      <Choice
        label={`Which keys of ${name}`}
        isLabelHidden
        value={form.which}
        choices={choices}
        // Its values are the kinds.
        onChange={(which) => onChange({ which: which as OperationForm['which'] })}
      />
      <Field
        label={`Key of ${name}`}
        isLabelHidden
        isMono
        placeholder={form.which === 'prefix' ? '/app/ (empty: every key)' : '/app/a'}
        value={form.key}
        error={fault?.field === 'key' ? fault.text : null}
        onChange={(key) => onChange({ key })}
      />
      {form.which === 'range' ? (
        <Field
          label={`End of ${name}`}
          isLabelHidden
          isMono
          placeholder="up to, without it"
          value={form.end}
          error={fault?.field === 'end' ? fault.text : null}
          onChange={(end) => onChange({ end })}
        />
      ) : null}
    </>
  );
}
