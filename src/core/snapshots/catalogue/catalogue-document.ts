import { isAbsolute } from 'node:path';
import type { Ports } from '../../ports.ts';
import { readDocument, settingsDamaged, updateDocument } from '../../settings/document.ts';
import { keptRecords, recordsIn, type SnapshotRecord } from './records.ts';

/** What the settings store of snapshots. */
export interface CatalogueContents {
  /** Newest first. */
  readonly records: readonly SnapshotRecord[];
  readonly folders: readonly string[];
}

/** How many folders the catalogue has at most. */
export const mostFolders = 50;

/** The document `snapshots` of the settings folder, which other processes change too. */
export class CatalogueDocument {
  readonly #store: ReturnType<Ports['openStore']>;

  constructor({ openStore }: Pick<Ports, 'openStore'>) {
    this.#store = openStore('snapshots');
  }

  /** Fails with `SettingsDamaged`, `FileNotReadable`. */
  read(): CatalogueContents {
    return this.#contentsOf(readDocument(this.#store));
  }

  /** Changes a part of it; the rest of the document stays. Fails as settings do. */
  async change(change: (before: CatalogueContents) => Partial<CatalogueContents>): Promise<void> {
    await updateDocument(this.#store, (document) => {
      const { records, folders } = change(this.#contentsOf(document));
      const snapshots = records === undefined ? undefined : keptRecords(records.toSorted((a, b) => b.at - a.at));
      const changed = {
        ...(snapshots === undefined ? {} : { snapshots }),
        ...(folders === undefined ? {} : { folders }),
      };
      return { document: { ...document, ...changed }, result: undefined };
    });
  }

  #contentsOf({ snapshots = [], folders = [] }: Readonly<Record<string, unknown>>): CatalogueContents {
    if (!Array.isArray(snapshots)) throw settingsDamaged(this.#store, '"snapshots" is no list');
    if (!Array.isArray(folders)) throw settingsDamaged(this.#store, '"folders" is no list');
    const paths = folders.filter((each): each is string => typeof each === 'string' && isAbsolute(each));
    return { records: recordsIn(snapshots), folders: [...new Set(paths)].slice(0, mostFolders) };
  }
}
