import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useMemo, useState } from 'react';
import type { AccessRole, AccessUser, PermittedRange } from '../../../contract/access.ts';
import { keysText } from '../../parts/access/access-words.ts';
import { usePaneSizes } from '../../state/layout.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Field } from '../../ui/Field.tsx';
import { SpanLines } from '../../ui/SpanLines.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import type { SpanFill } from '../../ui/span-lane.ts';
import { nothingSelected, type TableColumn } from '../../ui/table-model.ts';
import { color } from '../../ui/tokens.ts';
import { filteredRoles, lanesOf, rangeId, rangesOf, usersOf } from './access-lanes.ts';

const legend: readonly { readonly fill: SpanFill; readonly text: string }[] = [
  { fill: 'solid', text: 'read and write' },
  { fill: 'light', text: 'read' },
  { fill: 'striped', text: 'write only' },
];

const may = ({ canRead, canWrite }: PermittedRange): string =>
  canRead && canWrite ? 'read and write' : canRead ? 'read' : 'write';

const columnsWith = (users: readonly AccessUser[]): readonly TableColumn<PermittedRange>[] => [
  { id: 'role', title: 'Role', width: 180, isMono: true, valueOf: ({ role }) => role },
  { id: 'may', title: 'May', width: 120, valueOf: may },
  { id: 'keys', title: 'Keys', width: 320, valueOf: keysText },
  { id: 'users', title: 'Users', width: 70, align: 'end', valueOf: ({ role }) => usersOf(role, users).length },
];

/** The keyspace as a line with the ranges of each role, and the same as a table. */
export function KeyspaceTab(props: {
  readonly users: readonly AccessUser[];
  readonly roles: readonly AccessRole[];
  readonly onRole: (role: string) => void;
}) {
  const { users, roles, onRole } = props;
  const panes = usePaneSizes('access.keyspace');
  const [filter, setFilter] = useState('');
  const [selection, setSelection] = useState(nothingSelected);
  const permitting = useMemo(
    () => filteredRoles(roles, filter).filter((role) => rangesOf(role).length > 0),
    [roles, filter],
  );
  const lanes = useMemo(() => lanesOf(permitting), [permitting]);
  const ranges = useMemo(() => permitting.flatMap(rangesOf), [permitting]);
  if (roles.every((role) => rangesOf(role).length === 0)) {
    return <EmptyState title="No role permits a key">Grant a role a permission to see it here.</EmptyState>;
  }
  return (
    <SplitPane
      {...panes}
      orientation="vertical"
      panes={[
        {
          ...{ id: 'line', label: 'The keyspace', minSize: 220 },
          content: (
            <Box
              sx={{
                height: '100%',
                boxSizing: 'border-box',
                p: '12px 18px',
                display: 'flex',
                flexDirection: 'column',
                gap: 1,
              }}
            >
              <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px 16px' }}>
                <Typography sx={{ flex: '1 1 300px', color: color.muted }}>
                  From the first key to the last, in the order of their bytes. Not to scale: each stretch between two
                  boundaries is equally wide, whatever keys it holds.
                </Typography>
                <Box sx={{ width: 260 }}>
                  <Field
                    label="Filter by role or key"
                    isLabelHidden
                    placeholder="Filter by role or key"
                    value={filter}
                    onChange={setFilter}
                  />
                </Box>
              </Box>
              {lanes.length === 0 ? (
                <EmptyState title="No role or key is called so" />
              ) : (
                <SpanLines
                  label="What roles permit"
                  lanes={lanes}
                  legend={legend}
                  togetherLabel="Roles that permit it"
                  invitation="Point at a range, or walk with the arrow keys, to read it and see which roles share a part of it. Enter marks it in the table."
                  chosen={selection.cursor}
                  onChoose={({ span }) => setSelection({ keys: new Set([span.id]), anchor: span.id, cursor: span.id })}
                />
              )}
            </Box>
          ),
        },
        {
          ...{ id: 'table', label: 'The ranges', defaultSize: '38%', minSize: 100 },
          content: (
            <DataTable
              label="Ranges of roles"
              columns={columnsWith(users)}
              rows={ranges}
              keyOf={rangeId}
              selection={selection}
              onSelection={setSelection}
              onOpen={({ role }) => onRole(role)}
            />
          ),
        },
      ]}
    />
  );
}
