import { brief, isNamed } from './brief.ts';
import type { Findings, NamedEntry } from './findings.ts';
import type { ReportEntry } from './report-entry.ts';

/**
 * A lease counts as stale after twice its duration: its holder renews it several times within one, and the clock that
 * gives the time of the data may not be the cluster's.
 */
const staleAfterDurations = 2;

/** The time of the data, and the present time, after which nothing was renewed. In milliseconds since 1970. */
export interface LeaseTimes {
  /** The time of the data; `null` where the source does not know it. */
  readonly dataTime: number | null;
  readonly now: number;
}

interface HeldEntry {
  readonly entry: NamedEntry | null;
  readonly holder: string;
  readonly renewedAt: number;
  readonly durationMs: number;
}

/**
 * Finds coordination Leases that are no longer renewed, by the time of their data. Where the source does not know that
 * time, the newest renewal among all of them is used, so they are judged at the end.
 */
export class LeaseCheck {
  readonly #times: LeaseTimes;
  readonly #findings: Findings;
  readonly #waiting: HeldEntry[] = [];
  #newest: number | null = null;

  constructor(times: LeaseTimes, findings: Findings) {
    this.#times = times;
    this.#findings = findings;
  }

  add({ key, place, resource, head }: ReportEntry): void {
    if (head === null || head.lease === null) return;
    const { dataTime, now } = this.#times;
    const { lease } = head;
    if (dataTime !== null) {
      this.#judge({ entry: { key, place, resource }, ...lease }, dataTime);
      return;
    }
    // A copy: the key is a view into the whole part's bytes.
    const entry = isNamed(key) ? { key: new Uint8Array(key), place, resource } : null;
    this.#waiting.push({ ...lease, entry, holder: brief(lease.holder) });
    if (lease.renewedAt <= now) this.#newest = Math.max(this.#newest ?? lease.renewedAt, lease.renewedAt);
  }

  /** Judges the waiting leases. Returns the time by which leases were judged; `null` where it is unknown. */
  finish(): number | null {
    const time = this.#times.dataTime ?? this.#newest;
    if (time !== null) for (const waiting of this.#waiting.splice(0)) this.#judge(waiting, time);
    return time;
  }

  #judge({ entry, holder, renewedAt, durationMs }: HeldEntry, time: number): void {
    if (renewedAt + staleAfterDurations * durationMs >= time) return;
    this.#findings.add('staleLease', entry, `${holder}, renewed ${new Date(renewedAt).toISOString()}`);
  }
}
