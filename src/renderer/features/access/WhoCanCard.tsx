import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RangeHolders } from '../../../contract/access.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';
import { failureOf } from '../../state/failure.ts';
import { useIsRested } from '../../state/use-rested.ts';
import { toHex } from '../../ui/byte-text.ts';
import { Card } from '../../ui/Card.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { nothingSelected, type TableColumn } from '../../ui/table-model.ts';
import { color, size } from '../../ui/tokens.ts';
import { extentWords, rolesBy } from './extent-words.ts';
import { RangeFields } from './RangeFields.tsx';
import { type RangeForm, readRange } from './range-form.ts';
import { accessKey } from './use-access.ts';

const restMs = 250;
const emptyHeight = 160;
const mostRows = 10;
/** The height of the table with its header. */
const heightOf = (rows: number): number => size.row * (Math.min(mostRows, rows) + 1) + 8;
type Holder = RangeHolders['users'][number];

const columns: readonly TableColumn<Holder>[] = [
  { id: 'user', title: 'User', width: 150, isMono: true, valueOf: ({ user }) => user },
  ...(['read', 'write'] as const).map((use) => ({
    id: use,
    title: use === 'read' ? 'Read' : 'Write',
    width: 76,
    valueOf: (holder: Holder) => extentWords(holder[use]).text,
    render: (holder: Holder) => (
      <StatusChip tone={extentWords(holder[use]).tone}>{extentWords(holder[use]).text}</StatusChip>
    ),
  })),
  {
    id: 'roles',
    title: 'By the roles',
    width: 160,
    valueOf: ({ read, write }) => [...new Set([...rolesBy(read), ...rolesBy(write)])].join(', '),
  },
];

/** Which users may do something with a key or a range. */
export function WhoCanCard(props: { readonly form: RangeForm; readonly onForm: (form: RangeForm) => void }) {
  const { form, onForm } = props;
  const api = useApi();
  const { id } = useConnection();
  const [selection, setSelection] = useState(nothingSelected);
  const range = readRange(form);
  const asked = range.ok ? `${toHex(range.key)} ${range.end === null ? '' : toHex(range.end)}` : null;
  const isRested = useIsRested(asked, restMs);
  const { data, error } = useQuery({
    queryKey: [...accessKey(id), 'who', asked],
    enabled: isRested && asked !== null,
    queryFn: ({ signal }) =>
      range.ok ? api.access.who({ connection: id, key: range.key, end: range.end }, { signal }) : null,
    gcTime: 0,
  });
  return (
    <Card title="Who can?">
      <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1.5 }}>
        <RangeFields form={form} onChange={onForm} />
        {error !== null ? (
          <FailureView failure={failureOf(error)} layout="inline" />
        ) : data ? (
          <>
            <Box role="status" sx={{ color: color.muted, overflowWrap: 'anywhere' }}>
              {sentenceOf(data)}
            </Box>
            <Box
              sx={{ border: `1px solid ${color.line}`, borderRadius: '6px', overflow: 'hidden' }}
              style={{ height: data.users.length === 0 ? emptyHeight : heightOf(data.users.length) }}
            >
              <DataTable
                label="Users who can"
                columns={columns}
                rows={data.users}
                keyOf={({ user }) => user}
                selection={selection}
                onSelection={setSelection}
                empty={<EmptyState title="No user may read or write it" />}
              />
            </Box>
          </>
        ) : (
          <Box sx={{ color: color.muted }}>{asked !== null ? 'Asking…' : 'Type a key or a prefix.'}</Box>
        )}
      </Box>
    </Card>
  );
}

function sentenceOf({ isAuthOn, users, roles, complete }: RangeHolders): string {
  const unused = roles.filter(
    ({ role }) => !users.some(({ read, write }) => [...rolesBy(read), ...rolesBy(write)].includes(role)),
  );
  return [
    ...(isAuthOn === false
      ? ['Authentication is off: everybody may read and write every key. With authentication on it would be these.']
      : []),
    ...(unused.length === 0
      ? []
      : [`Roles that permit it as well, and that no user has: ${unused.map(({ role }) => role).join(', ')}.`]),
    ...(complete ? [] : ['There are more users, roles or ranges than are read: some may be missing here.']),
    ...(isAuthOn === true ? ['A user with the role root may do everything.'] : []),
  ].join(' ');
}
