import type { EtcdctlCommand, NamedKeys } from '../../../../contract/etcdctl-bridge/commands.ts';
import type { Permission } from '../../../features/access/access-acts.ts';
import { type AccessBeginnings, accessDesk } from '../../../features/access/access-desk.ts';
import { afterKey, afterPrefix, keysText, permissionWords } from '../../../parts/access/access-words.ts';
import type { LineOpening } from '../../../state/line-opener.ts';
import { compareBytes } from '../../../ui/byte-text.ts';
import type { LineWorld } from './line-world.ts';

type AccessCommand = Extract<EtcdctlCommand, { readonly kind: `auth ${string}` | `user ${string}` | `role ${string}` }>;

/** Returns what a line about users, roles or authentication opens as. A password is typed into a form, always. */
export function openAccess(command: AccessCommand, world: LineWorld): LineOpening {
  const begins = (title: string, begin: (desk: AccessBeginnings) => void, note?: string): LineOpening => {
    const run = (): void => {
      accessDesk.ask(begin);
      world.show('access', null);
    };
    return note === undefined ? { title, run } : { title, note, run };
  };
  const shows = (title: string): LineOpening => ({ title, run: () => world.show('access', null) });
  switch (command.kind) {
    case 'auth enable':
      return begins(
        'Turn authentication on…',
        ({ open }) => open({ kind: 'enableAuth' }),
        'It asks for root’s password.',
      );
    case 'auth disable':
      return begins('Turn authentication off…', ({ acts }) => acts.disableAuth());
    case 'auth status':
      return shows('Show whether authentication is on');
    case 'user list':
      return shows('Show the users');
    case 'role list':
      return shows('Show the roles');
    case 'user get':
      return begins(`Show the user ${command.user}`, ({ showUser }) => showUser(command.user));
    case 'role get':
      return begins(`Show the role ${command.role}`, ({ showRole }) => showRole(command.role));
    case 'user add':
      return begins(
        `Add the user ${command.user}…`,
        ({ open }) => open({ kind: 'addUser', name: command.user }),
        'Its password, or that it has none, is chosen there.',
      );
    case 'user passwd':
      return begins(`Change the password of ${command.user}…`, ({ open }) =>
        open({ kind: 'changePassword', user: command.user }),
      );
    case 'user delete':
      return begins(`Delete the user ${command.user}…`, ({ acts }) => acts.deleteUser(command.user));
    case 'user grant-role':
    case 'user revoke-role': {
      const { user, role } = command;
      return command.kind === 'user grant-role'
        ? begins(`Give ${user} the role ${role}…`, ({ acts }) => acts.changeRoleOf(user, role, 'grant'))
        : begins(`Take the role ${role} from ${user}…`, ({ acts }) => acts.changeRoleOf(user, role, 'revoke'));
    }
    case 'role add':
      return begins(`Add the role ${command.role}…`, ({ acts }) => acts.addRole(command.role));
    case 'role delete':
      return begins(`Delete the role ${command.role}…`, ({ acts }) => acts.deleteRole(command.role));
    case 'role grant-permission':
    case 'role revoke-permission': {
      const range = rangeOf(command.keys);
      if (range === null) return { not: 'The end comes before the beginning, or is it: no key lies between.' };
      const { role } = command;
      if (command.kind === 'role revoke-permission') {
        const permission = { ...range, canRead: true, canWrite: true };
        return begins(`Take ${keysText(range)} from ${role}…`, ({ acts }) => acts.revokePermission(role, permission));
      }
      const { permission: granted } = command;
      const permission = { ...range, canRead: granted !== 'write', canWrite: granted !== 'read' };
      const words = permissionWords(permission);
      return begins(`Let ${role} ${words.charAt(0).toLowerCase()}${words.slice(1)}…`, ({ acts }) =>
        acts.grantPermission(role, permission),
      );
    }
  }
}

/** Returns the range that etcdctl sends for keys; `null` where no key lies in it. */
function rangeOf(keys: NamedKeys): Pick<Permission, 'key' | 'end'> | null {
  // etcd has no empty key: the least one is a zero byte.
  const key = keys.key.length === 0 ? Uint8Array.of(0) : keys.key;
  switch (keys.kind) {
    case 'key':
      return keys.key.length === 0 ? null : { key, end: afterKey(key) };
    case 'prefix':
      return { key, end: afterPrefix(keys.key) };
    case 'from':
      return { key, end: null };
    case 'range':
      return compareBytes(key, keys.end) < 0 ? { key, end: keys.end } : null;
  }
}
