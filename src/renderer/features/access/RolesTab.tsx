import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { AccessRole, AccessUser } from '../../../contract/access.ts';
import { permissionWords } from '../../parts/access/access-words.ts';
import { useConnection } from '../../state/connection.tsx';
import { usePaneSizes } from '../../state/layout.ts';
import { CommandLine } from '../../ui/CommandLine.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { SplitPane } from '../../ui/SplitPane.tsx';
import type { TableColumn } from '../../ui/table-model.ts';
import { color } from '../../ui/tokens.ts';
import type { AccessActs } from './access-acts.ts';
import type { AccessDialog } from './access-dialogs.ts';
import { filteredRoles, isRoot, rangesOf, usersOf } from './access-lanes.ts';
import { roleGetLine } from './access-lines.ts';
import { DetailsPane, Part } from './DetailsPane.tsx';
import { ListPane } from './ListPane.tsx';
import { NoneChosen } from './NoneChosen.tsx';
import { RangeList } from './RangeList.tsx';

const columnsWith = (users: readonly AccessUser[]): readonly TableColumn<AccessRole>[] => [
  { id: 'name', title: 'Role', width: 180, isMono: true, valueOf: ({ name }) => name },
  {
    id: 'users',
    title: 'Users',
    width: 64,
    align: 'end',
    valueOf: ({ name }) => usersOf(name, users).length,
    render: ({ name }) => formatCount(usersOf(name, users).length),
  },
  {
    id: 'ranges',
    title: 'Permits',
    width: 240,
    valueOf: (role) => (isRoot(role) ? 'Everything' : role.ranges.map(permissionWords).join('; ') || null),
    render: (role) =>
      isRoot(role)
        ? 'Everything'
        : role.ranges.length === 0
          ? 'nothing yet'
          : role.ranges.map(permissionWords).join('; '),
  },
];

/** The roles, and of the one that is chosen what it permits and who has it. */
export function RolesTab(props: {
  readonly users: readonly AccessUser[];
  readonly roles: readonly AccessRole[];
  readonly chosen: string | null;
  readonly onChoose: (role: string | null) => void;
  readonly acts: AccessActs;
  readonly onDialog: (dialog: AccessDialog) => void;
}) {
  const { users, roles, chosen, onChoose, acts, onDialog } = props;
  const panes = usePaneSizes('access.roles');
  const [filter, setFilter] = useState('');
  const role = roles.find(({ name }) => name === chosen);
  const add = (): void => onDialog({ kind: 'addRole' });
  return (
    <SplitPane
      {...panes}
      panes={[
        {
          ...{ id: 'roles', label: 'Roles', minSize: 260 },
          content: (
            <ListPane
              label="Roles"
              columns={columnsWith(users)}
              rows={filteredRoles(roles, filter)}
              filter={filter}
              onFilter={setFilter}
              chosen={chosen}
              onChoose={onChoose}
              add={{ label: 'Add a role…', run: add }}
              empty={
                <EmptyState title="There is no role" actions={<Button onClick={add}>Add a role…</Button>}>
                  A role permits ranges of keys, and is granted to users.
                </EmptyState>
              }
            />
          ),
        },
        {
          ...{ id: 'role', label: 'The role', defaultSize: '45%', minSize: 280 },
          content:
            role === undefined ? (
              <NoneChosen noun="role" name={chosen}>
                What it permits is shown here, and who has it.
              </NoneChosen>
            ) : (
              <RoleDetails role={role} holders={usersOf(role.name, users)} acts={acts} onDialog={onDialog} />
            ),
        },
      ]}
    />
  );
}

/** So many names are shown; the others are counted. */
const mostNamed = 40;

function RoleDetails(props: {
  readonly role: AccessRole;
  readonly holders: readonly string[];
  readonly acts: AccessActs;
  readonly onDialog: (dialog: AccessDialog) => void;
}) {
  const { role, holders, acts, onDialog } = props;
  const { profile } = useConnection();
  const more = holders.length - mostNamed;
  return (
    <DetailsPane
      title={role.name}
      actions={
        <Button color="error" onClick={() => acts.deleteRole(role.name)}>
          Delete…
        </Button>
      }
    >
      <Part
        title="Permits"
        end={
          isRoot(role) ? null : (
            <Button onClick={() => onDialog({ kind: 'grantPermission', role: role.name })}>Grant a permission…</Button>
          )
        }
      >
        {isRoot(role) ? (
          <Typography>
            Everything: read and write every key, and change the cluster, its users and its roles.
          </Typography>
        ) : role.ranges.length === 0 ? (
          <Typography sx={{ color: color.muted }}>Nothing yet.</Typography>
        ) : (
          <RangeList
            label="What the role permits"
            ranges={rangesOf(role)}
            onRevoke={(range) => acts.revokePermission(role.name, range)}
            onShow={acts.showKeys}
          />
        )}
      </Part>
      <Part title={plural(holders.length, 'user')}>
        <Box sx={{ overflowWrap: 'anywhere', color: holders.length === 0 ? color.muted : color.text }}>
          {holders.length === 0 ? 'No user has it: it changes nothing yet.' : holders.slice(0, mostNamed).join(', ')}
          {more > 0 ? ` and ${formatCount(more)} more` : null}
        </Box>
      </Part>
      <CommandLine label="etcdctl" line={roleGetLine(profile, role.name)} copy="Copy as etcdctl" />
    </DetailsPane>
  );
}
