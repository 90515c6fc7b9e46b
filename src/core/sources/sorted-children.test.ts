import { expect, it } from 'vitest';
import { seeded } from '../../testing/random.ts';
import { BundleContents } from '../bundles/bundle-contents.ts';
import { compareBytes } from '../bytes/bytes.ts';
import { levelOf } from './level.ts';
import { type FoundChildren, scanChildren } from './scan-children.ts';
import { sortedChildren } from './sorted-children.ts';
import type { SortedEntries } from './sorted-entries.ts';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));

function entriesOf(names: readonly string[]): SortedEntries {
  const contents = new BundleContents();
  const none = { value: new Uint8Array(), createRevision: 1, modRevision: 1, version: 1, lease: null };
  const sorted = [...new Set(names)].map(bytes).sort(compareBytes);
  contents.add(sorted.map((key) => ({ key, ...none })));
  return contents.at(7);
}

async function all(found: AsyncIterable<FoundChildren>) {
  const parts: FoundChildren[] = [];
  for await (const part of found) parts.push(part);
  return { children: parts.flatMap(({ children }) => children), isLast: parts.at(-1)?.isLast };
}

it('finds what a scan of a server’s keys finds, wherever it goes on', async () => {
  const random = seeded(20_261_130);
  const letters: readonly [string, ...string[]] = ['a', 'b', '/', '/', '\xff', '\0'];
  for (let round = 0; round < 300; round++) {
    const name = () => Array.from({ length: random.between(1, 6) }, () => random.oneOf(letters)).join('');
    const entries = entriesOf(Array.from({ length: random.between(0, 40) }, name));
    const level = levelOf(bytes(random.oneOf(['', '/', 'a', 'a/', '\xff'])), bytes(random.oneOf(['/', '', 'aa'])));
    const read = async ({ start, end, limit }: { start: Uint8Array; end: Uint8Array | null; limit: number }) => {
      const [from, to] = [entries.placeOf(start), end === null ? entries.length : entries.placeOf(end)];
      const length = Math.max(0, Math.min(to - from, limit));
      const keys = Array.from({ length }, (_, at) => entries.listed(from + at));
      return { keys, count: Math.max(0, to - from), tookMs: 0 };
    };
    const limit = random.between(1, 12);
    let after: Uint8Array | null = null;
    for (let page = 0; page < 10; page++) {
      const expected = await all(scanChildren(read, { level, after, limit, hint: null }));
      const found = await all(sortedChildren(entries, level, { after, limit }));
      expect(found.children).toEqual(expected.children);
      const last = found.children.at(-1);
      if (last === undefined || found.isLast) break;
      after = last.kind === 'folder' ? last.prefix : last.meta.key;
    }
  }
});

it('says that nothing follows exactly where nothing does', async () => {
  const entries = entriesOf(['/a/1', '/a/2', '/b', '/c/1', 'd']);
  const level = levelOf(bytes('/'), bytes('/'));
  const found = async (limit: number) => (await all(sortedChildren(entries, level, { after: null, limit }))).isLast;
  expect([await found(2), await found(3), await found(4)]).toEqual([false, true, true]);
});
