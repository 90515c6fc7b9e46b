import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import type { TransactionBranch } from '../../../contract/transactions.ts';
import { Card } from '../../ui/Card.tsx';
import { AddIcon } from '../../ui/icons.tsx';
import { color } from '../../ui/tokens.ts';
import { ComparisonRow } from './ComparisonRow.tsx';
import { OperationRow } from './OperationRow.tsx';
import {
  branchNames,
  newComparison,
  newOperation,
  type OperationForm,
  type RowFault,
  type TransactionForm,
} from './transaction-form.ts';

const none: Readonly<Record<'if' | TransactionBranch, string>> = {
  if: 'No comparison: “Then” always runs.',
  success: 'Nothing is done where every comparison holds.',
  failure: 'Nothing is done where a comparison does not hold.',
};

/** The three parts of a transaction, row by row. */
export function TransactionBuilder(props: {
  readonly form: TransactionForm;
  readonly faults: ReadonlyMap<number, RowFault>;
  readonly onChange: (form: TransactionForm) => void;
}) {
  const { form, faults, onChange } = props;
  const { compare } = form;
  return (
    <>
      <Part
        title="If"
        none={compare.length === 0 ? none.if : null}
        add={{ label: 'Add comparison', run: () => onChange({ ...form, compare: [...compare, newComparison()] }) }}
      >
        {compare.map((row, place) => (
          <ComparisonRow
            key={row.id}
            place={place}
            form={row}
            fault={faults.get(row.id) ?? null}
            onChange={(changes) => onChange({ ...form, compare: changed(compare, row.id, changes) })}
            onRemove={() => onChange({ ...form, compare: compare.filter(({ id }) => id !== row.id) })}
          />
        ))}
      </Part>
      {(['success', 'failure'] as const).map((branch) => (
        <Part
          key={branch}
          title={branchNames[branch]}
          none={form[branch].length === 0 ? none[branch] : null}
          add={{
            label: `Add operation to ${branchNames[branch]}`,
            run: () => onChange({ ...form, [branch]: [...form[branch], newOperation()] }),
          }}
        >
          {form[branch].map((row: OperationForm, place) => (
            <OperationRow
              key={row.id}
              name={`${branchNames[branch]} ${place + 1}`}
              form={row}
              fault={faults.get(row.id) ?? null}
              onChange={(changes) => onChange({ ...form, [branch]: changed(form[branch], row.id, changes) })}
              onRemove={() => onChange({ ...form, [branch]: form[branch].filter(({ id }) => id !== row.id) })}
            />
          ))}
        </Part>
      ))}
    </>
  );
}

const changed = <T extends { readonly id: number }>(
  rows: readonly T[],
  id: number,
  changes: Partial<T>,
): readonly T[] => rows.map((row) => (row.id === id ? { ...row, ...changes } : row));

function Part(props: {
  readonly title: string;
  /** What it means that there is no row; `null`: there are some. */
  readonly none: string | null;
  readonly add: { readonly label: string; readonly run: () => void };
  readonly children: ReactNode;
}) {
  const { title, add } = props;
  return (
    <Card
      title={title}
      end={
        <Button size="small" startIcon={<AddIcon size={14} />} onClick={add.run}>
          {add.label}
        </Button>
      }
    >
      {props.none === null ? (
        <Box sx={{ display: 'grid', gap: 1.5 }}>{props.children}</Box>
      ) : (
        <Box sx={{ color: color.muted }}>{props.none}</Box>
      )}
    </Card>
  );
}
