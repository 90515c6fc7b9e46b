import { setTimeout as delay } from 'node:timers/promises';
import type { KeyChildrenPage } from '../../../src/contract/keys.ts';
import { EtcdClient } from '../../../src/core/etcd/client.ts';
import { txnPuts } from '../../../src/core/etcd/kv.ts';
import { FolderHints } from '../../../src/core/sources/folder-hints.ts';
import { spanOf } from '../../../src/core/sources/key-span.ts';
import { liveReads } from '../../../src/core/sources/live-reads.ts';
import type { SourceReads } from '../../../src/core/sources/source-reader.ts';
import { benchKeys } from './bench-keys.ts';

/** What came of a level: when its first rows were there, when all, and how many, in milliseconds. */
export interface LevelTimes {
  readonly firstMs: number;
  readonly wholeMs: number;
  readonly children: number;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const putsAtOnce = 16;
/** Between two writes: a client that is there, and no load. */
const pauseMs = 5;
/** etcd takes no more in one transaction. */
const putsPerTxn = 128;

/** The requests of the bench to a separate host, which knows one member. */
export function askOf(endpoint: string) {
  const client = new EtcdClient({ endpoints: [endpoint], tls: null, user: null, password: null });
  // What is learnt of folders is not kept from one question to the next: each is asked as if for the first time.
  const source = (): SourceReads => liveReads(client, { revision: null, isSerializable: false }, new FolderHints());
  return {
    /** Writes so many keys. */
    async fill(count: number): Promise<number> {
      const keys = benchKeys(count);
      const value = new Uint8Array(64).fill(0x76);
      const fillOn = async (): Promise<void> => {
        for (;;) {
          const entries: { readonly key: Uint8Array; readonly value: Uint8Array }[] = [];
          while (entries.length < putsPerTxn) {
            const next = keys.next();
            if (next.done === true) break;
            entries.push({ key: bytes(next.value), value });
          }
          if (entries.length === 0) return;
          await txnPuts(client, entries, { timeoutMs: 60_000 });
        }
      };
      await Promise.all(Array.from({ length: putsAtOnce }, fillOn));
      return count;
    },
    async level(prefix: string): Promise<LevelTimes> {
      const startedAt = performance.now();
      let firstMs: number | null = null;
      let children = 0;
      const request = { prefix: bytes(prefix), delimiter: bytes('/'), after: null, limit: 10_000 };
      const pages: AsyncIterable<KeyChildrenPage> = source().children(request);
      for await (const page of pages) {
        if (page.children.length > 0) firstMs ??= performance.now() - startedAt;
        children += page.children.length;
      }
      const wholeMs = performance.now() - startedAt;
      return { firstMs: firstMs ?? wholeMs, wholeMs, children };
    },
    async count(prefix: string): Promise<number> {
      return (await source().count(spanOf(bytes(prefix)))).tookMs;
    },
    async scan(prefix: string): Promise<{ readonly keys: number; readonly tookMs: number }> {
      const startedAt = performance.now();
      let keys = 0;
      for await (const page of source().keys(spanOf(bytes(prefix)))) keys += page.keys.length;
      return { keys, tookMs: performance.now() - startedAt };
    },
    /** Writes one small key again and again for so long, as another client would, and gives what each write took. */
    async write(forMs: number): Promise<readonly number[]> {
      const took: number[] = [];
      const until = performance.now() + forMs;
      while (performance.now() < until) {
        const startedAt = performance.now();
        await txnPuts(client, [{ key: bytes('/bench/written'), value: bytes('value') }]);
        took.push(performance.now() - startedAt);
        await delay(pauseMs);
      }
      return took;
    },
    /** Holds a connection open and follows its members for this long, like an idle window. */
    async rest(forMs: number): Promise<null> {
      const { restAs } = await import('./rest.ts');
      await restAs(endpoint, forMs);
      return null;
    },
    /** Opens the folders of a prefix in a window's tree until it has so many rows. */
    async browse({ prefix, rows }: { readonly prefix: string; readonly rows: number }) {
      const { browse } = await import('./browse.ts');
      return browse(source(), bytes(prefix), rows);
    },
    async values(prefix: string): Promise<{ readonly keys: number; readonly tookMs: number }> {
      const startedAt = performance.now();
      let keys = 0;
      for await (const page of source().entries(spanOf(bytes(prefix)))) keys += page.entries.length;
      return { keys, tookMs: performance.now() - startedAt };
    },
  };
}

export type Questions = ReturnType<typeof askOf>;
