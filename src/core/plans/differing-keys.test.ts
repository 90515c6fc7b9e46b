import { expect, it } from 'vitest';
import type { ListedKey } from '../../contract/listed-key.ts';
import type { KeysPage, SourceReader } from '../sources/source-reader.ts';
import { differingKeys } from './differing-keys.ts';

const pageKeys = 2_000;
const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const named = (name: string, modRevision = 1): ListedKey => ({
  key: bytes(name),
  createRevision: 1,
  modRevision,
  version: 1,
});

/** A source of sorted keys in pages, and the number of keys read so far. */
function sourceOf(keys: readonly ListedKey[]) {
  const read = { count: 0 };
  const pages = async function* (): AsyncGenerator<KeysPage, void> {
    for (let at = 0; at === 0 || at < keys.length; at += pageKeys) {
      const page = keys.slice(at, at + pageKeys);
      read.count += page.length;
      yield { keys: page, revision: 7, total: null };
    }
  };
  return { read, source: { keys: pages } as unknown as SourceReader }; // the walk uses `keys` alone
}

const numbered = (count: number, prefix = ''): readonly ListedKey[] =>
  Array.from({ length: count }, (_, at) => named(`${prefix}${String(at).padStart(6, '0')}`));

const walk = (left: SourceReader, right: SourceReader, isSameKeyspace = true) =>
  differingKeys({ source: left, prefix: bytes('') }, { source: right, prefix: bytes('') }, { isSameKeyspace }, {});

it('does not gather the keys that the left side lacks, however many lie before its next one', async () => {
  const { source: left } = sourceOf([named('z')]);
  const { source: right, read } = sourceOf([...numbered(50_000), named('z')]);
  const parts = walk(left, right);
  const first = await parts.next();
  expect(read.count).toBeLessThanOrEqual(12_000);
  const extra = [...(first.value?.extra ?? [])];
  let runs = 0;
  for await (const part of parts) {
    expect(part.extra.length).toBeLessThanOrEqual(12_000);
    extra.push(...part.extra);
    runs += part.runs.length;
  }
  expect(extra.map(({ key }) => Buffer.from(key).toString())).toEqual(
    numbered(50_000).map(({ key }) => Buffer.from(key).toString()),
  );
  expect(runs).toBe(0);
});

it('does not gather long keys either', async () => {
  const { source: left } = sourceOf([named('z')]);
  const { source: right, read } = sourceOf(numbered(10_000, 'x'.repeat(4_096)));
  await walk(left, right).next();
  expect(read.count).toBeLessThanOrEqual(2 * pageKeys);
});

it('gives a page of the left with what differs in it, and what only the right has beside it', async () => {
  const { source: left } = sourceOf([named('a'), named('c', 2), named('d')]);
  const { source: right } = sourceOf([named('a'), named('b'), named('c', 1), named('e')]);
  const texts = (keys: readonly ListedKey[]) => keys.map(({ key }) => Buffer.from(key).toString()).join('');
  const parts: unknown[] = [];
  for await (const { runs, extra, revision, scanned } of walk(left, right))
    parts.push([runs.map(texts), texts(extra), revision, scanned]);
  expect(parts).toEqual([
    [['cd'], 'b', 7, 3],
    [[], 'e', 0, 1],
  ]);
});
