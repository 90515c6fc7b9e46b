import type { Abort } from '../../contract/abort.ts';
import { unknownEntry } from './journal.ts';
import type { JournalReader, PageRequest, ReadPage } from './journal-reader.ts';

/**
 * Returns the newest entries of several journals as one page. A journal whose page ended early ends the whole: what is
 * older comes with the next page.
 */
export async function jointPage(
  readers: readonly JournalReader[],
  folder: string | null,
  request: PageRequest,
  signal?: Abort,
): Promise<ReadPage> {
  const pages = await Promise.all(readers.map((reader) => reader.page(folder, request, signal)));
  const damaged = pages.reduce((sum, page) => sum + page.damaged, 0);
  const ends = pages.flatMap(({ next }) => (next === null ? [] : [next]));
  const end = ends.toSorted().at(-1) ?? null;
  const reached = pages
    .flatMap(({ entries }) => entries)
    .filter(({ id }) => end === null || id >= end)
    .toSorted((a, b) => (a.id < b.id ? 1 : -1));
  const entries = reached.slice(0, request.limit);
  const isCut = reached.length > entries.length;
  return { entries, next: isCut ? (entries.at(-1)?.id ?? end) : end, damaged };
}

/**
 * Returns the journal and the folder in it that have an entry, looking at `first` before the other folders. Fails with
 * `JournalEntryUnknown`.
 */
export async function placeOf(readers: readonly JournalReader[], first: string | null, id: string) {
  for (const reader of readers) {
    const folder = await reader.folderOf(first, id);
    if (folder !== null) return { reader, folder };
  }
  throw unknownEntry();
}
