import { isAbsolute } from 'node:path';
import { z } from 'zod';
import type { ClusterId } from '../../../contract/ids.ts';
import { clusterId, connectionId, memberId, path } from '../../../contract/requests/schema.ts';
import type { CataloguedSnapshot } from '../../../contract/snapshots.ts';
import type { FileStat } from '../../files/file-stats.ts';
import type { SnapshotDescription } from '../../snapshot-files/description.ts';
import { failureSchema, lastMoment } from '../stored.ts';

/** A snapshot as the catalogue stores it. */
export interface SnapshotRecord extends Omit<CataloguedSnapshot, 'isThere'> {
  /** When the file was last written, as its check, rehearsal and copies are of; `null`: by an earlier version, not known. */
  readonly modifiedAt: number | null;
}

/** How many snapshots are kept of one cluster and origin, and of how many clusters: the newest of each. */
const most = { saved: 100, scheduled: 5_000, folder: 1_000, clusters: 100, read: 30_000, copies: 20 } as const;

const count = z.int().min(0);
const time = count.max(lastMoment);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const verdictSchema = z.object({
  verdict: z.enum(['ok', 'unverifiable', 'damaged']),
  at: time,
  revision: count.nullable(),
  compactRevision: count.nullable(),
  liveKeys: count.nullable(),
  hashKV: count.nullable(),
  message: z.string().max(2_000).nullable(),
});
const rehearsalSchema = z.object({
  at: time,
  served: z.boolean(),
  etcdVersion: z.string().max(64).nullable(),
  failure: failureSchema.nullable(),
});
const copySchema = z.object({ store: z.string().max(64), object: z.string().max(2_048), at: time });

/** What a newer version adds to a record stays with it, and what an older one did not know gets its default. */
const recordSchema = z.looseObject({
  file: path.refine((file) => isAbsolute(file)),
  bytes: count,
  sha256: sha256.nullable(),
  revision: count.nullable(),
  member: memberId.nullable(),
  clusterId: clusterId.nullable(),
  connection: connectionId.nullable(),
  etcdVersion: z.string().max(64).nullable().default(null),
  at: time,
  origin: z.enum(['saved', 'scheduled', 'folder']).default('saved'),
  modifiedAt: time.nullable().default(null),
  checked: verdictSchema.nullable().catch(null).default(null),
  rehearsed: rehearsalSchema.nullable().catch(null).default(null),
  copies: z.array(copySchema).max(most.copies).catch([]).default([]),
});

/** Returns the records of a list, newest first and within the bounds; what makes no sense is left out. */
export function recordsIn(list: readonly unknown[]): readonly SnapshotRecord[] {
  const valid = list.slice(0, most.read).flatMap((each) => recordSchema.safeParse(each).data ?? []);
  return keptRecords(valid.toSorted((a, b) => b.at - a.at));
}

/** Returns a record as a snapshot of the contract. */
export function toldOf(record: SnapshotRecord, isThere: boolean | null): CataloguedSnapshot {
  const { file, bytes, sha256, revision, member, clusterId, connection, etcdVersion } = record;
  const { at, origin, checked, rehearsed, copies } = record;
  const facts = { file, bytes, sha256, revision, member, clusterId, connection, etcdVersion };
  return { ...facts, at, origin, checked, rehearsed, copies, isThere };
}

/** Returns the records within the bounds, of an order newest first. */
export function keptRecords(records: readonly SnapshotRecord[]): readonly SnapshotRecord[] {
  const clusters = new Set<ClusterId | null>();
  const counts = new Map<string, number>();
  return records.filter(({ clusterId, origin }) => {
    if (!clusters.has(clusterId) && clusters.size >= most.clusters) return false;
    clusters.add(clusterId);
    const of = `${clusterId} ${origin}`;
    const count = (counts.get(of) ?? 0) + 1;
    counts.set(of, count);
    return count <= most[origin];
  });
}

/** Whether what a record says of its file's contents is of this state of the file. */
export const isOf = ({ bytes, modifiedAt }: SnapshotRecord, stat: FileStat): boolean =>
  bytes === stat.bytes && (modifiedAt === null || modifiedAt === stat.modifiedAt);

/** Returns a record of a file that was written since: nothing is proved of its contents. */
export const withoutProof = (record: SnapshotRecord): SnapshotRecord => ({
  ...record,
  ...{ checked: null, rehearsed: null, copies: [] },
});

/** Returns the record of a file that is known by its description alone, or by nothing. */
export function foundRecord(
  found: FileStat & { readonly file: string; readonly description?: SnapshotDescription | null },
): SnapshotRecord {
  const { file, bytes, modifiedAt, description } = found;
  return {
    ...{ file, bytes, modifiedAt },
    sha256: description?.sha256 ?? null,
    revision: description?.revision ?? null,
    member: description?.member ?? null,
    clusterId: description?.clusterId ?? null,
    connection: null,
    etcdVersion: description?.etcdVersion ?? null,
    at: description?.at ?? modifiedAt,
    origin: 'folder',
    ...{ checked: null, rehearsed: null, copies: [] },
  };
}

/** Returns a record with a new copy, the newest first. */
export const withCopy = (record: SnapshotRecord, copy: SnapshotRecord['copies'][number]): SnapshotRecord => ({
  ...record,
  copies: [copy, ...record.copies.filter(({ store, object }) => store !== copy.store || object !== copy.object)].slice(
    0,
    most.copies,
  ),
});

/** Returns a record without a copy. */
export const withoutCopy = (
  record: SnapshotRecord,
  copy: Pick<SnapshotRecord['copies'][number], 'store' | 'object'>,
): SnapshotRecord => ({
  ...record,
  copies: record.copies.filter(({ store, object }) => store !== copy.store || object !== copy.object),
});

/** A file that was looked at or read. */
export interface SeenFile extends FileStat {
  readonly file: string;
  /** `null`: it was not read. */
  readonly sha256: string | null;
  readonly isDamaged: boolean;
}

/**
 * Returns what is known of a file's contents before something new is learned. Damaged contents under the name of a saved
 * snapshot are that snapshot's; whole ones with another hash or size are somebody else's.
 */
export function priorRecord(seen: SeenFile, known: SnapshotRecord | undefined): SnapshotRecord {
  const { file, bytes, modifiedAt, sha256, isDamaged } = seen;
  const found = foundRecord({ file, bytes, modifiedAt });
  if (known === undefined) return found;
  const isHashKnown = sha256 !== null && known.sha256 !== null;
  const isSame = isHashKnown ? known.sha256 === sha256 : known.bytes === bytes;
  if (isSame && isOf(known, seen)) return known;
  if (isSame || (isDamaged && known.origin !== 'folder')) return { ...withoutProof(known), bytes };
  return found;
}
