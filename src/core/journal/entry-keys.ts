import type { CallOptions } from '../../contract/abort.ts';
import type { JournalApi, JournalledKey, JournalledState } from '../../contract/journal.ts';
import { cancelled } from '../etcd/failures.ts';
import type { ValueCodecs } from '../values/value-codecs.ts';
import type { Journal } from './journal.ts';
import type { NotedChange } from './records.ts';

/** An answer that a window shows at once. */
const mostBytes = 1_000_000;

/** Returns an entry of the journal with some of its keys, the data of Secrets covered unless it is revealed. */
export async function entryKeys(
  {
    journal,
    codecs,
  }: { readonly journal: Pick<Journal, 'find' | 'read'>; readonly codecs: Pick<ValueCodecs, 'toShown'> },
  { connection, id, from, limit, reveal }: Parameters<JournalApi['entry']>[0],
  options?: CallOptions,
): ReturnType<JournalApi['entry']> {
  const entry = await journal.find(connection, id);
  const keys: JournalledKey[] = [];
  if (!entry.canUndo) return { entry, keys, next: null };
  let place = -1;
  let bytes = 0;
  for await (const { changes, revision } of (await journal.read(connection, id)).transactions()) {
    if (options?.signal?.aborted) throw cancelled('journal');
    for (const { key, before, after } of changes) {
      place += 1;
      if (place < from) continue;
      if (keys.length === limit || bytes > mostBytes) return { entry, keys, next: place };
      bytes += before?.value?.length ?? 0;
      const state = before === null ? null : await stateOf(key, before, codecs, reveal);
      keys.push({ key, change: after === null ? 'delete' : 'put', revision, before: state });
    }
  }
  return { entry, keys, next: null };
}

async function stateOf(
  key: Uint8Array,
  { value, ...meta }: NonNullable<NotedChange['before']>,
  codecs: Pick<ValueCodecs, 'toShown'>,
  reveal: boolean,
): Promise<JournalledState> {
  if (value === null) return { ...meta, value, isMasked: false, bytes: null };
  const shown = await codecs.toShown(value, { reveal, key });
  return { ...meta, value: shown, isMasked: shown !== value, bytes: value.length };
}
