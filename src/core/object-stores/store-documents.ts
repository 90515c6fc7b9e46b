import { randomUUID } from 'node:crypto';
import type { ObjectStore, ObjectStoreDraft, ObjectStoreSecrets } from '../../contract/object-stores.ts';
import type { Ports } from '../ports.ts';
import { isRecord, readDocument, settingsDamaged, updateDocument } from '../settings/document.ts';
import { badField, normalisedStore, storeSchema } from './store-place.ts';
import type { StoreSecrets } from './store-secrets.ts';

const mostStores = 100;

/** The document `object-stores` of the settings folder, which other processes change too. */
export class StoreDocuments {
  readonly #document: ReturnType<Ports['openStore']>;
  readonly #secrets: StoreSecrets;

  constructor({ openStore }: Pick<Ports, 'openStore'>, secrets: StoreSecrets) {
    this.#document = openStore('object-stores');
    this.#secrets = secrets;
  }

  /** Returns every store; what makes no sense is left out, and stays on disk. Fails with `SettingsDamaged`, `FileNotReadable`. */
  list(): readonly ObjectStore[] {
    return this.#entriesIn(readDocument(this.#document)).flatMap((entry) => toStore(entry) ?? []);
  }

  /** Returns a store by its id. Fails with `BadRequest`, and as `list`. */
  require(id: string): ObjectStore {
    const found = this.list().find((each) => each.id === id);
    if (found === undefined) throw badField('store', 'there is no such object store');
    return found;
  }

  /**
   * Adds a store, or replaces the one of its id; a key that is given replaces the stored one. Fails with `BadRequest`
   * (`field` in the detail), and as settings do.
   */
  async save(draft: ObjectStoreDraft, secrets: ObjectStoreSecrets | null): Promise<ObjectStore> {
    const place = await normalisedStore(draft);
    this.#secrets.check(place.credentials, secrets, draft.id);
    const store = { id: draft.id ?? randomUUID(), ...place };
    await updateDocument(this.#document, (document) => {
      const entries = this.#entriesIn(document);
      const others = entries.flatMap((entry) => toStore(entry) ?? []).filter(({ id }) => id !== store.id);
      if (others.some(({ name }) => name === store.name)) throw badField('name', 'another store has this name');
      const at = entries.findIndex((entry) => idOf(entry) === store.id);
      const before = entries[at];
      if (draft.id !== null && !isRecord(before)) throw badField('store', 'there is no such object store');
      if (at < 0 && entries.length >= mostStores) throw badField('name', `there are ${mostStores} stores already`);
      const after = { ...(isRecord(before) ? before : {}), ...store };
      const stores = at < 0 ? [...entries, after] : entries.with(at, after);
      return { document: { ...document, stores }, result: undefined };
    });
    await this.#secrets.keep(store, secrets);
    return store;
  }

  /** Forgets a store and its access key. Fails with `BadRequest`, and as settings do. */
  async remove(id: string): Promise<void> {
    this.require(id);
    await updateDocument(this.#document, (document) => ({
      document: { ...document, stores: this.#entriesIn(document).filter((entry) => idOf(entry) !== id) },
      result: undefined,
    }));
    await this.#secrets.forget(id);
  }

  #entriesIn({ stores = [] }: Readonly<Record<string, unknown>>): readonly unknown[] {
    if (!Array.isArray(stores)) throw settingsDamaged(this.#document, '"stores" is no list');
    return stores;
  }
}

const idOf = (entry: unknown): unknown => (isRecord(entry) ? entry.id : undefined);

function toStore(entry: unknown): ObjectStore | null {
  const { data } = storeSchema.safeParse(entry);
  if (data === undefined) return null;
  const { id, name, endpoint, region, bucket, prefix, isPathStyle, caFile, credentials } = data;
  return { id, name, endpoint, region, bucket, prefix, isPathStyle, caFile, credentials };
}
