import { setImmediate } from 'node:timers/promises';
import type { MessagePort } from 'node:worker_threads';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { KeyValue } from '../../../contract/keys.ts';
import type { WatchNotice } from '../../../contract/watches.ts';
import { encryptedStart, storedAs } from '../../kubernetes-storage/heads/stored-as.ts';
import type { OpenSource } from '../../sources/open-sources.ts';
import {
  buffersOf,
  type PackedEntries,
  packEntries,
  packedCount,
  packedStartsWith,
  shareEntries,
  unpackEntries,
} from '../../sources/packed-entries.ts';
import type { FirstEntries, SourceReader } from '../../sources/source-reader.ts';
import { answerPort, type Moved } from '../../work/answer-port.ts';
import { freeBuffers } from '../../work/free-buffers.ts';
import { objectPages, sharedPageBytes } from './object-pages.ts';
import type { SourceAnswers, SourceCall, SourceOpen } from './source-messages.ts';

/** Returns an entry with its value decrypted where a key for it was given, else as it is. */
export type OpenEntry = (entry: KeyValue) => Promise<KeyValue>;

/** Lets another thread read an open source at a port, with `sourceAtPort`; nothing else can be asked of it there. */
export function answerSource(port: MessagePort, source: OpenSource, open: OpenEntry): { close(): void } {
  const opened = async (entries: readonly KeyValue[]): Promise<readonly KeyValue[]> =>
    entries.some(isEncrypted) ? await Promise.all(entries.map(open)) : entries;
  const openedAll = async (packed: PackedEntries): Promise<PackedEntries> =>
    hasEncrypted(packed) ? packEntries(await opened([...unpackEntries(packed)])) : packed;
  async function* pagesOf(
    reader: SourceReader,
    { span, memory }: SourceOpen & { readonly kind: 'pages' },
    signal: AbortSignal,
  ): AsyncGenerator<FirstEntries, void> {
    let sharedMemory = memory === 'made' ? null : memory;
    // The next page is asked for before this one is opened and copied: a member works on it meanwhile.
    for await (const { packed, ...page } of objectPages(reader, span, { isAhead: true }, signal)) {
      // Taking an answer apart and copying it are two turns of the host.
      await setImmediate();
      const opened = await openedAll(packed);
      // Many lists have one page, for which no memory is made.
      if (memory === 'made' && page.rest > 0) sharedMemory ??= new SharedArrayBuffer(sharedPageBytes);
      yield { packed: sharedMemory === null ? opened : await shared(opened, sharedMemory), ...page };
    }
  }
  const at = (revision: number | null): SourceReader => (revision === null ? source.whole : source.whole.pin(revision));
  return answerPort<SourceCall, unknown, SourceOpen, unknown>(port, {
    async call(asked, signal) {
      const reader = at(asked.revision);
      switch (asked.kind) {
        case 'get':
          return copied(await openedGet(await reader.get(asked.key, { signal }), open));
        case 'first': {
          const { packed, ...rest } = await reader.first(asked.span, asked.limit, { signal });
          return moved({ packed: await openedAll(packed), ...rest });
        }
        case 'count':
          return copied(await reader.count(asked.span, { signal }));
        case 'origin':
          return copied(await reader.origin({ signal }));
      }
    },
    async *open(asked, signal) {
      const reader = at(asked.revision);
      switch (asked.kind) {
        case 'children':
          for await (const page of reader.children(asked.request, { signal })) yield copied(page);
          return;
        case 'keys':
          for await (const { digestOf: _, ...page } of reader.keys(asked.span, { signal })) yield copied(page);
          return;
        case 'pages':
          for await (const page of pagesOf(reader, asked, signal)) yield moved(page);
          return;
        case 'entries':
          for await (const { entries, ...page } of reader.entries(asked.span, { signal })) {
            yield moved({ packed: packEntries(await opened(entries)), ...page });
          }
          return;
        case 'values':
        case 'each':
          for await (const entries of reader[asked.kind](asked.run, { signal })) {
            const packed = packEntries(await opened(entries));
            yield { value: packed, moves: buffersOf(packed) };
          }
          return;
        case 'changes':
          if (source.changes === null) throw new EtcdeckError({ code: 'Internal', message: 'it does not change' });
          for await (const notice of source.changes({ ...asked.range, signal }))
            yield copied(await openedNotice(notice, open));
      }
    },
  });
}

async function shared(packed: PackedEntries, memory: SharedArrayBuffer): Promise<PackedEntries> {
  const copy = await shareEntries(packed, memory);
  if (packed.bytes.buffer instanceof ArrayBuffer) freeBuffers([packed.bytes.buffer]);
  return copy;
}

function hasEncrypted(packed: PackedEntries): boolean {
  for (let place = 0; place < packedCount(packed); place++)
    if (packedStartsWith(packed, place, encryptedStart)) return true;
  return false;
}

function isEncrypted({ value }: KeyValue): boolean {
  return storedAs(value) === 'encrypted';
}

async function openedGet(answer: SourceAnswers['get'], open: OpenEntry): Promise<SourceAnswers['get']> {
  return answer.entry === null ? answer : { ...answer, entry: await open(answer.entry) };
}

async function openedNotice(notice: WatchNotice<KeyValue>, open: OpenEntry): Promise<WatchNotice<KeyValue>> {
  if (notice.kind !== 'event') return notice;
  const { event } = notice;
  const previous = event.previous === null ? null : await open(event.previous);
  if (event.type === 'delete') return { kind: 'event', event: { ...event, previous } };
  return { kind: 'event', event: { ...event, entry: await open(event.entry), previous } };
}

const copied = <T>(value: T): Moved<T> => ({ value, moves: [] });

function moved<T extends { readonly packed: PackedEntries }>(value: T): Moved<T> {
  return { value, moves: buffersOf(value.packed) };
}
