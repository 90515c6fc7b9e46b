import { isAbsolute, resolve } from 'node:path';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { ClusterId } from '../../../contract/ids.ts';
import type { StoredSnapshot } from '../../../contract/object-stores.ts';
import {
  type SnapshotCatalogue as Catalogued,
  type CataloguedSnapshot,
  isUndecided,
  type RehearsalResult,
  type SnapshotVerdict,
} from '../../../contract/snapshots.ts';
import { type FileStat, FileStats, statOf } from '../../files/file-stats.ts';
import type { Ports } from '../../ports.ts';
import { CatalogueDocument, mostFolders } from './catalogue-document.ts';
import { deleteSnapshot } from './delete-snapshot.ts';
import { type FoundFile, FoundFiles } from './found-files.ts';
import { listCatalogue } from './list-catalogue.ts';
import { isOf, priorRecord, type SnapshotRecord, withCopy, withoutCopy } from './records.ts';
import { isVerified, lastVerified } from './verified.ts';

/** The contents of a file that was read whole. */
export interface ReadContents extends FileStat {
  readonly sha256: string;
}

/** What was saved by this etcdeck, window or command line, across sessions, and what its folders have. */
export interface SnapshotCatalogue {
  /** Adds a snapshot whose file has its name. Fails with `SettingsDamaged`, `SettingsLocked`, `FileNotWritable`, `DiskFull`. */
  add(record: SnapshotRecord): Promise<void>;
  /** Returns what is recorded, newest first, without looking for the files. Fails with `SettingsDamaged`, `FileNotReadable`. */
  records(): readonly SnapshotRecord[];
  /**
   * Returns the snapshots of a cluster with those of the folders that name none, or all (`null`), newest first, 1,000 at
   * most. Fails with `SettingsDamaged`, `FileNotReadable`.
   */
  list(clusterId: ClusterId | null): Promise<Catalogued>;
  /**
   * Returns what looks like a snapshot in a folder, whether it is the catalogue's or not. Fails with `FileNotFound`,
   * `FileNotReadable`.
   */
  filesIn(folder: string): Promise<readonly FoundFile[]>;
  /** Adds a folder. Fails with `BadRequest`, `FileNotFound`, `FileNotReadable`, and as settings do. */
  addFolder(folder: string): Promise<void>;
  /** Removes a folder, and leaves its files. Fails as settings do. */
  removeFolder(folder: string): Promise<void>;
  /**
   * Forgets a snapshot. Fails with `LastVerified`, with `BadRequest` for one that it cannot forget, with `SnapshotChanged`
   * where another file has its name and would be deleted, and as `remove`.
   */
  forget(file: string, deletesFile: boolean): Promise<void>;
  /** Deletes a snapshot's file and its description, then forgets it. Fails with `FileNotWritable`, and as settings do. */
  remove(snapshot: Pick<CataloguedSnapshot, 'file' | 'sha256'>): Promise<void>;
  /** Remembers the verdict on a file; `of`: what was read, where the caller knows. Fails as settings do. */
  didCheck(file: string, verdict: SnapshotVerdict, of?: ReadContents): Promise<void>;
  /** Remembers a rehearsal of a file; one that told nothing of it replaces none that did. Fails as settings do. */
  didRehearse(file: string, result: RehearsalResult): Promise<void>;
  /** Returns what proves a file of this SHA-256 as it is now; `null`: nothing that is known. Fails as `records`. */
  proofOf(file: string, sha256: string): Promise<StoredSnapshot['proof']>;
  /** Forgets a copy in an object store that is no more. Fails as settings do. */
  didDeleteCopy(copy: { readonly store: string; readonly object: string }): Promise<void>;
  /** Remembers a copy of a file in an object store. Fails as settings do. */
  didCopy(file: string, copy: CataloguedSnapshot['copies'][number]): Promise<void>;
}

