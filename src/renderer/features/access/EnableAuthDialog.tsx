import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { AccessList } from '../../../contract/access.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { StatusDot, type Tone } from '../../ui/StatusChip.tsx';
import { color } from '../../ui/tokens.ts';
import type { AccessActs } from './access-acts.ts';
import { handPassword } from './handed-password.ts';
import { PasswordFields, usePasswords } from './PasswordFields.tsx';

interface Check {
  readonly tone: Tone;
  readonly text: string;
}

/** What keeps the operator from being locked out, as far as it is known before. */
export function lockOutChecks(
  { users, roles }: Pick<AccessList, 'users' | 'roles'>,
  ownUser: string | null,
): readonly Check[] {
  const root = users.find(({ name }) => name === 'root');
  const withoutRole = users.filter(({ name, roles: own }) => name !== 'root' && own.length === 0);
  return [
    root === undefined
      ? { tone: 'info', text: 'There is no user root: the plan adds it.' }
      : { tone: 'info', text: 'There is a user root: the plan adds it anew, with this password and the roles it has.' },
    root?.roles.includes('root')
      ? { tone: 'ok', text: 'The user root has the role root.' }
      : { tone: 'info', text: 'The user root lacks the role root: the plan grants it.' },
    { tone: 'info', text: 'etcd proves no password while authentication is off: the last step logs in as root.' },
    ownUser === null
      ? { tone: 'warn', text: 'This connection names no user: give it root and its password afterwards.' }
      : users.some(({ name, roles: own }) => name === ownUser && own.includes('root')) || ownUser === 'root'
        ? { tone: 'ok', text: `This connection logs in as ${ownUser}, which has the role root.` }
        : { tone: 'warn', text: `This connection logs in as ${ownUser}, which does not have the role root.` },
    ...(withoutRole.length === 0
      ? []
      : [
          {
            tone: 'warn' as const,
            text: `Users without a role, who may do nothing then: ${withoutRole.length} of ${users.length}.`,
          },
        ]),
    ...(roles.some(({ name }) => name !== 'root')
      ? []
      : [{ tone: 'warn' as const, text: 'There is no other role yet: only root can read or write keys then.' }]),
  ];
}

/** Says what turning authentication on takes, asks for root's password, then shows the plan step by step. */
export function EnableAuthDialog(props: {
  readonly list: AccessList;
  readonly ownUser: string | null;
  readonly onEnable: AccessActs['enableAuth'];
  readonly onClose: () => void;
}) {
  const { list, ownUser, onEnable, onClose } = props;
  const typed = usePasswords();
  const enable = (): void => {
    if (typed.fault !== null) return;
    const password = handPassword(typed.take());
    onClose();
    onEnable(password);
  };
  return (
    <DialogFrame
      isOpen
      title="Turn authentication on"
      description="From then on every client needs a user. Applications without one are refused at once."
      width={560}
      onClose={onClose}
      onSubmit={enable}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={typed.fault !== null}>
            Show the plan
          </Button>
        </>
      }
    >
      <Box component="ul" aria-label="Checked before" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {lockOutChecks(list, ownUser).map(({ tone, text }) => (
          <Box component="li" key={text} sx={{ display: 'flex', gap: 1, py: '3px', color: color.text }}>
            <Box sx={{ pt: '2px' }}>
              <StatusDot tone={tone} />
            </Box>
            <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>{text}</Box>
          </Box>
        ))}
      </Box>
      <PasswordFields typed={typed} label="Password of root" hasFocus />
    </DialogFrame>
  );
}
