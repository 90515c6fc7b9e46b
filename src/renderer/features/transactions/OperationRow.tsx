import Box from '@mui/material/Box';
import { memo } from 'react';
import type { TransactionBranch } from '../../../contract/transactions.ts';
import { Choice } from '../../parts/forms/Choice.tsx';
import { Field } from '../../ui/Field.tsx';
import { color } from '../../ui/tokens.ts';
import { KeysFields } from './KeysFields.tsx';
import { PutFields } from './PutFields.tsx';
import { RemoveButton } from './RemoveButton.tsx';
import { branchNames, type OperationForm, type RowFault, type UpdateForm, withOperation } from './transaction-form.ts';

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

/** One operation of a branch. There may be more than a hundred: only one that has changed is drawn again. */
export const OperationRow = memo(function OperationRow(props: {
  readonly branch: TransactionBranch;
  readonly place: number;
  readonly form: OperationForm;
  readonly fault: RowFault | null;
  readonly update: UpdateForm;
}) {
  const { branch, place, form, fault, update } = props;
  const name = `${branchNames[branch]} ${place + 1}`;
  const onChange = (changes: Partial<OperationForm>): void =>
    update((before) => withOperation(before, branch, form.id, changes));
  const isPut = form.kind === 'put';
  const columns = form.which === 'range' ? '126px minmax(80px, 1fr) minmax(80px, 1fr)' : '126px minmax(80px, 1fr)';
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
        <RemoveButton name={name} onRemove={() => update((before) => withOperation(before, branch, form.id, null))} />
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
});
