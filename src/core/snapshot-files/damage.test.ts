import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SnapshotReport } from '../../contract/snapshot-report.ts';
import { seeded } from '../../testing/random.ts';
import { sealMeta, usualForm } from '../../testing/snapshots/bolt-writer.ts';
import { damaged } from '../../testing/snapshots/damages.ts';
import { readHere } from '../../testing/snapshots/read-here.ts';
import { writeSmallDatabase } from '../../testing/snapshots/small-database.ts';

const pageSize = usualForm.pageSize;
/** Two thousand take a minute. */
const damages = process.env.ETCDECK_FULL === '1' ? 2_000 : 200;

let folder: string;
let file: string;
let whole: Buffer;
let old: Buffer;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'etcdeck-damage-'));
  file = join(folder, 'damaged.db');
  writeSmallDatabase(file);
  whole = readFileSync(file);
  writeSmallDatabase(file, { ...usualForm, freePages: 5 });
  old = readFileSync(file);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function reportOn(bytes: Uint8Array): Promise<SnapshotReport> {
  writeFileSync(file, bytes);
  return (await readHere(file)).report;
}

/** What is found besides the hash, which tells of every change. */
const found = ({ integrity }: SnapshotReport): readonly string[] =>
  integrity.findings.map(({ code }) => code).filter((code) => code !== 'TrailerMismatch');

function changed(change: (bytes: Buffer) => void, from = whole): Buffer {
  const bytes = Buffer.from(from);
  change(bytes);
  return bytes;
}

/** Changes both metas, and makes their checksums right again: a file that somebody made so. */
const resealed = (change: (meta: Buffer) => void): Buffer =>
  changed((bytes) => {
    for (const slot of [0, 1]) {
      const meta = bytes.subarray(slot * pageSize + 16, slot * pageSize + 80);
      change(meta);
      sealMeta(meta);
    }
  });

/** The pages of the key bucket. */
function pagesOf(type: number): readonly number[] {
  const last = (whole.length - 32) / pageSize;
  const pages = Array.from({ length: last - 2 }, (_, index) => index + 2);
  // An overflow page has no header; what is there is a value's.
  return pages.filter(
    (page) => whole.readUInt32LE(page * pageSize) === page && whole.readUInt16LE(page * pageSize + 8) === type,
  );
}

const leaf = (): number => (pagesOf(2)[3] ?? 0) * pageSize;
const branch = (): number => (pagesOf(1)[0] ?? 0) * pageSize;

it('finds nothing in what is whole', async () => {
  expect((await reportOn(whole)).integrity).toEqual({ verdict: 'ok', findings: [], found: 0 });
});

it.each<readonly [string, () => Uint8Array, readonly string[]]>([
  ['a stripped hash', () => whole.subarray(0, -32), ['NoTrailer']],
  ['a hash that is cut', () => whole.subarray(0, -7), []],
  ['a hash that was altered', () => changed((bytes) => bytes.fill(1, bytes.length - 4)), []],
  ['an end that is cut', () => whole.subarray(0, -100), ['FileShort', 'NoTrailer']],
  ['half a file', () => whole.subarray(0, whole.length >> 1), ['PageDamaged', 'FileShort', 'NoTrailer']],
  ['bytes behind the database', () => Buffer.concat([whole, Buffer.alloc(512)]), ['FileLong']],
  ['bytes appended to a whole file', () => Buffer.concat([whole, Buffer.alloc(100, 7)]), ['FileAppended', 'NoTrailer']],
  ['a page of another type', () => changed((bytes) => bytes.writeUInt16LE(7, leaf() + 8)), ['PageDamaged']],
  ['a page of another number', () => changed((bytes) => bytes.writeUInt32LE(1_000, leaf())), ['PageDamaged']],
  ['an empty page', () => changed((bytes) => bytes.fill(0, leaf(), leaf() + pageSize)), ['PageDamaged']],
  ['a page with more elements', () => changed((bytes) => bytes.writeUInt16LE(60_000, leaf() + 10)), ['PageDamaged']],
  [
    'a lost record',
    () => changed((bytes) => bytes.writeUInt16LE(bytes.readUInt16LE(leaf() + 10) - 1, leaf() + 10)),
    ['RecordMissing'],
  ],
  [
    'a value that is too long',
    () => changed((bytes) => bytes.writeUInt32LE(1 << 30, leaf() + 16 + 12)),
    ['PageDamaged'],
  ],
  ['a child outside', () => changed((bytes) => bytes.writeUInt32LE(900_000, branch() + 24)), ['PageDamaged']],
  [
    'a child used twice',
    () => changed((bytes) => bytes.copy(bytes, branch() + 24, branch() + 40, branch() + 48)),
    ['PageReused'],
  ],
  ['a page cycle', () => changed((bytes) => bytes.writeUInt32LE(branch() / pageSize, branch() + 24)), ['PageReused']],
  ['one meta page', () => changed((bytes) => bytes.fill(0, 20, 40)), ['MetaDamaged']],
  ['the other meta page', () => changed((bytes) => bytes.fill(0, pageSize, pageSize * 2)), ['MetaDamaged']],
  ['both meta pages', () => changed((bytes) => bytes.fill(0, 0, pageSize * 2)), ['NotADatabase']],
  ['a text', () => Buffer.from('etcd: a distributed key-value store\n'.repeat(500)), ['NotADatabase']],
  ['nothing', () => Buffer.alloc(0), ['NotADatabase']],
  [
    'the other byte order',
    () => changed((bytes) => [0, pageSize].map((at) => bytes.writeUInt32BE(0xed0cdaed, at + 16))),
    ['BigEndian'],
  ],
  [
    'a record that is no message',
    () => changed((bytes) => bytes.fill(0xff, valueAt(bytes, leaf()), valueAt(bytes, leaf()) + 3)),
    ['RecordDamaged'],
  ],
  [
    'a revision that was altered',
    () => changed((bytes) => bytes.fill(0x7f, keyOf(bytes, leaf()) + 4, keyOf(bytes, leaf()) + 5)),
    ['OrderBroken'],
  ],
])('names %s', async (_, damage, codes) => {
  const report = await reportOn(damage());
  for (const code of codes) expect(found(report)).toContain(code);
  expect(report.integrity.verdict).toBe(codes.length === 1 && codes[0] === 'NoTrailer' ? 'unverifiable' : 'damaged');
});

