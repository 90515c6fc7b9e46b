import { type Finding, findingKey, type Severity } from '../../contract/findings.ts';
import type { ClusterId } from '../../contract/ids.ts';
import type { Clock } from '../ports.ts';
import type { Snoozes } from './snoozes.ts';

interface Entry {
  readonly since: number;
  readonly seenAt: number;
  readonly severity: Severity;
}

/** A finding that returns within this time counts as the same one. */
const gapMs = 2 * 60_000;
const mostClusters = 64;
const mostEntries = 1_000;

const urgency: readonly Severity[] = ['critical', 'warning', 'info'];

/** Adds the time of first sight and the snooze to findings, alike for every screen and the command line. */
export class FindingLedger {
  readonly #clock: Clock;
  readonly #snoozes: Pick<Snoozes, 'of'>;
  readonly #clusters = new Map<ClusterId, Map<string, Entry>>();

  constructor({ clock, snoozes }: { readonly clock: Clock; readonly snoozes: Pick<Snoozes, 'of'> }) {
    this.#clock = clock;
    this.#snoozes = snoozes;
  }

  /** Returns findings with `since` and `snoozed`. A finding that has become more urgent is awake. */
  entered(clusterId: ClusterId, findings: readonly Finding[]): readonly Finding[] {
    const now = this.#clock.now();
    const entries = this.#entriesOf(clusterId, now);
    const snoozes = findings.length === 0 ? [] : this.#snoozes.of(clusterId);
    return findings.map((finding) => {
      const { severity } = finding;
      const key = findingKey(finding);
      const since = entries.get(key)?.since ?? now;
      if (entries.size < mostEntries || entries.has(key)) {
        entries.set(key, { since, seenAt: now, severity });
      }
      const snooze = snoozes.find((one) => one.finding === key);
      const isAwake = snooze === undefined || isWorse(severity, snooze.severity);
      return { ...finding, since, snoozed: isAwake ? null : { reason: snooze.reason, until: snooze.until } };
    });
  }

  /** Returns the severity of a finding that was entered in the last two minutes; otherwise `null`. */
  severityOf(clusterId: ClusterId, finding: string): Severity | null {
    return this.#entriesOf(clusterId, this.#clock.now()).get(finding)?.severity ?? null;
  }

  #entriesOf(clusterId: ClusterId, now: number): Map<string, Entry> {
    const entries = this.#clusters.get(clusterId) ?? new Map<string, Entry>();
    // The cluster that was used least recently is dropped first.
    this.#clusters.delete(clusterId);
    this.#clusters.set(clusterId, entries);
    for (const id of [...this.#clusters.keys()].slice(0, -mostClusters)) this.#clusters.delete(id);
    for (const [key, { seenAt }] of entries) if (now - seenAt > gapMs) entries.delete(key);
    return entries;
  }
}

const isWorse = (severity: Severity, before: Severity | null): boolean =>
  before !== null && urgency.indexOf(severity) < urgency.indexOf(before);
