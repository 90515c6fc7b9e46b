import type { CallOptions } from '../../contract/abort.ts';
import type { EnforcementDefect } from '../../contract/access.ts';
import type { ClusterApi } from '../../contract/cluster.ts';
import type { ConnectionId } from '../../contract/ids.ts';
import { memberName } from '../../contract/member-name.ts';
import { loadAdvisories } from '../doctor/advisories.ts';
import { isAffected } from '../doctor/version-advisor.ts';

/** The advisories by which a user can do more than its roles permit. */
const ids: ReadonlySet<string> = new Set([
  'GHSA-xg4h-6gfc-h4m8',
  'GHSA-3wh4-j44w-pg92',
  'CVE-2026-44283',
  'CVE-2026-33343',
  'CVE-2026-33413',
  'etcd#15815',
]);

/** Returns how the members' versions fall short of enforcing roles. Says nothing of a member whose version is not known. */
export async function enforcementDefects(
  cluster: Pick<ClusterApi, 'status'>,
  resourcesFolder: string,
  connection: ConnectionId,
  options: CallOptions | undefined,
): Promise<readonly EnforcementDefect[]> {
  const [{ members }, { advisories }] = await Promise.all([
    cluster.status({ connection }, options),
    loadAdvisories(resourcesFolder),
  ]);
  return advisories
    .filter(({ id }) => ids.has(id))
    .flatMap((advisory) => {
      const having = members.filter(({ version }) => version !== null && isAffected(advisory, version));
      if (having.length === 0) return [];
      const { id, title, url = null } = advisory;
      return [{ id, title, members: having.map(memberName), url }];
    });
}
