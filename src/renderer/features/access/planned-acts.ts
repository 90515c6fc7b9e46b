import type { CallOptions } from '../../../contract/abort.ts';
import type { Api } from '../../../contract/api.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { PlanNotice } from '../../../contract/plans.ts';
import { permissionWords } from '../../parts/access/access-words.ts';
import type { PlanRequest } from '../../state/plans.ts';
import type { Permission } from './access-acts.ts';
import type { HandedPassword } from './handed-password.ts';

/** Where a plan is made, and what is done when users or roles may have changed. */
export interface ActParts {
  readonly api: Pick<Api, 'plans'>;
  readonly connection: ConnectionId;
  readonly onDidEnd: () => void;
}

export const roleAddRequest = ({ api, connection, onDidEnd }: ActParts, role: string): PlanRequest => ({
  title: `Add the role ${role}?`,
  confirm: 'Add it',
  doing: `Adding the role ${role}`,
  plan: (options) => api.plans.planRoleAdd({ connection, role }, options),
  onDidEnd,
});

export const roleDeleteRequest = ({ api, connection, onDidEnd }: ActParts, role: string): PlanRequest => ({
  title: `Delete the role ${role}?`,
  confirm: 'Delete it',
  doing: `Deleting the role ${role}`,
  plan: (options) => api.plans.planRoleDelete({ connection, role }, options),
  onDidEnd,
});

export const permissionGrantRequest = (
  { api, connection, onDidEnd }: ActParts,
  role: string,
  permission: Permission,
): PlanRequest => ({
  title: `Let ${role} ${lower(permissionWords(permission))}?`,
  confirm: 'Grant it',
  doing: `Granting a permission to ${role}`,
  plan: (options) => {
    const { key, end, canRead, canWrite } = permission;
    return api.plans.planRoleGrantPermission({ connection, role, key, end, canRead, canWrite }, options);
  },
  onDidEnd,
});

export const permissionRevokeRequest = (
  { api, connection, onDidEnd }: ActParts,
  role: string,
  permission: Permission,
): PlanRequest => ({
  title: `Take from ${role}: ${lower(permissionWords(permission))}?`,
  confirm: 'Revoke it',
  doing: `Revoking a permission of ${role}`,
  plan: (options) =>
    api.plans.planRoleRevokePermission({ connection, role, key: permission.key, end: permission.end }, options),
  onDidEnd,
});

/** `null`: a user without a password. */
export const userAddRequest = (
  { api, connection, onDidEnd }: ActParts,
  user: string,
  password: HandedPassword | null,
): PlanRequest => ({
  title: `Add the user ${user}?`,
  confirm: 'Add it',
  doing: `Adding the user ${user}`,
  ...withPassword(password, (typed, options) => api.plans.planUserAdd({ connection, user, password: typed }, options)),
  onDidEnd,
});

export const passwordRequest = (
  { api, connection, onDidEnd }: ActParts,
  user: string,
  password: HandedPassword,
): PlanRequest => ({
  title: `Change the password of ${user}?`,
  confirm: 'Change it',
  doing: `Changing the password of ${user}`,
  ...withPassword(password, (typed, options) =>
    api.plans.planUserChangePassword({ connection, user, password: typed ?? '' }, options),
  ),
  onDidEnd,
});

export const userDeleteRequest = ({ api, connection, onDidEnd }: ActParts, user: string): PlanRequest => ({
  title: `Delete the user ${user}?`,
  confirm: 'Delete it',
  doing: `Deleting the user ${user}`,
  plan: (options) => api.plans.planUserDelete({ connection, user }, options),
  onDidEnd,
});

export const roleOfUserRequest = (
  { api, connection, onDidEnd }: ActParts,
  user: string,
  role: string,
  change: 'grant' | 'revoke',
): PlanRequest => ({
  title: change === 'grant' ? `Give ${user} the role ${role}?` : `Take the role ${role} from ${user}?`,
  confirm: change === 'grant' ? 'Grant it' : 'Revoke it',
  doing: change === 'grant' ? `Giving ${user} the role ${role}` : `Taking the role ${role} from ${user}`,
  plan: (options) =>
    change === 'grant'
      ? api.plans.planUserGrantRole({ connection, user, role }, options)
      : api.plans.planUserRevokeRole({ connection, user, role }, options),
  onDidEnd,
});

export const authEnableRequest = (
  { api, connection, onDidEnd }: ActParts,
  rootPassword: HandedPassword,
): PlanRequest => ({
  title: 'Turn authentication on?',
  confirm: 'Turn it on',
  doing: 'Turning authentication on',
  ...withPassword(rootPassword, (typed, options) =>
    api.plans.planAuthEnable({ connection, rootPassword: typed ?? '' }, options),
  ),
  onDidEnd,
});

export const authDisableRequest = ({ api, connection, onDidEnd }: ActParts): PlanRequest => ({
  title: 'Turn authentication off?',
  confirm: 'Turn it off',
  doing: 'Turning authentication off',
  plan: (options) => api.plans.planAuthDisable({ connection }, options),
  onDidEnd,
});

/** Forgets the password as soon as core has made the plan, and where the plan is dismissed. */
function withPassword(
  password: HandedPassword | null,
  plan: (typed: string | null, options: CallOptions) => AsyncIterable<PlanNotice>,
): Pick<PlanRequest, 'plan' | 'onDidDismiss'> {
  return {
    plan: async function* (options) {
      for await (const notice of plan(password === null ? null : password.take(), options)) {
        if (notice.kind === 'planned') password?.forget();
        yield notice;
      }
    },
    onDidDismiss: () => password?.forget(),
  };
}

const lower = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
