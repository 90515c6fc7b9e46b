import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Field } from '../../ui/Field.tsx';
import { AddIcon } from '../../ui/icons.tsx';
import { nothingSelected, type TableColumn } from '../../ui/table-model.ts';
import { color } from '../../ui/tokens.ts';

interface ListPaneProps<R extends { readonly name: string }> {
  /** What they are, in the plural: `Users`. */
  readonly label: string;
  readonly columns: readonly TableColumn<R>[];
  /** Those that the filter leaves. */
  readonly rows: readonly R[];
  readonly filter: string;
  readonly onFilter: (filter: string) => void;
  readonly chosen: string | null;
  readonly onChoose: (name: string | null) => void;
  readonly add: { readonly label: string; readonly run: () => void };
  /** In place of rows, where there is none without a filter either. */
  readonly empty: ReactNode;
}

/** Users or roles: a filter, the button that adds one, and the rows. */
export function ListPane<R extends { readonly name: string }>(props: ListPaneProps<R>) {
  const { label, columns, rows, filter, onFilter, chosen, onChoose, add, empty } = props;
  const selection = chosen === null ? nothingSelected : { keys: new Set([chosen]), anchor: chosen, cursor: chosen };
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column', minWidth: 0 }}>
      <Box sx={{ display: 'flex', gap: 1, p: 1, borderBottom: `1px solid ${color.line}` }}>
        <Field
          label={`Filter ${label.toLowerCase()}`}
          isLabelHidden
          placeholder={`Filter ${label.toLowerCase()}`}
          value={filter}
          onChange={onFilter}
        />
        <Button startIcon={<AddIcon size={14} />} onClick={add.run} sx={{ flexShrink: 0 }}>
          {add.label}
        </Button>
      </Box>
      <Box sx={{ flex: 1, minHeight: 0 }}>
        <DataTable
          label={label}
          columns={columns}
          rows={rows}
          keyOf={({ name }) => name}
          selection={selection}
          onSelection={({ cursor }) => onChoose(cursor)}
          empty={
            filter.trim() === '' ? empty : <EmptyState title={`No ${label.toLowerCase().slice(0, -1)} is called so`} />
          }
        />
      </Box>
    </Box>
  );
}
