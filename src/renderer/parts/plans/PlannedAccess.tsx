import Box from '@mui/material/Box';
import { useState } from 'react';
import type { AccessChange } from '../../../contract/access.ts';
import { toHex } from '../../ui/byte-text.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { formatCount } from '../../ui/format.ts';
import { PlanPart } from '../../ui/PlanPart.tsx';
import { nothingSelected, type TableColumn } from '../../ui/table-model.ts';
import { color, size } from '../../ui/tokens.ts';
import { permissionWords } from '../access/access-words.ts';

const columns: readonly TableColumn<AccessChange>[] = [
  { id: 'user', title: 'User', width: 120, isMono: true, valueOf: ({ user }) => user },
  {
    id: 'change',
    title: 'Change',
    width: 84,
    valueOf: ({ change }) => change,
    render: ({ change }) => (
      <Box component="span" sx={{ color: change === 'loses' ? color.bad : color.text }}>
        {change}
      </Box>
    ),
  },
  { id: 'range', title: 'What', width: 220, valueOf: permissionWords },
  {
    id: 'keys',
    title: 'Keys',
    width: 90,
    align: 'end',
    valueOf: ({ keys }) => keys,
    render: ({ keys }) => (keys === null ? 'not counted' : formatCount(keys)),
  },
];

const title = 'Who gains and who loses';
const idOf = ({ user, change, key, end, canRead, canWrite }: AccessChange): string =>
  [user, change, toHex(key), end === null ? '' : toHex(end), canRead, canWrite].join(' ');
const mostRows = 6;

/** Who may do more and who may do less once a plan is carried out, range by range. */
export function PlannedAccess({ changes }: { readonly changes: readonly AccessChange[] }) {
  const [selection, setSelection] = useState(nothingSelected);
  return (
    <PlanPart title={title}>
      {changes.length === 0 ? (
        <Box>Nobody: every user may read and write the same keys afterwards.</Box>
      ) : (
        <Box
          sx={{ border: `1px solid ${color.line}`, borderRadius: '6px', overflow: 'hidden' }}
          style={{ height: size.row * (Math.min(mostRows, changes.length) + 1) + 8 }}
        >
          <DataTable
            label={title}
            columns={columns}
            rows={changes}
            keyOf={idOf}
            selection={selection}
            onSelection={setSelection}
          />
        </Box>
      )}
    </PlanPart>
  );
}
