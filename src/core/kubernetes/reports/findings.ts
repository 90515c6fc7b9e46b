import type { KubernetesReport, ReportFinding } from '../../../contract/kubernetes-reports.ts';
import { brief, isNamed } from './brief.ts';
import { type ReportEntry, reported } from './report-entry.ts';

const mostOfAKind = 1_000;

/** The facts by which a finding names its object. */
export type NamedEntry = Pick<ReportEntry, 'key' | 'place' | 'resource'>;

/** Collects findings about objects: counts all, and keeps the first thousand of each kind that can be named. */
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

  /** Counts a finding, and keeps it if it can be named; `null`: the entry's key is too long for that. */
  add(kind: ReportFinding['kind'], entry: NamedEntry | null, detail: string): void {
    this.#counts[kind] += 1;
    if (this.#counts[kind] > mostOfAKind || entry === null || !isNamed(entry.key)) return;
    this.#named.push({ ...reported(entry), kind, detail: brief(detail) });
  }

  report(): Pick<KubernetesReport, 'findings' | 'findingCounts'> {
    return { findings: this.#named, findingCounts: this.#counts };
  }
}
