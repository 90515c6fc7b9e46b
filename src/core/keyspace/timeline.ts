import type { Abort } from '../../contract/abort.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { RevisionSighting, Timeline } from '../../contract/history.ts';
import { sightingLine } from '../connections/held/sighting-line.ts';
import { catchUp } from '../etcd/catch-up.ts';
import type { EtcdClient } from '../etcd/client.ts';
import { range } from '../etcd/kv.ts';

/** A key that no client uses: reading it at a revision shows whether that revision is kept. */
const unusedKey = Uint8Array.of(0);

/**
 * Returns the oldest readable revision, which is the compacted one. Costs one read and, where that finds the first
 * revision compacted, one watch that is refused at once. Fails with `PermissionDenied`.
 */
export async function oldestRevision(client: EtcdClient, signal: Abort | undefined): Promise<number> {
  try {
    await range(client, { key: unusedKey, countOnly: true, revision: 1 }, { signal });
    return 1;
  } catch (error) {
    if (!(error instanceof EtcdeckError && error.code === 'Compacted')) throw error;
  }
  const past = await catchUp(client, { key: unusedKey, fromRevision: 1 }, { signal });
  if (past.kind === 'compacted') return past.compactRevision;
  throw new EtcdeckError({ code: 'Internal', message: 'a member reads a revision that another one has compacted' });
}

const mostSightings = 2_000;

/**
 * Merges the sightings of several clocks into one line up to the head, of readable revisions. The head's own time is
 * `null` where it is not known.
 */
export function timelineOf(
  oldest: number,
  head: { readonly revision: number; readonly at: number | null },
  sightings: readonly (readonly RevisionSighting[])[],
): Timeline {
  const { revision: headRevision, at } = head;
  const known = sightings.flat().filter(({ revision }) => revision >= oldest && revision <= headRevision);
  const line = sightingLine(known, at ?? Number.POSITIVE_INFINITY);
  const every = Math.ceil((line.length + 1) / mostSightings);
  const thinned = line.filter((_, place) => place % every === 0);
  const last = at === null ? [] : [{ revision: headRevision, at }];
  return { oldestRevision: oldest, headRevision, sightings: [...thinned, ...last] };
}
