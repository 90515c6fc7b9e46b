import type { Abort } from '../../contract/abort.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { ObjectStoresApi, StoredSnapshot, TransferNotice } from '../../contract/object-stores.ts';
import type { Ports } from '../ports.ts';
import { stoppable } from '../streams/stoppable.ts';
import { withProgress } from '../streams/with-progress.ts';
import { withSignal } from '../streams/with-signal.ts';
import { deleteCopies } from './delete-copies.ts';
import { downloadSnapshot } from './download-snapshot.ts';
import { listObjects } from './list-objects.ts';
import { planRetention } from './plan-retention.ts';
import { type StoreClient, withStore } from './store-client.ts';
import { StoreDocuments } from './store-documents.ts';
import { normalisedStore } from './store-place.ts';
import { StoreSecrets } from './store-secrets.ts';
import { testStore } from './test-store.ts';
import { uploadSnapshot } from './upload-snapshot.ts';

/** Knows the files that are copied, and remembers their copies. */
export interface CopyKeeper {
  /** Returns what proves a file of this SHA-256; `null`: nothing that is known. */
  proofOf(file: string, sha256: string): Promise<StoredSnapshot['proof']>;
  /** Remembers that a store has a copy of a file. */
  didCopy(file: string, copy: { readonly store: string; readonly object: string; readonly at: number }): Promise<void>;
  /** Forgets a copy that is no more. */
  didDeleteCopy(copy: { readonly store: string; readonly object: string }): Promise<void>;
}

/** Object stores that snapshots are copied to and from. Nothing is dialled before a method asks for it. */
export function createObjectStores(
  ports: Pick<Ports, 'openStore' | 'secrets' | 'clock' | 'log' | 'workerFile'>,
  { proofOf, didCopy, didDeleteCopy }: CopyKeeper,
): ObjectStoresApi {
  const secrets = new StoreSecrets(ports.secrets);
  const documents = new StoreDocuments(ports, secrets);

  const use = async <T>(
    id: string,
    options: { readonly operation: string; readonly signal: AbortSignal },
    work: (client: StoreClient) => Promise<T>,
  ): Promise<T> => {
    const store = documents.require(id);
    return await withStore(store, await secrets.resolve(store, null), options, work);
  };

  /** A stream of how some bytes move. */
  const moving = (
    outer: Abort | undefined,
    move: (signal: AbortSignal, onDidMove: (doneBytes: number, totalBytes: number) => void) => Promise<TransferNotice>,
  ): AsyncIterable<TransferNotice> =>
    stoppable(outer, async function* (signal) {
      yield yield* withProgress<TransferNotice, TransferNotice>(signal, (inner, onDidProgress) =>
        move(inner, (doneBytes, totalBytes) => onDidProgress({ kind: 'moving', doneBytes, totalBytes })),
      );
    });

  /** The copy is there, whatever becomes of what is known of it. */
  const remember = async (file: string, store: string, object: string): Promise<void> => {
    try {
      await didCopy(file, { store, object, at: ports.clock.now() });
    } catch (error) {
      const reason = error instanceof EtcdeckError ? error.message : String(error);
      ports.log.warn('The catalogue does not remember a copy', { file, object, reason });
    }
  };

  const forget = async (store: string, object: string): Promise<void> => {
    try {
      await didDeleteCopy({ store, object });
    } catch (error) {
      const reason = error instanceof EtcdeckError ? error.message : String(error);
      ports.log.warn('The catalogue still has a copy that was deleted', { store, object, reason });
    }
  };

  return {
    list: async () => documents.list(),
    save: async ({ draft, secrets: given }) => await documents.save(draft, given),
    remove: async ({ store }) => await documents.remove(store),
    async test({ draft, secrets: given }, options) {
      const place = await normalisedStore(draft);
      secrets.check(draft.credentials, given, draft.id);
      const key = await secrets.resolve(draft, given);
      await withSignal(options?.signal, (signal) =>
        withStore(place, key, { operation: 'objectStores.test', signal }, (client) => testStore(client, signal)),
      );
    },
    objects: async ({ store }, options) =>
      await withSignal(options?.signal, (signal) =>
        use(store, { operation: 'objectStores.objects', signal }, (client) => listObjects(client, signal)),
      ),
    upload: ({ store, file }, options) =>
      moving(options?.signal, async (signal, onDidMove) => {
        const { object, sha256 } = await use(store, { operation: 'objectStores.upload', signal }, (client) =>
          uploadSnapshot(client, { ports, file, signal, onDidMove, proofOf }),
        );
        await remember(file, store, object);
        return { kind: 'moved', object, file, sha256 };
      }),
    download: ({ store, object, file }, options) =>
      moving(options?.signal, async (signal, onDidMove) => {
        const { sha256 } = await use(store, { operation: 'objectStores.download', signal }, (client) =>
          downloadSnapshot(client, { ports, object, file, signal, onDidMove }),
        );
        return { kind: 'moved', object, file, sha256 };
      }),
    planRetention: async (request, options) =>
      await withSignal(options?.signal, (signal) =>
        use(request.store, { operation: 'objectStores.planRetention', signal }, (client) =>
          planRetention(client, request, { now: ports.clock.now(), signal }),
        ),
      ),
    deleteCopies: async (request, options) =>
      await withSignal(options?.signal, (signal) =>
        use(request.store, { operation: 'objectStores.deleteCopies', signal }, (client) =>
          deleteCopies(client, request, { ports, signal, onDidDelete: (object) => forget(request.store, object) }),
        ),
      ),
  };
}
