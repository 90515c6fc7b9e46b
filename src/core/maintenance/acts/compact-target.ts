import { EtcdeckError } from '../../../contract/failure.ts';
import type { RevisionSighting, Timeline } from '../../../contract/history.ts';
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
}

/**
 * Returns the oldest revision to keep. By age it costs as much as a timeline. Fails with `Compacted`, `FutureRev`, and
 * with `BadRequest` if no revision is known to be that old.
 */
export async function compactTarget(
  { history }: Pick<MaintenancePlanParts, 'history'>,
  { held, revision: head, signal }: Pick<MaintenancePlanning, 'held' | 'revision' | 'signal'>,
  to: CompactTo,
): Promise<CompactTarget> {
  if ('keepMs' in to && to.keepMs > 0) {
    return targetByAge(await history.timeline({ connection: held.id }, { signal }), to.keepMs);
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
 * Returns the newest revision that the cluster was seen at `keepMs` ago or earlier: every later write has a higher one.
 * Fails with `BadRequest` if none is known.
 */
export function targetByAge({ oldestRevision: oldest, sightings }: Timeline, keepMs: number): CompactTarget {
  const now = sightings.at(-1)?.at ?? 0;
  const found = sightings.findLast(({ at }) => at <= now - keepMs);
  if (found !== undefined) return { revision: found.revision, oldest, keptMs: now - found.at };
  throw new EtcdeckError({ code: 'BadRequest', message: notThatOld(sightings, now), operation: 'compact' });
}

function notThatOld([first]: readonly RevisionSighting[], now: number): string {
  const known =
    first === undefined || first.at >= now
      ? 'the cluster was not seen before'
      : `the oldest that is known was seen ${Math.floor((now - first.at) / 1_000)} s ago: ${first.revision}`;
  return `no revision that can be read is known to be that old (${known}): give a revision, or keep less`;
}

/** Returns the compaction, if any, with its consequences. */
export function compactionTo(
  { on, leader, lineAt }: Pick<MaintenancePlanning, 'on' | 'leader' | 'lineAt'>,
  { revision, oldest, keptMs }: CompactTarget,
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
    figures: { compactTo: revision, oldest, ...(keptMs === null ? {} : { keptMs }) },
  };
}
