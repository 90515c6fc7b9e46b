import { allFinalizers } from '../../kubernetes-storage/heads/object-head.ts';
import type { Findings } from './findings.ts';
import type { ReportEntry } from './report-entry.ts';

/** What a report knows beside the objects. */
export interface ReportWorld {
  /** `null`: the registry has none that could be compared with. */
  readonly namespaces: ReadonlySet<string> | null;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * A lease counts as stale after twice its duration: its holder renews it several times within one, and this clock need not
 * be the cluster's.
 */
const staleAfterDurations = 2;

/** What can be told of an object without any other. */
export function lookAtObject(entry: ReportEntry, { namespaces, now }: ReportWorld, findings: Findings): void {
  const { place, head, damage, lease } = entry;
  if (damage !== null) findings.add('damaged', entry, damage);
  if (place.resource === 'events' && lease === null) findings.add('eventWithoutLease', entry, head?.name ?? place.name);
  if (place.namespace !== null && namespaces !== null && !namespaces.has(place.namespace)) {
    findings.add('missingNamespace', entry, place.namespace);
  }
  if (head === null) return;
  const finalizers = allFinalizers(head);
  if (head.deletionTimestamp !== null && finalizers.length > 0) {
    findings.add('stuckDelete', entry, `${finalizers.join(', ')} since ${head.deletionTimestamp}`);
  }
  if (head.lease !== null && head.lease.renewedAt + staleAfterDurations * head.lease.durationMs < now) {
    findings.add('staleLease', entry, `${head.lease.holder}, renewed ${new Date(head.lease.renewedAt).toISOString()}`);
  }
}
