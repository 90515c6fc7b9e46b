import { basename } from 'node:path/posix';
import type { ClusterId } from '../../contract/ids.ts';
import type { CopyPlan, CopyRetention, DueCopy, StoredSnapshot } from '../../contract/object-stores.ts';
import { faultOfTemplate } from '../snapshots/saving/file-name.ts';
import { isNameOf } from '../snapshots/saving/name-match.ts';
import { dueSnapshots } from '../snapshots/schedule/retention.ts';
import { listObjects } from './list-objects.ts';
import type { StoreClient } from './store-client.ts';
import { statusOf } from './store-failure.ts';
import { badField } from './store-place.ts';
import { descriptionOf } from './stored-object.ts';

const atOnce = 16;

/** When it is planned, and until when it may go on. */
interface Planning {
  /** In milliseconds since 1970. */
  readonly now: number;
  readonly signal: AbortSignal;
}

/**
 * Returns what no rule keeps of a store's copies: of each cluster by itself, and of none that has no copy that is proved.
 * An object is a copy where it has this etcdeck's record, a description with the same hash, and a name that the template
 * made. Fails with `BadRequest` for a template, and as the store does.
 */
export async function planRetention(
  client: StoreClient,
  request: Omit<CopyRetention, 'store'>,
  { now, signal }: Planning,
): Promise<CopyPlan> {
  const fault = faultOfTemplate(request.nameTemplate);
  if (fault !== null) throw badField('nameTemplate', fault);
  const { objects, isCut } = await listObjects(client, signal);
  const copies = await copiesIn(client, objects, request, signal);
  const due: DueCopy[] = [];
  const unproved: CopyPlan['unproved'][number][] = [];
  for (const [clusterId, all] of byCluster(copies)) {
    if (all.every(({ proof }) => proof === null)) unproved.push(clusterId);
    else due.push(...dueOf(all, request.retention, now));
  }
  return {
    due: due.toSorted((a, b) => b.savedAt - a.savedAt),
    kept: copies.length - due.length,
    others: objects.length - copies.length,
    unproved,
    isCut,
  };
}

function byCluster(copies: readonly DueCopy[]): ReadonlyMap<ClusterId, readonly DueCopy[]> {
  const clusters = new Map<ClusterId, DueCopy[]>();
  for (const copy of copies) {
    const known = clusters.get(copy.clusterId);
    if (known === undefined) clusters.set(copy.clusterId, [copy]);
    else known.push(copy);
  }
  return clusters;
}

function dueOf(copies: readonly DueCopy[], retention: CopyRetention['retention'], now: number): readonly DueCopy[] {
  const candidates = copies.map((copy) => ({
    copy,
    at: copy.savedAt,
    checked: copy.proof === null ? null : ({ verdict: 'ok' } as const),
    rehearsed: copy.proof === 'served' ? { served: true } : null,
  }));
  const newestFirst = candidates.toSorted((a, b) => b.at - a.at);
  return dueSnapshots(newestFirst, retention, now).map(({ copy }) => copy);
}

async function copiesIn(
  client: StoreClient,
  objects: readonly StoredSnapshot[],
  { clusterId, nameTemplate }: Pick<CopyRetention, 'clusterId' | 'nameTemplate'>,
  signal: AbortSignal,
): Promise<readonly DueCopy[]> {
  const copies: DueCopy[] = [];
  for (let at = 0; at < objects.length; at += atOnce) {
    const some = await Promise.all(objects.slice(at, at + atOnce).map((each) => copyOf(client, each, signal)));
    for (const found of some) {
      if (found === null || (clusterId !== null && found.copy.clusterId !== clusterId)) continue;
      if (isNameOf(nameTemplate, found.connection, basename(found.copy.object))) copies.push(found.copy);
    }
  }
  return copies;
}

/** Returns an object as a copy, with the name of its connection; `null` where it has no record or no description. */
async function copyOf(
  client: StoreClient,
  stored: StoredSnapshot,
  signal: AbortSignal,
): Promise<{ readonly copy: DueCopy; readonly connection: string } | null> {
  const { object, sha256 } = stored;
  if (sha256 === null) return null;
  try {
    const description = await descriptionOf(client, { object, sha256 }, signal);
    if (description === null) return null;
    const { clusterId, at: savedAt, connection } = description;
    return { copy: { ...stored, clusterId, savedAt }, connection };
  } catch (error) {
    // A description that may not be read is none.
    if (statusOf(error) === null) throw error;
    return null;
  }
}