it('says first that a file is cut, or that its hash is not right', async () => {
  const first = async (bytes: Uint8Array) => (await reportOn(bytes)).integrity.findings[0]?.code;
  expect(await first(whole.subarray(0, whole.length >> 1))).toBe('FileShort');
  expect(await first(changed((bytes) => bytes.fill(0, leaf(), leaf() + pageSize)))).toBe('TrailerMismatch');
});

const keyOf = (bytes: Buffer, at: number): number => at + 16 + bytes.readUInt32LE(at + 16 + 4);
const valueAt = (bytes: Buffer, at: number): number => keyOf(bytes, at) + bytes.readUInt32LE(at + 16 + 8);

it('reads what is beside a damaged page', async () => {
  const good = (await reportOn(whole)).figures;
  const bad = (await reportOn(changed((bytes) => bytes.fill(0, leaf(), leaf() + pageSize)))).figures;
  expect(bad?.revisions).toBeLessThan(good?.revisions ?? 0);
  expect(bad?.revisions).toBeGreaterThan((good?.revisions ?? 0) / 2);
});

it('names what is wrong with the list of free pages of an old file', async () => {
  const list = 2 * pageSize;
  const codes = async (change: (bytes: Buffer) => void): Promise<readonly string[]> => [
    ...new Set(found(await reportOn(changed(change, old)))),
  ];
  expect(await codes(() => undefined)).toEqual([]);
  expect(await codes((bytes) => bytes.writeUInt32LE(4, list + 16))).toEqual(['FreelistDamaged']);
  expect(await codes((bytes) => bytes.writeUInt32LE(20, list + 16))).toEqual(['FreelistDamaged']);
  expect(await codes((bytes) => bytes.writeUInt16LE(3, list + 10))).toEqual(['FreelistDamaged']);
  expect(await codes((bytes) => bytes.writeUInt16LE(0xffff, list + 10))).toEqual(['FreelistDamaged']);
  expect(await codes((bytes) => bytes.writeUInt16LE(2, list + 8))).toEqual(['FreelistDamaged']);
});

it.each<readonly [string, () => Uint8Array]>([
  ['2^60 pages', () => resealed((meta) => meta.writeBigUInt64LE(1n << 60n, 40))],
  ['a root far away', () => resealed((meta) => meta.writeBigUInt64LE(1n << 60n, 16))],
  ['a list of free pages far away', () => resealed((meta) => meta.writeBigUInt64LE(1n << 62n, 32))],
  ['pages of 2 GiB', () => resealed((meta) => meta.writeUInt32LE(2 ** 31, 8))],
  ['an overflow of 2^32 pages', () => changed((bytes) => bytes.writeUInt32LE(0xffff_fffe, leaf() + 12))],
])('allocates nothing because a header announces %s', async (_, damage) => {
  const report = await reportOn(damage());
  expect(report.integrity.verdict).toBe('damaged');
});

it('does not go over the same bytes for each of many elements', async () => {
  const bytes = changed((copy) => {
    // Every element of the page claims the whole rest of it.
    const count = copy.readUInt16LE(leaf() + 10);
    for (let index = 1; index < count; index++) {
      const element = leaf() + 16 + index * 16;
      copy.writeUInt32LE(leaf() + pageSize - element - copy.readUInt32LE(element + 4) - 17, element + 12);
    }
  });
  expect(found(await reportOn(bytes))).toContain('PageDamaged');
});

it(`tells each of ${damages} seeded damages`, { timeout: 120_000 }, async () => {
  for (let seed = 1; seed <= damages; seed++) {
    const { what, bytes } = damaged(whole, seeded(seed));
    const { integrity } = await reportOn(bytes);
    // A cut at the very hash leaves a whole database without proof.
    const isStripped = bytes.length === whole.length - 32;
    if (!isStripped) expect(`${seed}: ${what}: ${integrity.verdict}`).toBe(`${seed}: ${what}: damaged`);
  }
});
