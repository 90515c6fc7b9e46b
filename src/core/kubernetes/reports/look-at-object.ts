import { allFinalizers } from '../../kubernetes-storage/heads/object-head.ts';
import type { Findings } from './findings.ts';
import type { ReportEntry } from './report-entry.ts';

/** What a report knows besides the objects. */
export interface ReportWorld {
  /** The existing namespaces; `null` where the registry has none to compare with. */
  readonly namespaces: ReadonlySet<string> | null;
}

/** Adds the findings about an object that need no other object. */
export function lookAtObject(entry: ReportEntry, { namespaces }: ReportWorld, findings: Findings): void {
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
}
