import type { KubernetesReport } from '../../../contract/kubernetes-reports.ts';
import type { ReportEntry } from './report-entry.ts';

/** Counts events and the etcd leases that will delete them: an API server attaches up to a thousand to one lease. */
export class EventCount {
  #objects = 0;
  #bytes = 0;
  readonly #leases = new Set<string>();

  add({ place, value, lease }: ReportEntry): void {
    if (place.group !== null || place.resource !== 'events') return;
    this.#objects += 1;
    this.#bytes += value.length;
    if (lease !== null) this.#leases.add(lease);
  }

  report(): KubernetesReport['events'] {
    return { objects: this.#objects, bytes: this.#bytes, leases: this.#leases.size };
  }
}
