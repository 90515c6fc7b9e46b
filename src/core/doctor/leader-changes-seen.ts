import type { MemberId } from '../../contract/ids.ts';
import { sumOf } from '../metrics/member-figures.ts';
import type { MetricsSample } from '../metrics/prometheus-text.ts';
import type { LeaderChanges } from './rules/rule.ts';

const windowMs = 15 * 60_000;
const mostCounts = 64;

interface Count {
  readonly at: number;
  readonly start: number | null;
  readonly changes: number;
}

/** Counts the leader changes that each member saw in the last 15 minutes. */
export class LeaderChangesSeen {
  readonly #counts = new Map<MemberId, readonly Count[]>();

  saw(member: MemberId, sample: MetricsSample): void {
    const changes = sumOf(sample, 'etcd_server_leader_changes_seen_total');
    if (changes === null) return;
    const count = { at: sample.at, start: sumOf(sample, 'process_start_time_seconds'), changes };
    const before = this.#counts.get(member) ?? [];
    // A restarted member counts from 0.
    const kept = before.filter(({ at, start }) => start === count.start && sample.at - at <= windowMs);
    this.#counts.set(member, [...kept.slice(-mostCounts), count]);
    if (this.#counts.size > mostCounts) this.#counts.delete([...this.#counts.keys()][0] ?? member);
  }

  /** Returns each member's count. The first leader that a new process sees is no change. */
  seen(): readonly LeaderChanges[] {
    return [...this.#counts.values()].flatMap((counts) => {
      const [first, last] = [counts[0], counts.at(-1)];
      if (first === undefined || last === undefined) return [];
      const upMs = last.start === null ? Number.POSITIVE_INFINITY : last.at - last.start * 1_000;
      if (upMs >= 0 && upMs <= windowMs) return [{ changes: last.changes - 1, windowSeconds: Math.ceil(upMs / 1_000) }];
      return [{ changes: last.changes - first.changes, windowSeconds: Math.ceil((last.at - first.at) / 1_000) }];
    });
  }
}
