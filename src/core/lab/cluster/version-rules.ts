import { EtcdeckError } from '../../../contract/failure.ts';
import { versionIn } from '../../etcdctl/restore-words.ts';

/** Returns the minor version of an etcd 3; 0 for what is none. */
export const minorOf = (version: string): number => versionIn(version)?.minor ?? 0;

/** Makes the failure of an act that cannot be done to what there is now. */
export const labActRefused = (message: string): EtcdeckError =>
  new EtcdeckError({ code: 'LabActRefused', message, operation: 'lab.act' });

/**
 * Refuses versions in one cluster that skip a minor one: 3.7 in a cluster of 3.5 and 3.6 in one of 3.4 panic, or lose who
 * votes (measured). Fails with `LabActRefused`.
 */
export function refuseMixture(versions: readonly string[]): void {
  const minors = versions.map(minorOf);
  const [least, most] = [Math.min(...minors), Math.max(...minors)];
  if (most - least <= 1) return;
  throw labActRefused(
    `etcd 3.${least} and 3.${most} cannot be in one cluster: an upgrade takes one minor version at a time`,
  );
}

/**
 * Refuses an etcd that is older than what the cluster has agreed on: it ends as soon as it is started (3.4 to 3.7). Fails
 * with `LabActRefused`.
 */
export function refuseOlder(version: string, clusterVersion: string | null): void {
  if (clusterVersion === null || minorOf(version) >= minorOf(clusterVersion)) return;
  throw labActRefused(
    `etcd ${version} does not start in this cluster, which is at ${clusterVersion} already: enable a downgrade first`,
  );
}
