import type { BytesWindow } from './bytes-window.ts';
import { viewOf } from './integers.ts';
import { type BoltMeta, type MetaFault, metaBytes, pageSizes, readMeta } from './meta.ts';
import { checkElements, headerBytes, type Page, type PageFault, readHeader } from './page.ts';

/** The meta pages of a file, both of which a whole database has. */
export interface BoltMetas {
  readonly first: BoltMeta | MetaFault;
  readonly second: BoltMeta | MetaFault;
}

/** Returns whether a meta page is valid. */
export const isMeta = (meta: BoltMeta | MetaFault): meta is BoltMeta => !('reason' in meta);

/** Reads both meta pages. Where the first one is none, the second one is looked for at each page size, as bbolt does. */
export function readMetas(window: BytesWindow, fileBytes: number): BoltMetas {
  const at = (position: number): BoltMeta | MetaFault => {
    const length = Math.max(0, Math.min(metaBytes, fileBytes - position));
    const part = length === 0 ? null : window.read(position, length);
    if (part === null) return readMeta(viewOf(new Uint8Array(0)));
    return readMeta(viewOf(part.bytes.subarray(part.start, part.start + length)));
  };
  const first = at(0);
  if (isMeta(first)) return { first, second: at(first.pageSize) };
  for (const pageSize of pageSizes) {
    const second = at(pageSize);
    if (isMeta(second) && second.pageSize === pageSize) return { first, second };
  }
  return { first, second: { reason: 'there is none at any page size', isBigEndian: false } };
}

/** Returns the meta page that counts: the valid one of the last transaction. */
export function newestMeta({ first, second }: BoltMetas): BoltMeta | null {
  if (!isMeta(first)) return isMeta(second) ? second : null;
  return isMeta(second) && second.transaction > first.transaction ? second : first;
}

/** etcd takes no value nearly as large. A damaged page may claim the rest of a file, which would be read into memory. */
const mostPageBytes = 64 * 1024 * 1024;

/** The pages of a database, read as they are asked for. */
export class BoltFile {
  readonly meta: BoltMeta;
  readonly #window: BytesWindow;
  readonly #fileBytes: number;

  constructor(window: BytesWindow, fileBytes: number, meta: BoltMeta) {
    this.#window = window;
    this.#fileBytes = fileBytes;
    this.meta = meta;
  }

  /** The number of pages that the file has room for and the database has: a header may announce any number. */
  get pagesThere(): number {
    return Math.min(this.meta.pages, Math.ceil(this.#fileBytes / this.meta.pageSize));
  }

  /** Reads a page with what overflows it, its elements checked. */
  page(id: number): Page | PageFault {
    const { pageSize, pages } = this.meta;
    if (id < 2 || id >= pages) return { kind: 'fault', reason: `is outside of the database, which has ${pages} pages` };
    const position = id * pageSize;
    const head = this.#window.read(position, pageSize);
    if (head === null) return { kind: 'fault', reason: 'is past the end of the file' };
    const header = readHeader(head.view, head.start, id);
    if ('kind' in header) return header;
    if (id + header.overflow >= pages) {
      return { kind: 'fault', reason: `and its ${header.overflow} overflow pages reach beyond the database` };
    }
    const length = pageSize * (header.overflow + 1);
    if (length > mostPageBytes) {
      return { kind: 'fault', reason: `has ${header.overflow} overflow pages, more than any value takes` };
    }
    if (position + length > this.#fileBytes) return { kind: 'fault', reason: 'reaches past the end of the file' };
    const part = this.#window.read(position, length);
    if (part === null) return { kind: 'fault', reason: 'is past the end of the file' };
    const page: Page = { kind: 'page', ...part, ...header, position, length, id };
    return (page.type === 'freelist' ? null : checkElements(page)) ?? page;
  }
}

/** Reads the page that a small bucket's value holds. The place of each is that in the file. */
export function inlinePage(bytes: Uint8Array, position: number): Page | PageFault {
  const view = viewOf(bytes);
  if (bytes.length < headerBytes) return { kind: 'fault', reason: 'is too short' };
  const header = readHeader(view, 0, 0);
  if ('kind' in header) return header;
  if (header.type !== 'leaf') return { kind: 'fault', reason: 'is no leaf' };
  const page: Page = { kind: 'page', bytes, view, start: 0, position, length: bytes.length, id: 0, ...header };
  return checkElements(page) ?? page;
}
