import type { KubernetesReport, ReportFinding } from '../../../contract/kubernetes-reports.ts';
import { brief, isNamed } from './brief.ts';
import { type ReportEntry, reported } from './report-entry.ts';

const mostOfAKind = 1_000;

/** What a finding names its object by. */
export type NamedEntry = Pick<ReportEntry, 'key' | 'place' | 'resource'>;

/** What is the matter with which objects: all are counted, of the first thousand of each kind those that can be named. */
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

  /** Counts a finding, and keeps it as far as it can be named; `null`: the entry's key is too long for that. */
  add(kind: ReportFinding['kind'], entry: NamedEntry | null, detail: string): void {
    this.#counts[kind] += 1;
    if (this.#counts[kind] > mostOfAKind || entry === null || !isNamed(entry.key)) return;
    this.#named.push({ ...reported(entry), kind, detail: brief(detail) });
  }

  report(): Pick<KubernetesReport, 'findings' | 'findingCounts'> {
    return { findings: this.#named, findingCounts: this.#counts };
  }
}
