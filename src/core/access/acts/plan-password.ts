import type { PlansApi } from '../../../contract/plans.ts';
import { logIn, userChangePassword } from '../../etcd/auth-changes.ts';
import type { Planner } from '../../plans/planning.ts';
import { type AccessPlanParts, planAccess } from './access-planner.ts';
import { requireUser } from './access-refusals.ts';

/** Plans to change a password. Whether it was changed is read by logging in with it, where auth is on. */
export function planUserChangePassword(
  parts: AccessPlanParts,
  { connection, user, password }: Parameters<PlansApi['planUserChangePassword']>[0],
  signal: AbortSignal,
): Planner {
  return planAccess(
    parts,
    connection,
    async ({ model, operation, line, passwordObstacle }) => {
      requireUser(model, user);
      return {
        ...{ act: 'userChangePassword', what: `the password of ${user}`, confirmedBy: user },
        operations: operation({
          ...{ name: `Change the password of ${user}`, settledBy: 'logging in with it' },
          isDone: () => null,
          obstacle: passwordObstacle,
          send: (client, options) => userChangePassword(client, { name: user, password }, options),
          isShown: (client, options) =>
            logIn(client, { name: user, password }, options).then(
              () => true,
              () => false,
            ),
        }),
        obstacle: await passwordObstacle(signal),
        consequences: ['PasswordMayBeIgnored'],
        // etcdctl asks for the password.
        etcdctl: [line('user passwd', user)],
      };
    },
    signal,
  );
}
