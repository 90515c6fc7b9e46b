import type { ClusterStatus } from '../../contract/cluster.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import { sightingLine } from '../connections/held/sighting-line.ts';
import { oldestRevision } from '../keyspace/timeline.ts';
import type { Clock } from '../ports.ts';
import type { PartFound } from './check-results.ts';
import { compactionStopped } from './rules/compaction-stopped.ts';

/** Checks how far back the history reaches. Costs two calls. Fails with `PermissionDenied`. */
export async function checkHistory(
  held: OpenConnection,
  { members }: ClusterStatus,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<PartFound> {
  const revision = Math.max(0, ...members.map((member) => member.revision ?? 0), held.state().revision ?? 0);
  const compactRevision = await oldestRevision(held.client, signal);
  const now = clock.now();
  const sightings = sightingLine(held.sightings(), now);
  return { findings: compactionStopped.find({ compactRevision, revision, sightings, now }), failure: null };
}
