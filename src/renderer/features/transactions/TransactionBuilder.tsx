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
  type RowFault,
  type TransactionForm,
  type UpdateForm,
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
  readonly update: UpdateForm;
}) {
  const { form, faults, update } = props;
  const { compare } = form;
  return (
    <>
      <Part
        title="If"
        none={compare.length === 0 ? none.if : null}
        add={{
          words: 'Add a comparison',
          run: () => update((before) => ({ ...before, compare: [...before.compare, newComparison()] })),
        }}
      >
        {compare.map((row, place) => (
          <ComparisonRow key={row.id} place={place} form={row} fault={faults.get(row.id) ?? null} update={update} />
        ))}
      </Part>
      {(['success', 'failure'] as const).map((branch) => (
        <Part
          key={branch}
          title={branchNames[branch]}
          none={form[branch].length === 0 ? none[branch] : null}
          add={{
            words: 'Add an operation',
            label: `Add an operation to ${branchNames[branch]}`,
            run: () => update((before) => ({ ...before, [branch]: [...before[branch], newOperation()] })),
          }}
        >
          {form[branch].map((row, place) => (
            <OperationRow
              key={row.id}
              branch={branch}
              place={place}
              form={row}
              fault={faults.get(row.id) ?? null}
              update={update}
            />
          ))}
        </Part>
      ))}
    </>
  );
}

function Part(props: {
  readonly title: string;
  /** What it means that there is no row; `null`: there are some. */
  readonly none: string | null;
  /** `label`: its name for a screen reader, where the words alone do not say to which part. */
  readonly add: { readonly words: string; readonly label?: string; readonly run: () => void };
  readonly children: ReactNode;
}) {
  const { title, add } = props;
  return (
    <Card
      title={title}
      end={
        <Button startIcon={<AddIcon size={14} />} aria-label={add.label} onClick={add.run}>
          {add.words}
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
