import Box from '@mui/material/Box';
import { memo } from 'react';
import { Choice } from '../../parts/forms/Choice.tsx';
import { Field } from '../../ui/Field.tsx';
import { RemoveButton } from './RemoveButton.tsx';
import { type ComparisonForm, type RowFault, type UpdateForm, withComparison } from './transaction-form.ts';

const targets = [
  { value: 'modRevision', label: 'Mod revision' },
  { value: 'createRevision', label: 'Create revision' },
  { value: 'version', label: 'Version' },
  { value: 'value', label: 'Value' },
  { value: 'lease', label: 'Lease' },
];
const results = ['=', '!=', '<', '>'].map((value) => ({ value, label: value }));
const placeholders = { value: 'the value', lease: 'none' } as const;

/** One comparison of a transaction. There may be more than a hundred: only one that has changed is drawn again. */
export const ComparisonRow = memo(function ComparisonRow(props: {
  readonly place: number;
  readonly form: ComparisonForm;
  readonly fault: RowFault | null;
  readonly update: UpdateForm;
}) {
  const { place, form, fault, update } = props;
  const onChange = (changes: Partial<ComparisonForm>): void =>
    update((before) => withComparison(before, form.id, changes));
  const name = `comparison ${place + 1}`;
  const { target } = form;
  return (
    <Box role="group" aria-label={`Comparison ${place + 1}`} sx={row}>
      <Choice
        label={`What ${name} compares`}
        isLabelHidden
        value={target}
        choices={targets}
        // Its values are the targets.
        onChange={(value) => onChange({ target: value as ComparisonForm['target'] })}
      />
      <Field
        label={`Key of ${name}`}
        isLabelHidden
        isMono
        placeholder="/app/a"
        value={form.key}
        error={fault?.field === 'key' ? fault.text : null}
        onChange={(key) => onChange({ key })}
      />
      <Choice
        label={`How ${name} compares`}
        isLabelHidden
        value={form.result}
        choices={results}
        // Its values are the results.
        onChange={(value) => onChange({ result: value as ComparisonForm['result'] })}
      />
      <Field
        label={`What ${name} compares with`}
        isLabelHidden
        isMono
        placeholder={target === 'value' || target === 'lease' ? placeholders[target] : '0: the key does not exist'}
        value={form.given}
        error={fault?.field === 'given' ? fault.text : null}
        onChange={(given) => onChange({ given })}
      />
      <RemoveButton name={name} onRemove={() => update((before) => withComparison(before, form.id, null))} />
    </Box>
  );
});

const row = {
  display: 'grid',
  gridTemplateColumns: '136px minmax(80px, 3fr) 64px minmax(80px, 2fr) 30px',
  gap: 1,
  alignItems: 'start',
} as const;
