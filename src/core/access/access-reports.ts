import type { AccessApi } from '../../contract/access.ts';
import type { ClusterApi } from '../../contract/cluster.ts';
import type { OpenConnections } from '../connections/held/open-connections.ts';
import { learnAuthOn, readAccessModel, readUser } from './access-model.ts';
import { enforcementDefects } from './enforcement-defects.ts';
import { accessTo, rangesOfRole, rangesOfRoles, requestedSpan } from './range-access.ts';

/** What reports on users and roles need. */
export interface AccessReportParts {
  readonly open: OpenConnections;
  readonly cluster: Pick<ClusterApi, 'status'>;
  readonly resourcesFolder: string;
}

/** Creates the reports on the users and roles of open connections' clusters. Each is read when it is asked for. */
export function createAccessReports({
  open,
  cluster,
  resourcesFolder,
}: AccessReportParts): Pick<AccessApi, 'list' | 'check' | 'who'> {
  return {
    async list({ connection }, options) {
      const { isAuthOn, users, roles, complete } = await readAccessModel(open.require(connection), options);
      const defects = await enforcementDefects(cluster, resourcesFolder, connection, options);
      return { isAuthOn, users, roles, complete, defects };
    },
    async check({ connection, user, key, end }, options) {
      const span = requestedSpan(key, end);
      const held = open.require(connection);
      const bounds = { signal: options?.signal };
      const { user: found, roles } = await readUser(held.client, user, bounds);
      const isAuthOn = await learnAuthOn(held, bounds);
      return { isAuthOn, ...accessTo(rangesOfRoles(found.roles, roles), span) };
    },
    async who({ connection, key, end }, options) {
      const span = requestedSpan(key, end);
      const model = await readAccessModel(open.require(connection), options);
      const mayAny = ({ read, write }: ReturnType<typeof accessTo>) =>
        read.extent !== 'none' || write.extent !== 'none';
      const users = model.users.map(({ name, roles }) => ({
        user: name,
        ...accessTo(rangesOfRoles(roles, model.roles), span),
      }));
      const roles = model.roles.map((role) => ({ role: role.name, ...accessTo(rangesOfRole(role), span) }));
      const { isAuthOn, complete } = model;
      return { isAuthOn, users: users.filter(mayAny), roles: roles.filter(mayAny), complete };
    },
  };
}
