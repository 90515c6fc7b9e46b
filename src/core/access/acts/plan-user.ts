import type { PlansApi } from '../../../contract/plans.ts';
import { userAdd, userDelete } from '../../etcd/auth-changes.ts';
import type { Planner } from '../../plans/planning.ts';
import type { AccessModel } from '../access-model.ts';
import { type AccessPlanParts, planAccess } from './access-planner.ts';
import { refusal, requireUser, whileOn } from './access-refusals.ts';

type Request<Name extends keyof PlansApi> = Parameters<PlansApi[Name]>[0];
const settledBy = 'reading the users';

/** Plans to add a user. */
export function planUserAdd(
  parts: AccessPlanParts,
  { connection, user, password }: Request<'planUserAdd'>,
  signal: AbortSignal,
): Planner {
  return planAccess(
    parts,
    connection,
    async ({ model, operation, line, passwordObstacle }) => {
      const has = (now: AccessModel) => now.users.some(({ name }) => name === user);
      if (has(model)) throw refusal('UserAlreadyExist', `there is a user ${user}`);
      const obstacle = password === null ? async () => null : passwordObstacle;
      return {
        ...{ act: 'userAdd', what: `the user ${user}`, confirmedBy: user },
        operations: operation({
          name: password === null ? `Add the user ${user} without a password` : `Add the user ${user}`,
          ...{ settledBy, isDone: has, isMetByOthers: false, obstacle },
          send: (client, options) => userAdd(client, { name: user, password }, options),
        }),
        obstacle: await obstacle(signal),
        after: { users: [...model.users, { name: user, roles: [] }] },
        // etcdctl asks for the password.
        etcdctl: [line(password === null ? 'user add --no-password' : 'user add', user)],
      };
    },
    signal,
  );
}

/** Plans to delete a user. */
export function planUserDelete(
  parts: AccessPlanParts,
  { connection, user }: Request<'planUserDelete'>,
  signal: AbortSignal,
): Planner {
  return planAccess(
    parts,
    connection,
    ({ model, operation, line }) => {
      requireUser(model, user);
      return {
        ...{ act: 'userDelete', what: `the user ${user}`, confirmedBy: user },
        operations: operation({
          ...{ name: `Delete the user ${user}`, settledBy },
          isDone: (now) => now.users.every(({ name }) => name !== user),
          send: (client, options) => userDelete(client, user, options),
        }),
        obstacle: user === 'root' ? whileOn(model, 'the user root cannot be deleted while authentication is on') : null,
        after: { users: model.users.filter(({ name }) => name !== user) },
        etcdctl: [line('user delete', user)],
      };
    },
    signal,
  );
}
