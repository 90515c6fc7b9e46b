import type { PlansApi } from '../../../contract/plans.ts';
import { authDisable, authEnable, logIn, userAdd, userDelete, userGrantRole } from '../../etcd/auth-changes.ts';
import type { Planner } from '../../plans/planning.ts';
import { learnAuthOn } from '../access-model.ts';
import { rootRole } from '../range-access.ts';
import { unrestricted, userRanges } from './access-changes.ts';
import { type AccessAct, accessOperation } from './access-operation.ts';
import { type AccessPlanParts, planAccess } from './access-planner.ts';

type Request<Name extends keyof PlansApi> = Parameters<PlansApi[Name]>[0];
const rootUser = 'root';

/** Plans to turn auth on with a root whose password is known, and to log in as it. */
export function planAuthEnable(
  parts: AccessPlanParts,
  { connection, rootPassword: password }: Request<'planAuthEnable'>,
  signal: AbortSignal,
): Planner {
  return planAccess(
    parts,
    connection,
    async ({ held, model, line, passwordObstacle }) => {
      const what = 'authentication';
      if (model.isAuthOn === true) return { act: 'authEnable', what, operations: [], etcdctl: [] };
      const known = model.users.find(({ name }) => name === rootUser);
      // A deleted role cannot be given.
      const others = (known?.roles ?? []).filter((role) => role !== rootRole && model.stored.has(role));
      const roles = [rootRole, ...others];
      const login = { name: rootUser, password };
      const obstacle = passwordObstacle;
      const acts: readonly AccessAct[] = [
        ...(known === undefined ? [] : [{ ...deleteRoot, obstacle }]),
        {
          ...{ name: `Add the user ${rootUser} with the password`, settledBy: 'reading the users' },
          isDone: ({ users }) => users.some(({ name }) => name === rootUser),
          ...{ isMetByOthers: false, obstacle },
          send: (client, options) => userAdd(client, login, options),
        },
        ...roles.map(giveRoot),
        {
          ...{ name: 'Turn authentication on', settledBy: 'asking whether it is on' },
          isDone: () => null,
          send: (client, options) => authEnable(client, options),
          isShown: async (_, options) => (await learnAuthOn(held, options)) === true,
        },
        {
          ...{ name: `Log in as ${rootUser}`, settledBy: 'logging in again' },
          isDone: () => null,
          send: (client, options) => logIn(client, login, options),
          isShown: (client, options) =>
            logIn(client, login, options).then(
              () => true,
              () => false,
            ),
        },
      ];
      const users = [...model.users.filter(({ name }) => name !== rootUser), { name: rootUser, roles }];
      const own = held.profile.user ?? held.certificateName;
      const isRoot = users.some(({ name, roles: given }) => name === own && given.includes(rootRole));
      return {
        ...{ act: 'authEnable', what },
        obstacle: await obstacle(signal),
        operations: acts.map((act, place) => accessOperation(held, place === 0 ? model : null, act)),
        consequences: [
          ...(known === undefined ? [] : (['RenewsRoot'] as const)),
          ...(isRoot ? [] : (['ShutsOutConnection'] as const)),
        ],
        between: { before: unrestricted({ users }), after: userRanges({ users, roles: model.roles }) },
        etcdctl: [
          ...(known === undefined ? [] : [line('user delete', rootUser)]),
          // etcdctl asks for the password.
          line('user add', rootUser),
          ...roles.map((role) => line('user grant-role', rootUser, role)),
          line('auth enable'),
        ],
      };
    },
    signal,
  );
}

const deleteRoot: AccessAct = {
  ...{ name: `Delete the user ${rootUser}`, settledBy: 'reading the users' },
  isDone: ({ users }) => users.every(({ name }) => name !== rootUser),
  send: (client, options) => userDelete(client, rootUser, options),
};

const giveRoot = (role: string): AccessAct => ({
  ...{ name: `Give ${rootUser} the role ${role}`, settledBy: 'reading the users' },
  isDone: ({ users }) => users.some(({ name, roles }) => name === rootUser && roles.includes(role)),
  send: (client, options) => userGrantRole(client, { user: rootUser, role }, options),
});

/** Plans to turn auth off. */
export function planAuthDisable(
  parts: AccessPlanParts,
  { connection }: Request<'planAuthDisable'>,
  signal: AbortSignal,
): Planner {
  return planAccess(
    parts,
    connection,
    ({ model, operation, line }) => {
      const isOff = model.isAuthOn === false;
      return {
        ...{ act: 'authDisable', what: 'authentication' },
        operations: isOff
          ? []
          : operation({
              ...{ name: 'Turn authentication off', settledBy: 'asking whether it is on' },
              isDone: ({ isAuthOn }) => isAuthOn === false,
              send: (client, options) => authDisable(client, options),
            }),
        ...(isOff
          ? {}
          : {
              consequences: ['OpensToEverybody'] as const,
              between: { before: userRanges(model), after: unrestricted(model) },
            }),
        etcdctl: isOff ? [] : [line('auth disable')],
      };
    },
    signal,
  );
}
