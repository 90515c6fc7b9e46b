import { isAbsolute } from 'node:path';
import { z } from 'zod';
import type { ClusterId } from '../../contract/ids.ts';
import { clusterId, connectionId, memberId, path } from '../../contract/requests/schema.ts';
import type { CataloguedSnapshot } from '../../contract/snapshots.ts';
import { FileSizes } from '../files/file-sizes.ts';
import type { Ports } from '../ports.ts';
import { readDocument, settingsDamaged, updateDocument } from '../settings/document.ts';

/** A snapshot as the catalogue stores it. */
// STAND-IN: what was known of a snapshot before.
export type SnapshotRecord = {
  readonly [Name in
    | 'file'
    | 'bytes'
    | 'sha256'
    | 'revision'
    | 'member'
    | 'clusterId'
    | 'connection'
    | 'at']: NonNullable<CataloguedSnapshot[Name]>;
};

/** What was saved by this etcdeck, window or command line, across sessions. */
export interface SnapshotCatalogue {
  /** Adds a snapshot whose file has its name. Fails with `SettingsDamaged`, `SettingsLocked`, `FileNotWritable`, `DiskFull`. */
  add(record: SnapshotRecord): Promise<void>;
  /** Returns a cluster's snapshots, newest first. Fails with `SettingsDamaged`, `FileNotReadable`. */
  of(clusterId: ClusterId): Promise<readonly CataloguedSnapshot[]>;
}

/** How many snapshots of one cluster are kept, and of how many clusters: the newest of each. */
const most = { ofCluster: 100, clusters: 100 } as const;

/** The last moment that a `Date` can show. */
const lastMoment = 8_640_000_000_000_000;

/** What a newer version adds to a record stays with it. */
const recordSchema = z.looseObject({
  file: path.refine((file) => isAbsolute(file)),
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  revision: z.int().min(0),
  member: memberId,
  clusterId,
  connection: connectionId,
  at: z.int().min(0).max(lastMoment),
});

/** Opens the document `snapshots` of the settings folder. Nothing is read before it is needed. */
export function openCatalogue({ openStore }: Pick<Ports, 'openStore'>): SnapshotCatalogue {
  const store = openStore('snapshots');
  const sizes = new FileSizes();

  const recordsIn = (document: Readonly<Record<string, unknown>>) => {
    const records = document.snapshots ?? [];
    if (!Array.isArray(records)) throw settingsDamaged(store, '"snapshots" is no list');
    const valid = records
      .slice(0, 2 * most.ofCluster * most.clusters)
      .flatMap((each: unknown) => recordSchema.safeParse(each).data ?? []);
    return kept(valid.toSorted((a, b) => b.at - a.at));
  };

  return {
    async add(record) {
      await updateDocument(store, (document) => {
        // A save never overwrites: what had this name before is gone.
        const others = recordsIn(document).filter(({ file }) => file !== record.file);
        return { document: { ...document, snapshots: kept([record, ...others]) }, result: undefined };
      });
    },
    async of(wanted) {
      const records = recordsIn(readDocument(store)).filter((each) => each.clusterId === wanted);
      return await Promise.all(
        records.map(async ({ file, bytes, sha256, revision, member, clusterId, connection, at }) => {
          const size = await sizes.of(file);
          const isThere = size === 'unknown' ? null : size === bytes;
          const more = { etcdVersion: null, origin: 'saved', checked: null, rehearsed: null, copies: [] } as const;
          return { file, bytes, sha256, revision, member, clusterId, connection, at, isThere, ...more };
        }),
      );
    },
  };
}

/** The records within the bounds, of an order newest first. */
function kept<R extends SnapshotRecord>(records: readonly R[]): readonly R[] {
  const counts = new Map<ClusterId, number>();
  return records.filter(({ clusterId }) => {
    const count = (counts.get(clusterId) ?? 0) + 1;
    if (count === 1 && counts.size === most.clusters) return false;
    counts.set(clusterId, count);
    return count <= most.ofCluster;
  });
}
