import Box from '@mui/material/Box';
import { Choice } from '../../parts/forms/Choice.tsx';
import { Field } from '../../ui/Field.tsx';
import { color } from '../../ui/tokens.ts';
import { KeysFields } from './KeysFields.tsx';
import { PutFields } from './PutFields.tsx';
import { RemoveButton } from './RemoveButton.tsx';
import type { OperationForm, RowFault } from './transaction-form.ts';

const kinds = [
  { value: 'put', label: 'Put' },
  { value: 'get', label: 'Get' },
  { value: 'delete', label: 'Delete' },
];
const answers = [
  { value: 'values', label: 'Keys and values' },
  { value: 'keys', label: 'Keys only' },
  { value: 'count', label: 'Count only' },
];

/** One operation of a branch. */
export function OperationRow(props: {
  /** The branch and the place in it: `Then 1`. */
  readonly name: string;
  readonly form: OperationForm;
  readonly fault: RowFault | null;
  readonly onChange: (changes: Partial<OperationForm>) => void;
  readonly onRemove: () => void;
}) {
  const { name, form, fault, onChange, onRemove } = props;
  const isPut = form.kind === 'put';
  const columns = isPut
    ? ''
    : form.which === 'range'
      ? '126px minmax(80px, 1fr) minmax(80px, 1fr)'
      : '126px minmax(80px, 1fr)';
  return (
    <Box role="group" aria-label={name} sx={{ display: 'grid', gap: '6px' }}>
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: `92px ${isPut ? 'minmax(80px, 1fr)' : columns} 30px`,
          gap: 1,
          alignItems: 'start',
        }}
      >
        <Choice
          label={`Operation of ${name}`}
          isLabelHidden
          value={form.kind}
          choices={kinds}
          // Its values are the kinds.
          onChange={(kind) => onChange({ kind: kind as OperationForm['kind'] })}
        />
        {isPut ? (
          <Field
            label={`Key of ${name}`}
            isLabelHidden
            isMono
            placeholder="/app/a"
            value={form.key}
            error={fault?.field === 'key' ? fault.text : null}
            onChange={(key) => onChange({ key })}
          />
        ) : (
          <KeysFields {...{ name, form, fault, onChange }} />
        )}
        <RemoveButton name={name} onRemove={onRemove} />
      </Box>
      {isPut ? <PutFields {...{ name, form, fault, onChange }} /> : null}
      {form.kind === 'get' ? (
        <Box sx={{ display: 'grid', gridTemplateColumns: '160px 180px', gap: 1, pl: '100px' }}>
          <Choice
            label={`Answer of ${name}`}
            isLabelHidden
            value={form.answers}
            choices={answers}
            // Its values are the answers.
            onChange={(value) => onChange({ answers: value as OperationForm['answers'] })}
          />
          <Field
            label={`Limit of ${name}`}
            isLabelHidden
            placeholder="limit: all"
            value={form.limit}
            error={fault?.field === 'limit' ? fault.text : null}
            onChange={(limit) => onChange({ limit })}
          />
        </Box>
      ) : null}
      {form.kind === 'delete' && form.which !== 'key' && form.key === '' ? (
        <Box sx={{ pl: '100px', color: color.warn, fontSize: '0.75rem' }}>This is every key of the cluster.</Box>
      ) : null}
    </Box>
  );
}
