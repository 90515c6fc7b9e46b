import type { SnapshotFinding, SnapshotFindingCode, SnapshotIntegrity } from '../../contract/snapshot-report.ts';

const mostFindings = 100;

/** How grave each kind of finding is. */
const severities: Readonly<Record<SnapshotFindingCode, SnapshotFinding['severity']>> = {
  NotADatabase: 'critical',
  BigEndian: 'critical',
  NoTrailer: 'warning',
  TrailerMismatch: 'critical',
  FileShort: 'critical',
  FileLong: 'warning',
  FileAppended: 'critical',
  DescriptionDiffers: 'warning',
  MetaDamaged: 'warning',
  PageDamaged: 'critical',
  PageReused: 'critical',
  FreelistDamaged: 'critical',
  OrderBroken: 'critical',
  RecordDamaged: 'critical',
  RecordMissing: 'critical',
  BucketMissing: 'critical',
  EntryDamaged: 'critical',
  IncrementDamaged: 'critical',
  IncrementMissing: 'warning',
  IncrementsRead: 'info',
  CompactionUnfinished: 'info',
  RevisionBumped: 'info',
};

const ranks: Readonly<Record<SnapshotFinding['severity'], number>> = { critical: 0, warning: 1, info: 2 };

/** What was found in a file: all of it is counted, and the gravest kept. */
export class Findings {
  readonly #kept: Record<SnapshotFinding['severity'], SnapshotFinding[]> = { critical: [], warning: [], info: [] };
  #found = 0;

  add(code: SnapshotFindingCode, page: number | null, message: string): void {
    this.#found++;
    const severity = severities[code];
    const kept = this.#kept[severity];
    if (kept.length < mostFindings) kept.push({ code, severity, page, message });
  }

  get found(): number {
    return this.#found;
  }

  /** The gravest first. */
  all(): readonly SnapshotFinding[] {
    return [...this.#kept.critical, ...this.#kept.warning, ...this.#kept.info].slice(0, mostFindings);
  }
}

/** Returns what is said of a file in which all of these were found, with a trailer or without. */
export function integrityOf(parts: readonly Pick<SnapshotIntegrity, 'findings' | 'found'>[]): SnapshotIntegrity {
  const findings = parts
    .flatMap((part) => part.findings)
    .toSorted((a, b) => ranks[a.severity] - ranks[b.severity])
    .slice(0, mostFindings);
  const isDamaged = findings.some(({ severity }) => severity === 'critical');
  const hasNoHash = findings.some(({ code }) => code === 'NoTrailer');
  const found = parts.reduce((sum, part) => sum + part.found, 0);
  return { verdict: isDamaged ? 'damaged' : hasNoHash ? 'unverifiable' : 'ok', findings, found };
}
