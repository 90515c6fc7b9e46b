import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useState } from 'react';
import type { AccessList } from '../../../contract/access.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { useCommandSource } from '../../state/commands.ts';
import { useConnection } from '../../state/connection.tsx';
import { useFocus } from '../../state/use-focus.ts';
import { escapeBytes, fromHex } from '../../ui/byte-text.ts';
import { LoadingBlock } from '../../ui/LoadingState.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { color } from '../../ui/tokens.ts';
import { AccessHeading, DefectNotices } from './AccessHeading.tsx';
import { AccessRefused } from './AccessRefused.tsx';
import type { AccessActs } from './access-acts.ts';
import { accessDesk } from './access-desk.ts';
import type { AccessDialog } from './access-dialogs.ts';
import { EnableAuthDialog } from './EnableAuthDialog.tsx';
import { GrantPermissionDialog, GrantRoleDialog } from './GrantDialogs.tsx';
import { KeyspaceTab } from './KeyspaceTab.tsx';
import { AddRoleDialog, AddUserDialog, ChangePasswordDialog } from './NewDialogs.tsx';
import { QuestionsTab } from './QuestionsTab.tsx';
import { RolesTab } from './RolesTab.tsx';
import { emptyRange } from './range-form.ts';
import { UsersTab } from './UsersTab.tsx';
import { useAccess } from './use-access.ts';

const tabs = { users: 'Users', roles: 'Roles', keyspace: 'Keyspace', questions: 'Who can do what' } as const;
type AccessTab = keyof typeof tabs;
const tabOrder: readonly AccessTab[] = ['users', 'roles', 'keyspace', 'questions'];

/** Users, roles and what they may do with which keys. */
export function AccessScreen() {
  const { profile } = useConnection();
  const { list, failure, isReading, refresh, acts } = useAccess();
  const [tab, setTab] = useState<AccessTab>('users');
  const [user, setUser] = useState<string | null>(null);
  const [role, setRole] = useState<string | null>(null);
  const [who, setWho] = useState(emptyRange);
  const [dialog, setDialog] = useState<AccessDialog | null>(null);
  // The bytes of a key in hexadecimal; with `*` behind them, all that begin so.
  useFocus('access', (focus) => {
    const key = fromHex(focus.replace(/\*$/, ''));
    if (key === null) return;
    setWho({ kind: focus.endsWith('*') ? 'prefix' : 'key', key: escapeBytes(key).text, end: '' });
    setTab('questions');
  });
  const showRole = (name: string): void => {
    setRole(name);
    setTab('roles');
  };
  const showUser = (name: string): void => {
    setUser(name);
    setTab('users');
  };
  accessDesk.useAsked({ acts, open: setDialog, showUser, showRole });
  useCommandSource(() => [
    ...tabOrder.map((each) => ({
      ...{ id: `access.${each}`, title: `Show ${tabs[each].toLowerCase()}`, group: 'Access' },
      run: () => setTab(each),
    })),
    { id: 'access.add-user', title: 'Add a user', group: 'Access', run: () => setDialog({ kind: 'addUser' }) },
    { id: 'access.add-role', title: 'Add a role', group: 'Access', run: () => setDialog({ kind: 'addRole' }) },
  ]);
  if (list === null) {
    if (failure !== null) return <AccessRefused failure={failure} onRetry={refresh} onShow={acts.showKeys} />;
    return (
      <Box sx={{ p: '16px 18px', display: 'flex', flexDirection: 'column', gap: 2 }}>
        <LoadingBlock label="Asking whether authentication is on" height={56} width={420} />
        <LoadingBlock label="Loading users and roles" height={320} />
      </Box>
    );
  }
  const close = (): void => setDialog(null);
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      {failure === null ? null : (
        <Notice tone="warn">{describeFailure(failure).title} This is what was known before.</Notice>
      )}
      <AccessHeading
        list={list}
        isReading={isReading}
        onRefresh={refresh}
        onEnable={() => setDialog({ kind: 'enableAuth' })}
        onDisable={acts.disableAuth}
      />
      <DefectNotices list={list} />
      <Tabs
        aria-label="Parts of access"
        value={tab}
        selectionFollowsFocus
        onChange={(_, chosen: AccessTab) => setTab(chosen)}
        sx={{ px: 1, flexShrink: 0, borderBottom: `1px solid ${color.line}` }}
      >
        {tabOrder.map((each) => (
          <Tab key={each} id={`access-tab-${each}`} aria-controls="access-part" value={each} label={tabs[each]} />
        ))}
      </Tabs>
      <Box
        id="access-part"
        role="tabpanel"
        aria-labelledby={`access-tab-${tab}`}
        tabIndex={-1}
        sx={{ flex: 1, minHeight: 0, '&:focus-visible': { outline: 'none' } }}
      >
        {tab === 'users' ? (
          <UsersTab
            users={list.users}
            roles={list.roles}
            chosen={user}
            onChoose={setUser}
            acts={acts}
            onDialog={setDialog}
          />
        ) : tab === 'roles' ? (
          <RolesTab
            users={list.users}
            roles={list.roles}
            chosen={role}
            onChoose={setRole}
            acts={acts}
            onDialog={setDialog}
          />
        ) : tab === 'keyspace' ? (
          <KeyspaceTab users={list.users} roles={list.roles} onRole={showRole} />
        ) : (
          <QuestionsTab users={list.users} who={who} onWho={setWho} />
        )}
      </Box>
      {dialog === null ? null : (
        <OpenDialog dialog={dialog} list={list} ownUser={profile.user} acts={acts} onClose={close} />
      )}
    </Box>
  );
}

function OpenDialog(props: {
  readonly dialog: AccessDialog;
  readonly list: AccessList;
  readonly ownUser: string | null;
  readonly acts: AccessActs;
  readonly onClose: () => void;
}) {
  const { dialog, list, ownUser, acts, onClose } = props;
  switch (dialog.kind) {
    case 'addUser':
      return (
        <AddUserDialog
          taken={list.users.map(({ name }) => name)}
          name={dialog.name}
          onAdd={acts.addUser}
          onClose={onClose}
        />
      );
    case 'addRole':
      return <AddRoleDialog taken={list.roles.map(({ name }) => name)} onAdd={acts.addRole} onClose={onClose} />;
    case 'changePassword':
      return <ChangePasswordDialog user={dialog.user} onChange={acts.changePassword} onClose={onClose} />;
    case 'grantPermission':
      return <GrantPermissionDialog role={dialog.role} onGrant={acts.grantPermission} onClose={onClose} />;
    case 'grantRole': {
      const user = list.users.find(({ name }) => name === dialog.user);
      if (user === undefined) return null;
      return <GrantRoleDialog user={user} roles={list.roles} onGrant={acts.changeRoleOf} onClose={onClose} />;
    }
    case 'enableAuth':
      return <EnableAuthDialog list={list} ownUser={ownUser} onEnable={acts.enableAuth} onClose={onClose} />;
  }
}
