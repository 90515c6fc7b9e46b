import type { DowngradeState } from '../../../contract/maintenance.ts';
import { isAtLeast, minorVersion } from './minor-version.ts';

/**
 * Returns what can be said of a downgrade: `cluster` is the cluster's version, as `3.7.0`, and `target` the version of a
 * downgrade that is under way.
 */
export function downgradeState(cluster: string | null, target: string | null): DowngradeState {
  const under = target === null ? null : minorVersion(target);
  if (under !== null) return { kind: 'underWay', to: `${under.major}.${under.minor}` };
  const now = cluster === null ? null : minorVersion(cluster);
  if (now === null) return { kind: 'notOffered', reason: 'No member says which version the cluster has.' };
  if (!isAtLeast(cluster, 5)) {
    return { kind: 'notOffered', reason: 'etcd 3.4 has no downgrade: it came with etcd 3.5, and works from 3.6 on.' };
  }
  if (!isAtLeast(cluster, 6)) {
    const reason =
      'On etcd 3.5 a downgrade answers that it failed although it takes effect, and etcd 3.4 then refuses to start.';
    return { kind: 'notOffered', reason };
  }
  if (now.minor === 0) return { kind: 'notOffered', reason: 'etcd goes back by one minor version only.' };
  return { kind: 'possible', to: `${now.major}.${now.minor - 1}` };
}
