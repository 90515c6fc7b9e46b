import { EtcdeckError } from '../../../contract/failure.ts';
import type { RevisionSighting, Timeline } from '../../../contract/history.ts';
import { liveKeys } from '../../../contract/key-source.ts';
import type { Plan } from '../../../contract/plans.ts';
import { oldestRevision } from '../../keyspace/timeline.ts';
import type { Operation } from '../../plans/operation.ts';
import { CompactHistory, futureRevision } from './compact-history.ts';
import type { MaintenancePlanning, MaintenancePlanParts } from './maintenance-planner.ts';

/** The oldest revision to keep, or the age of the history to keep. */
export type CompactTo = { readonly revision: number } | { readonly keepMs: number };

/** The oldest revision to keep, with its age. */
export interface CompactTarget {
  readonly revision: number;
  /** The oldest revision that can be read now. */
  readonly oldest: number;
  /** How long ago the cluster was seen at it, in milliseconds; `null`: not known. */
  readonly keptMs: number | null;
  /** The age that was asked for, where no revision is known to be that old. */
  readonly unknownMs?: number;
}

/**
 * Returns the oldest revision to keep. By age it costs as much as a timeline. Fails with `Compacted`, `FutureRev`, and
 * with `AgeUnknown` if no revision is known to be that old.
 */
export async function compactTarget(
  { history }: Pick<MaintenancePlanParts, 'history'>,
  { held, revision: head, signal }: Pick<MaintenancePlanning, 'held' | 'revision' | 'signal'>,
  to: CompactTo,
): Promise<CompactTarget> {
  if ('keepMs' in to && to.keepMs > 0) {
    const timeline = await history.timeline({ source: liveKeys(held.id) }, { signal });
    const found = targetByAge(timeline, to.keepMs);
    if (found !== null) return found;
    throw ageUnknown(timeline.sightings);
  }
  const oldest = await oldestRevision(held.client, signal);
  if ('keepMs' in to) return { revision: head, oldest, keptMs: 0 };
  const { revision } = to;
  if (revision > head) throw futureRevision(revision, head);
  // Nothing is compacted at the first revision.
  if (revision > oldest || oldest === 1) return { revision, oldest, keptMs: null };
  const message = `the cluster was compacted to revision ${oldest}, which is not before ${revision}`;
  throw new EtcdeckError({ code: 'Compacted', message, operation: 'compact', detail: { compactRevision: oldest } });
}

/**
 * Returns the oldest revision to keep of this much history; where no revision is known to be that old, the oldest one of
 * a known age before which there is history, and the newest where there is none. Costs as much as a timeline.
 */
export async function nearestTarget(
  parts: Pick<MaintenancePlanParts, 'history'>,
  planning: Pick<MaintenancePlanning, 'held' | 'revision' | 'signal'>,
  keepMs: number,
): Promise<CompactTarget> {
  if (keepMs <= 0) return compactTarget(parts, planning, { keepMs: 0 });
  const timeline = await parts.history.timeline({ source: liveKeys(planning.held.id) }, { signal: planning.signal });
  return targetByAge(timeline, keepMs) ?? nearestByAge(timeline, keepMs);
}

/**
 * Returns the newest revision that the cluster was seen at `keepMs` ago or earlier: every later write has a higher one.
 * `null` if none is known.
 */
export function targetByAge({ oldestRevision: oldest, sightings }: Timeline, keepMs: number): CompactTarget | null {
  const now = sightings.at(-1)?.at ?? 0;
  const found = sightings.findLast(({ at }) => at <= now - keepMs);
  return found === undefined ? null : { revision: found.revision, oldest, keptMs: now - found.at };
}

/** Returns the target where no revision is known to be `keepMs` old: as much history of a known age as there is. */
export function nearestByAge({ oldestRevision, headRevision, sightings }: Timeline, keepMs: number): CompactTarget {
  const now = sightings.at(-1)?.at ?? 0;
  // A sighting at the compacted revision leaves nothing to give up.
  const { revision, at } = sightings.find((one) => one.revision > oldestRevision) ?? {
    revision: headRevision,
    at: now,
  };
  return { revision, oldest: oldestRevision, keptMs: now - at, unknownMs: keepMs };
}

/** Returns why history is not given up by an age: since when times are known, `knownMs` in the detail. */
export function ageUnknown(sightings: readonly RevisionSighting[]): EtcdeckError {
  const [first, last] = [sightings[0], sightings.at(-1)];
  const knownMs = first === undefined || last === undefined ? 0 : Math.floor((last.at - first.at) / 1_000) * 1_000;
  const known =
    knownMs === 0
      ? 'from now on only'
      : `only for the last ${knownMs / 1_000} s, since revision ${first?.revision ?? ''}`;
  const message = `no revision is known to be that old: the times of revisions are known ${known}`;
  return new EtcdeckError({ code: 'AgeUnknown', message, operation: 'compact', detail: { knownMs } });
}

/** Returns the compaction, if any, with its consequences. */
export function compactionTo(
  { on, leader, lineAt }: Pick<MaintenancePlanning, 'on' | 'leader' | 'lineAt'>,
  { revision, oldest, keptMs, unknownMs }: CompactTarget,
  isPhysical: boolean,
): {
  readonly operations: readonly Operation[];
  readonly etcdctl: readonly string[];
  readonly consequences: readonly ['LosesHistory'] | readonly [];
  readonly figures: Plan['figures'];
} {
  if (revision <= oldest) return { operations: [], etcdctl: [], consequences: [], figures: {} };
  return {
    operations: [new CompactHistory(on, { revision, isPhysical })],
    etcdctl: [lineAt(leader.endpoint, ['compact', ...(isPhysical ? ['--physical'] : []), String(revision)])],
    consequences: ['LosesHistory'],
    figures: {
      ...{ compactTo: revision, oldest },
      ...(keptMs === null ? {} : { keptMs }),
      ...(unknownMs === undefined ? {} : { unknownMs }),
    },
  };
}
