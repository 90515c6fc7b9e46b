import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, writeSync } from 'node:fs';

/** A bucket of a database to write, its entries in the order of their keys. */
export interface BoltBucket {
  readonly name: string;
  readonly entries: Iterable<readonly [key: Uint8Array, value: Uint8Array]>;
}

/** The form of a database to write. */
export interface BoltForm {
  readonly pageSize: number;
  /** Whether the SHA-256 follows that `snapshot save` appends. */
  readonly hasTrailer: boolean;
  /** The number of free pages, which are listed as etcd before 3.4 does; `null`: there is no list, as since. */
  readonly freePages: number | null;
}

export const usualForm: BoltForm = { pageSize: 4_096, hasTrailer: true, freePages: null };

const header = 16;
const element = 16;
const branch = 1;
const leaf = 2;
const meta = 4;
const freelist = 16;

interface Child {
  readonly key: Uint8Array;
  readonly page: number;
}

interface Element {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
  readonly isBucket: boolean;
}

/** Writes a bbolt database as a copy of it looks that bbolt makes: pages in order, two metas with the same root. */
export function writeBolt(file: string, buckets: readonly BoltBucket[], form: BoltForm = usualForm): void {
  const fd = openSync(file, 'w+', 0o600);
  try {
    const pages = new PageWriter(fd, form.pageSize);
    const listAt = form.freePages === null ? null : pages.skip(1);
    const free = form.freePages === null ? [] : Array.from({ length: form.freePages }, () => pages.skip(1));
    const roots = [...buckets]
      .sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)))
      .map(({ name, entries }): Element => {
        return { key: Buffer.from(name), value: bucketValue(pages, entries), isBucket: true };
      });
    const root = writeTree(pages, roots);
    if (listAt !== null)
      pages.writeAt(listAt, pageOf({ id: listAt, type: freelist, count: free.length }, freeIds(free)));
    for (const [slot, transaction] of [6n, 5n].entries()) {
      pages.writeAt(slot, metaPage({ ...form, slot, root, listAt, pages: pages.count, transaction }));
    }
    if (form.hasTrailer) pages.append(hashOf(fd, pages.count * form.pageSize));
  } finally {
    closeSync(fd);
  }
}

/** Writes pages one behind the other, gathered into larger writes. */
class PageWriter {
  readonly #fd: number;
  readonly pageSize: number;
  count = 2;

  constructor(fd: number, pageSize: number) {
    this.#fd = fd;
    this.pageSize = pageSize;
  }

  skip(pages: number): number {
    const id = this.count;
    this.count += pages;
    this.writeAt(id, new Uint8Array(0));
    return id;
  }

  /** Writes a page with what overflows it; returns its number. */
  write(type: number, elements: readonly Element[] | readonly Child[]): number {
    const body = bodyOf(elements);
    const overflow = Math.ceil((header + body.length) / this.pageSize) - 1;
    const id = this.skip(overflow + 1);
    this.writeAt(id, pageOf({ id, type, count: elements.length, overflow }, body));
    return id;
  }

