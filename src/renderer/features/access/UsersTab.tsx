import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { AccessRole, AccessUser } from '../../../contract/access.ts';
import { useConnection } from '../../state/connection.tsx';
import { usePaneSizes } from '../../state/layout.ts';
import { CommandLine } from '../../ui/CommandLine.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { plural } from '../../ui/format.ts';
import { SplitPane } from '../../ui/SplitPane.tsx';
import type { TableColumn } from '../../ui/table-model.ts';
import { color } from '../../ui/tokens.ts';
import type { AccessActs } from './access-acts.ts';
import type { AccessDialog } from './access-dialogs.ts';
import { filteredUsers, isRoot, rangesOf } from './access-lanes.ts';
import { userGetLine } from './access-lines.ts';
import { DetailsPane, Part } from './DetailsPane.tsx';
import { ListPane } from './ListPane.tsx';
import { NoneChosen } from './NoneChosen.tsx';
import { RangeList } from './RangeList.tsx';

const columns: readonly TableColumn<AccessUser>[] = [
  { id: 'name', title: 'User', width: 220, isMono: true, valueOf: ({ name }) => name },
  {
    id: 'roles',
    title: 'Roles',
    width: 260,
    valueOf: ({ roles }) => (roles.length === 0 ? null : roles.join(', ')),
    render: ({ roles }) => (roles.length === 0 ? 'no role: may do nothing' : roles.join(', ')),
  },
];

/** The users, and of the one that is chosen what it may do and by which role. */
export function UsersTab(props: {
  readonly users: readonly AccessUser[];
  readonly roles: readonly AccessRole[];
  readonly chosen: string | null;
  readonly onChoose: (user: string | null) => void;
  readonly acts: AccessActs;
  readonly onDialog: (dialog: AccessDialog) => void;
}) {
  const { users, roles, chosen, onChoose, acts, onDialog } = props;
  const panes = usePaneSizes('access.users');
  const [filter, setFilter] = useState('');
  const user = users.find(({ name }) => name === chosen);
  const add = (): void => onDialog({ kind: 'addUser' });
  return (
    <SplitPane
      {...panes}
      panes={[
        {
          ...{ id: 'users', label: 'Users', minSize: 260 },
          content: (
            <ListPane
              label="Users"
              columns={columns}
              rows={filteredUsers(users, filter)}
              filter={filter}
              onFilter={setFilter}
              chosen={chosen}
              onChoose={onChoose}
              add={{ label: 'Add a user…', run: add }}
              empty={
                <EmptyState title="There is no user" actions={<Button onClick={add}>Add a user…</Button>}>
                  Before authentication is turned on there has to be a user root with the role root.
                </EmptyState>
              }
            />
          ),
        },
        {
          ...{ id: 'user', label: 'The user', defaultSize: '45%', minSize: 280 },
          content:
            user === undefined ? (
              <NoneChosen noun="user" name={chosen}>
                What it may do is shown here, and by which role.
              </NoneChosen>
            ) : (
              <UserDetails user={user} roles={roles} acts={acts} onDialog={onDialog} />
            ),
        },
      ]}
    />
  );
}

function UserDetails(props: {
  readonly user: AccessUser;
  readonly roles: readonly AccessRole[];
  readonly acts: AccessActs;
  readonly onDialog: (dialog: AccessDialog) => void;
}) {
  const { user, roles, acts, onDialog } = props;
  const { profile } = useConnection();
  const own = roles.filter(({ name }) => user.roles.includes(name));
  const ranges = own.flatMap(rangesOf);
  return (
    <DetailsPane
      title={user.name}
      actions={
        <>
          <Button onClick={() => onDialog({ kind: 'changePassword', user: user.name })}>Change password…</Button>
          <Button color="error" onClick={() => acts.deleteUser(user.name)}>
            Delete…
          </Button>
        </>
      }
    >
      <Part
        title={plural(user.roles.length, 'role')}
        end={<Button onClick={() => onDialog({ kind: 'grantRole', user: user.name })}>Grant a role…</Button>}
      >
        <Box component="ul" aria-label="Roles of the user" sx={{ m: 0, p: 0, listStyle: 'none' }}>
          {user.roles.map((role) => (
            <Box
              component="li"
              key={role}
              sx={{
                display: 'flex',
                alignItems: 'center',
                gap: 1,
                minHeight: 30,
                borderBottom: `1px solid ${color.line}`,
              }}
            >
              <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>{role}</Box>
              <Button
                variant="text"
                aria-label={`Revoke the role ${role}`}
                onClick={() => acts.changeRoleOf(user.name, role, 'revoke')}
              >
                Revoke…
              </Button>
            </Box>
          ))}
        </Box>
      </Part>
      <Part title="May">
        {own.some(isRoot) ? (
          <Typography>
            Everything: read and write every key, and change the cluster, its users and its roles.
          </Typography>
        ) : ranges.length === 0 ? (
          <Typography sx={{ color: color.muted }}>Nothing: no role of this user permits a key.</Typography>
        ) : (
          <RangeList label="What the user may do" ranges={ranges} namesRole onShow={acts.showKeys} />
        )}
      </Part>
      <Part title="Logs in">
        <Typography sx={{ color: color.muted }}>
          With its password, or with a client certificate whose common name is {user.name}. etcd does not tell whether a
          user has a password; one without is reached by certificate only.
        </Typography>
      </Part>
      <CommandLine label="etcdctl" line={userGetLine(profile, user.name)} copy="Copy as etcdctl" />
    </DetailsPane>
  );
}
