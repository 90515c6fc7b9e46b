import type { MessagePort } from 'node:worker_threads';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { OpenSource } from '../../sources/open-sources.ts';
import { buffersOf, type PackedEntries, packEntries } from '../../sources/packed-entries.ts';
import type { SourceReader } from '../../sources/source-reader.ts';
import { answerPort, type Moved } from '../../work/answer-port.ts';
import type { SourceCall, SourceOpen } from './source-messages.ts';

/** Lets another thread read an open source at a port, with `sourceAtPort`; nothing else can be asked of it there. */
export function answerSource(port: MessagePort, source: OpenSource): { close(): void } {
  const at = (revision: number | null): SourceReader => (revision === null ? source.whole : source.whole.pin(revision));
  return answerPort<SourceCall, unknown, SourceOpen, unknown>(port, {
    async call(asked, signal) {
      const reader = at(asked.revision);
      switch (asked.kind) {
        case 'get':
          return copied(await reader.get(asked.key, { signal }));
        case 'first': {
          const { entries, ...rest } = await reader.first(asked.span, asked.limit, { signal });
          return moved({ packed: packEntries(entries), ...rest });
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
        case 'entries':
          for await (const { entries, ...page } of reader.entries(asked.span, { signal })) {
            yield moved({ packed: packEntries(entries), ...page });
          }
          return;
        case 'values':
        case 'each':
          for await (const entries of reader[asked.kind](asked.run, { signal })) {
            const packed = packEntries(entries);
            yield { value: packed, moves: buffersOf(packed) };
          }
          return;
        case 'changes':
          if (source.changes === null) throw new EtcdeckError({ code: 'Internal', message: 'it does not change' });
          for await (const notice of source.changes({ ...asked.range, signal })) yield copied(notice);
      }
    },
  });
}

const copied = <T>(value: T): Moved<T> => ({ value, moves: [] });

function moved<T extends { readonly packed: PackedEntries }>(value: T): Moved<T> {
  return { value, moves: buffersOf(value.packed) };
}
