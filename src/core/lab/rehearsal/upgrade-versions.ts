import type { LabActRecord } from '../../../contract/lab/acts.ts';
import type { ProgramPlaces } from '../../programs/find-etcd.ts';
import { requireEtcd } from '../cluster/lab-programs.ts';

/**
 * Returns the version of the etcd in each folder that an upgrade names; one that is not there any more is absent. Runs each
 * once for its version: the members as they are now only tell the last of several upgrades.
 */
export async function upgradeVersions(
  acts: readonly LabActRecord[],
  places: ProgramPlaces,
): Promise<ReadonlyMap<string, string>> {
  const folders = new Set(acts.flatMap(({ act }) => (act.kind === 'version' ? [act.etcd] : [])));
  const found = await Promise.all(
    Array.from(folders, async (folder) => {
      const etcd = await requireEtcd(folder, places).catch(() => null);
      return etcd === null ? [] : [[folder, etcd.version] as const];
    }),
  );
  return new Map(found.flat());
}