  writeAt(id: number, bytes: Uint8Array): void {
    const whole = new Uint8Array(Math.max(1, Math.ceil(bytes.length / this.pageSize)) * this.pageSize);
    whole.set(bytes);
    writeSync(this.#fd, whole, 0, whole.length, id * this.pageSize);
  }

  append(bytes: Uint8Array): void {
    writeSync(this.#fd, bytes, 0, bytes.length, this.count * this.pageSize);
  }
}

function bucketValue(pages: PageWriter, entries: BoltBucket['entries']): Uint8Array {
  const head = new Uint8Array(16);
  const few: Element[] = [];
  const iterator = entries[Symbol.iterator]();
  let bytes = header;
  for (let next = iterator.next(); next.done !== true; next = iterator.next()) {
    const [key, value] = next.value;
    few.push({ key, value, isBucket: false });
    bytes += element + key.length + value.length;
    // bbolt keeps a bucket inside of its value as long as it takes a quarter of a page.
    if (bytes > pages.pageSize / 4) {
      new DataView(head.buffer).setBigUint64(0, BigInt(writeTree(pages, followed(few, iterator))), true);
      return head;
    }
  }
  return Buffer.concat([head, pageOf({ id: 0, type: leaf, count: few.length }, bodyOf(few))]);
}

function* followed(
  few: readonly Element[],
  rest: Iterator<readonly [key: Uint8Array, value: Uint8Array]>,
): Generator<Element, void> {
  yield* few;
  for (let next = rest.next(); next.done !== true; next = rest.next()) {
    yield { key: next.value[0], value: next.value[1], isBucket: false };
  }
}

/** Writes a tree, from its leaves up; returns its root. */
function writeTree(pages: PageWriter, elements: Iterable<Element>): number {
  let level = [...writeLevel(pages, leaf, elements, ({ key, value }) => key.length + value.length)];
  while (level.length > 1) level = [...writeLevel(pages, branch, level, ({ key }) => key.length)];
  return level[0]?.page ?? pages.write(leaf, []);
}

function* writeLevel<T extends Element | Child>(
  pages: PageWriter,
  type: number,
  elements: Iterable<T>,
  bytesOf: (one: T) => number,
): Generator<Child, void> {
  let waiting: T[] = [];
  let bytes = header;
  const flush = (): Child => {
    // The cast is sound: a level has elements of one kind.
    const child = {
      key: waiting[0]?.key ?? new Uint8Array(0),
      page: pages.write(type, waiting as Element[] | Child[]),
    };
    waiting = [];
    bytes = header;
    return child;
  };
  for (const one of elements) {
    const more = element + bytesOf(one);
    // A branch needs two children, else the tree would not get smaller towards its root.
    if (waiting.length >= (type === branch ? 2 : 1) && bytes + more > pages.pageSize) yield flush();
    waiting.push(one);
    bytes += more;
  }
  if (waiting.length > 0) yield flush();
}

function bodyOf(elements: readonly (Element | Child)[]): Uint8Array {
  const table = elements.length * element;
  const lengths = elements.map((one) => one.key.length + ('value' in one ? one.value.length : 0));
  const body = new Uint8Array(lengths.reduce((sum, length) => sum + length, table));
  const view = new DataView(body.buffer);
  let at = table;
  for (const [index, one] of elements.entries()) {
    const entry = index * element;
    body.set(one.key, at);
    if ('value' in one) {
      body.set(one.value, at + one.key.length);
      view.setUint32(entry, one.isBucket ? 1 : 0, true);
      view.setUint32(entry + 4, at - entry, true);
      view.setUint32(entry + 8, one.key.length, true);
      view.setUint32(entry + 12, one.value.length, true);
    } else {
      view.setUint32(entry, at - entry, true);
      view.setUint32(entry + 4, one.key.length, true);
      view.setBigUint64(entry + 8, BigInt(one.page), true);
    }
    at += lengths[index] ?? 0;
  }
  return body;
}

function pageOf(
  {
    id,
    type,
    count,
    overflow = 0,
  }: { readonly id: number; readonly type: number; readonly count: number; readonly overflow?: number },
  body: Uint8Array,
): Uint8Array {
  const page = new Uint8Array(header + body.length);
  const view = new DataView(page.buffer);
  view.setBigUint64(0, BigInt(id), true);
  view.setUint16(8, type, true);
  view.setUint16(10, count, true);
  view.setUint32(12, overflow, true);
  page.set(body, header);
  return page;
}

function freeIds(free: readonly number[]): Uint8Array {
  return new Uint8Array(BigUint64Array.from(free, BigInt).buffer);
}

interface MetaFacts extends BoltForm {
  readonly slot: number;
  readonly root: number;
  readonly listAt: number | null;
  readonly pages: number;
  readonly transaction: bigint;
}

function metaPage({ slot, root, listAt, pages, transaction, pageSize }: MetaFacts): Uint8Array {
  const body = new Uint8Array(64);
  const view = new DataView(body.buffer);
  view.setUint32(0, 0xed0cdaed, true);
  view.setUint32(4, 2, true);
  view.setUint32(8, pageSize, true);
  view.setBigUint64(16, BigInt(root), true);
  view.setBigUint64(32, listAt === null ? 0xffff_ffff_ffff_ffffn : BigInt(listAt), true);
  view.setBigUint64(40, BigInt(pages), true);
  view.setBigUint64(48, transaction, true);
  sealMeta(body);
  return pageOf({ id: slot, type: meta, count: 0 }, body);
}

/** Writes the checksum that a meta's own fields have, for tests that change one. The bytes begin with the magic. */
export function sealMeta(body: Uint8Array): void {
  let sum = 0xcbf2_9ce4_8422_2325n;
  for (const byte of body.subarray(0, 56)) sum = BigInt.asUintN(64, (sum ^ BigInt(byte)) * 0x100_0000_01b3n);
  new DataView(body.buffer, body.byteOffset).setBigUint64(56, sum, true);
}

function hashOf(fd: number, bytes: number): Uint8Array {
  const hash = createHash('sha256');
  const part = new Uint8Array(1024 * 1024);
  for (let at = 0; at < bytes; ) {
    const read = readSync(fd, part, 0, Math.min(part.length, bytes - at), at);
    if (read === 0) break;
    hash.update(part.subarray(0, read));
    at += read;
  }
  return hash.digest();
}