/** Opens the document `snapshots` of the settings folder. Nothing is read before it is needed. */
export function openCatalogue(ports: Pick<Ports, 'openStore'>): SnapshotCatalogue {
  const document = new CatalogueDocument(ports);
  const looks = { stats: new FileStats(), found: new FoundFiles() };
  const list = (clusterId: ClusterId | null) => listCatalogue(document.read(), clusterId, looks);

  const dropRecord = (file: string): Promise<void> =>
    document.change(({ records }) => ({ records: records.filter((each) => each.file !== file) }));

  /** Changes what is known of a file's contents; what was known of other contents of this name is gone. */
  const know = async (
    file: string,
    change: (record: SnapshotRecord) => SnapshotRecord,
    { of, isDamaged = false }: { readonly of?: ReadContents | undefined; readonly isDamaged?: boolean } = {},
  ): Promise<void> => {
    const stat = of ?? (await statOf(file));
    if (stat === null || stat === 'unknown') return;
    await document.change(({ records }) => {
      const known = records.find((each) => each.file === file);
      const before = priorRecord({ file, ...stat, sha256: of?.sha256 ?? null, isDamaged }, known);
      const record = { ...change(before), modifiedAt: stat.modifiedAt };
      return { records: [record, ...records.filter((each) => each.file !== file)] };
    });
  };

  const remove: SnapshotCatalogue['remove'] = async ({ file, sha256 }) => {
    await deleteSnapshot(file, sha256);
    await dropRecord(file);
  };

  return {
    list,
    remove,
    records: () => document.read().records,
    add: (record) =>
      // A save never overwrites: what had this name before is gone.
      document.change(({ records }) => ({ records: [record, ...records.filter(({ file }) => file !== record.file)] })),
    filesIn: async (folder) => (await looks.found.of(folder)).files,
    async addFolder(given) {
      if (!isAbsolute(given)) throw badRequest(`${given} is not an absolute path`);
      const folder = resolve(given);
      await looks.found.of(folder);
      await document.change(({ folders }) => {
        if (folders.includes(folder)) return {};
        if (folders.length >= mostFolders) throw badRequest(`the catalogue has ${mostFolders} folders already`);
        return { folders: [...folders, folder] };
      });
    },
    removeFolder: (folder) =>
      document.change(({ folders }) => ({
        folders: folders.filter((each) => each !== folder && each !== resolve(folder)),
      })),
    async forget(file, deletesFile) {
      const { snapshots } = await list(null);
      const snapshot = snapshots.find((each) => each.file === file);
      if (snapshot === undefined) throw badRequest(`${file} is not in the catalogue`);
      if (isVerified(snapshot) && lastVerified(snapshots, snapshot.clusterId) === snapshot) {
        const message = `${file} is the last verified snapshot of its cluster`;
        throw new EtcdeckError({ code: 'LastVerified', message, detail: { file } });
      }
      if (deletesFile) {
        if (snapshot.isThere === false) await refuseOther(file);
        return await remove(snapshot);
      }
      if (snapshot.origin === 'folder') throw badRequest(`${file} stands in a folder of the catalogue`);
      await dropRecord(file);
    },
    didCheck: (file, verdict, of) =>
      know(
        file,
        (record) => ({
          ...{ ...record, checked: verdict },
          revision: verdict.revision ?? record.revision,
          // What was saved here keeps the hash that it was saved with: the file may become whole again.
          sha256: record.origin === 'folder' ? (of?.sha256 ?? record.sha256) : (record.sha256 ?? of?.sha256 ?? null),
        }),
        { of, isDamaged: verdict.verdict === 'damaged' },
      ),
    didRehearse: (file, rehearsed) =>
      know(file, (record) =>
        // What an earlier one told of the same contents stays true.
        isUndecided(rehearsed) && record.rehearsed !== null && !isUndecided(record.rehearsed)
          ? record
          : { ...record, rehearsed },
      ),
    async proofOf(file, sha256) {
      const record = document.read().records.find((each) => each.file === file);
      const stat = await statOf(file);
      if (record?.sha256 !== sha256 || stat === null || stat === 'unknown' || !isOf(record, stat)) return null;
      if (!isVerified(record)) return null;
      return record.rehearsed?.served === true ? 'served' : 'verified';
    },
    didDeleteCopy: ({ store, object }) =>
      document.change(({ records }) => ({ records: records.map((each) => withoutCopy(each, { store, object })) })),
    didCopy: (file, copy) => know(file, (record) => withCopy(record, copy)),
  };
}

/** Fails with `SnapshotChanged` where a snapshot's path has another file by now, which nobody asked to delete. */
async function refuseOther(file: string): Promise<void> {
  if ((await statOf(file)) === null) return;
  const message = `${file} is not the file that the catalogue knows`;
  throw new EtcdeckError({ code: 'SnapshotChanged', message, detail: { file } });
}

const badRequest = (message: string): EtcdeckError => new EtcdeckError({ code: 'BadRequest', message });
