import Box from '@mui/material/Box';
import { useState } from 'react';
import { DataTable } from '../../../ui/DataTable.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { formatBytes, formatClock, formatDuration } from '../../../ui/format.ts';
import { nothingSelected, type TableColumn } from '../../../ui/table-model.ts';
import { color } from '../../../ui/tokens.ts';
import type { NumberedRequest } from './servings.ts';

const columns: readonly TableColumn<NumberedRequest>[] = [
  { id: 'at', title: 'Time', width: 76, valueOf: ({ at }) => at, render: ({ at }) => formatClock(at) },
  {
    id: 'request',
    title: 'Request',
    width: 300,
    isMono: true,
    valueOf: ({ method, path }) => `${method} ${path}`,
  },
  { id: 'status', title: 'Answer', width: 64, align: 'end', valueOf: ({ status }) => status },
  {
    id: 'took',
    title: 'Took',
    width: 72,
    align: 'end',
    valueOf: ({ tookMs }) => tookMs,
    render: ({ tookMs }) => formatDuration(tookMs),
  },
  {
    id: 'bytes',
    title: 'Size',
    width: 80,
    align: 'end',
    valueOf: ({ bytes }) => bytes,
    render: ({ bytes }) => formatBytes(bytes),
  },
];

/** What clients have asked, the newest first. */
export function RequestTable({ requests }: { readonly requests: readonly NumberedRequest[] }) {
  const [selection, setSelection] = useState(nothingSelected);
  return (
    <Box sx={{ height: 220, border: `1px solid ${color.line}`, borderRadius: '6px', overflow: 'hidden' }}>
      <DataTable
        label="Requests"
        columns={columns}
        rows={requests}
        keyOf={({ number }) => String(number)}
        selection={selection}
        onSelection={setSelection}
        isSortable={false}
        empty={<EmptyState title="Nobody has asked yet">Paste a line from above into a terminal.</EmptyState>}
      />
    </Box>
  );
}
