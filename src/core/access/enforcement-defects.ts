import type { CallOptions } from '../../contract/abort.ts';
import type { EnforcementDefect } from '../../contract/access.ts';
import type { ClusterApi } from '../../contract/cluster.ts';
import type { ConnectionId } from '../../contract/ids.ts';
import { memberName } from '../../contract/member-name.ts';
import { loadAdvisories } from '../doctor/advisories.ts';
import { isAffected } from '../doctor/version-advisor.ts';
import { isBeforeHashing, isHashing } from './password-hashing.ts';

/** The advisories by which a user can do more than its roles permit. */
const ids: ReadonlySet<string> = new Set([
  'GHSA-xg4h-6gfc-h4m8',
  'GHSA-3wh4-j44w-pg92',
  'CVE-2026-44283',
  'CVE-2026-33343',
  'CVE-2026-33413',
  'etcd#15815',
]);

/** What is no defect of a version, but of two side by side. */
const emptyPasswords = {
  id: 'etcd#11943',
  title:
    'A password that was set through a later member is the empty one on those of 3.4, and stays so after their upgrade',
  url: 'https://github.com/etcd-io/etcd/pull/11943',
};

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
  const known = advisories
    .filter(({ id }) => ids.has(id))
    .flatMap((advisory) => {
      const having = members.filter(({ version }) => version !== null && isAffected(advisory, version));
      if (having.length === 0) return [];
      const { id, title, url = null } = advisory;
      return [{ id, title, members: having.map(memberName), url }];
    });
  const older = members.filter(({ version }) => isBeforeHashing(version));
  const isMixed = older.length > 0 && members.some(({ version }) => isHashing(version));
  return isMixed ? [...known, { ...emptyPasswords, members: older.map(memberName) }] : known;
}
