import type { KubernetesReport, ReportFinding } from '../../../contract/kubernetes-reports.ts';
import { type ReportEntry, reported } from './report-entry.ts';

const mostOfAKind = 1_000;

/** What is the matter with which objects: all are counted, the first thousand of each kind are named. */
export class Findings {
  readonly #named: ReportFinding[] = [];
  readonly #counts: Record<ReportFinding['kind'], number> = {
    staleLease: 0,
    stuckDelete: 0,
    missingNamespace: 0,
    danglingOwner: 0,
    eventWithoutLease: 0,
    damaged: 0,
  };

  add(kind: ReportFinding['kind'], entry: Pick<ReportEntry, 'key' | 'place' | 'resource'>, detail: string): void {
    this.#counts[kind] += 1;
    if (this.#counts[kind] <= mostOfAKind) this.#named.push({ ...reported(entry), kind, detail });
  }

  report(): Pick<KubernetesReport, 'findings' | 'findingCounts'> {
    return { findings: this.#named, findingCounts: this.#counts };
  }
}
