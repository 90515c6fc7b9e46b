import { littleEndian64 } from './integers.ts';

/** A page with what overflows it, as a part of a buffer. One that was not copied is valid until the next one is read. */
export interface Page {
  readonly kind: 'page';
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Where it begins in `bytes`. */
  readonly start: number;
  /** Where it begins in the file. */
  readonly position: number;
  readonly length: number;
  /** 0: a page inside another one's value, as small buckets have. */
  readonly id: number;
  readonly type: PageType;
  readonly count: number;
  /** How many pages it has beside its first one. */
  readonly overflow: number;
}

/** What a page is, of those that are in use. */
export type PageType = 'branch' | 'leaf' | 'freelist';

/** A page that cannot be read as what it should be. */
export interface PageFault {
  readonly kind: 'fault';
  /** What is wrong with it, said after its name: `says that it is page 7`. */
  readonly reason: string;
}

/** The bytes of a page's own header. */
export const headerBytes = 16;
/** The bytes of an element before its key. */
const elementBytes = 16;

const types: ReadonlyMap<number, PageType> = new Map([
  [1, 'branch'],
  [2, 'leaf'],
  [16, 'freelist'],
]);

/** What a page's header says. */
export interface PageHeader {
  readonly type: PageType;
  readonly count: number;
  readonly overflow: number;
}

/** Reads the header of a page that should have the number `id`. */
export function readHeader(view: DataView, start: number, id: number): PageHeader | PageFault {
  const said = littleEndian64(view, start);
  if (said !== id) return { kind: 'fault', reason: `says that it is page ${said}` };
  const flags = view.getUint16(start + 8, true);
  const type = types.get(flags);
  if (type === undefined) return { kind: 'fault', reason: `has the unknown type 0x${flags.toString(16)}` };
  return { type, count: view.getUint16(start + 10, true), overflow: view.getUint32(start + 12, true) };
}

/**
 * Checks that each element of a branch or leaf page lies in it, has a key, and takes room of its own: elements that
 * share bytes would make a small file take hours.
 */
export function checkElements(page: Page): PageFault | null {
  const { view, start, length, count, type } = page;
  const table = headerBytes + count * elementBytes;
  if (table > length) return { kind: 'fault', reason: `has no room for its ${count} elements` };
  let taken = 0;
  for (let index = 0; index < count; index++) {
    const element = headerBytes + index * elementBytes;
    const at = start + element;
    const key = view.getUint32(at + (type === 'leaf' ? 8 : 4), true);
    const value = type === 'leaf' ? view.getUint32(at + 12, true) : 0;
    const from = element + view.getUint32(at + (type === 'leaf' ? 4 : 0), true);
    if (from < table || from + key + value > length) return elementFault(index, 'reaches beyond the page');
    if (key === 0) return elementFault(index, 'has no key');
    taken += key + value;
  }
  return taken > length - table ? { kind: 'fault', reason: 'has elements that overlap' } : null;
}

const elementFault = (index: number, reason: string): PageFault => ({
  kind: 'fault',
  reason: `has an element (${index}) that ${reason}`,
});

/** Returns where the key of a leaf's element begins in the page's bytes; its value follows the key. */
export function leafKeyAt({ view, start }: Page, index: number): number {
  const at = start + headerBytes + index * elementBytes;
  return at + view.getUint32(at + 4, true);
}

/** Returns the length of a leaf element's key. */
export const leafKeyLength = ({ view, start }: Page, index: number): number =>
  view.getUint32(start + headerBytes + index * elementBytes + 8, true);

/** Returns the length of a leaf element's value. */
export const leafValueLength = ({ view, start }: Page, index: number): number =>
  view.getUint32(start + headerBytes + index * elementBytes + 12, true);

/** Returns whether a leaf's element is a bucket. */
export const isBucket = ({ view, start }: Page, index: number): boolean =>
  (view.getUint32(start + headerBytes + index * elementBytes, true) & 1) === 1;

/** Returns the key of a branch's element: no key of its child is before it. A view. */
export function branchKey({ bytes, view, start }: Page, index: number): Uint8Array {
  const at = start + headerBytes + index * elementBytes;
  const from = at + view.getUint32(at, true);
  return bytes.subarray(from, from + view.getUint32(at + 4, true));
}

/** Returns the page that a branch's element leads to. */
export const branchChild = ({ view, start }: Page, index: number): number =>
  littleEndian64(view, start + headerBytes + index * elementBytes + 8);
