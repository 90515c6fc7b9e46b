import { littleEndian64 } from './integers.ts';

/** A valid meta page: where a database begins, and how large it is. */
export interface BoltMeta {
  readonly pageSize: number;
  /** The page of the root bucket. */
  readonly root: number;
  /** The page that lists the free ones; `null`: etcd 3.4 and later write no list. */
  readonly freelist: number | null;
  /** The number of pages (bbolt's high-water mark). Nobody has checked it against the file. */
  readonly pages: number;
  /** The transaction that wrote it. */
  readonly transaction: bigint;
}

/** Why a meta page is none. */
export interface MetaFault {
  readonly reason: string;
  readonly isBigEndian: boolean;
}

/** How many bytes of a page `readMeta` looks at. */
export const metaBytes = 80;

/** Where a page's own header ends and the meta begins. */
const start = 16;
const magic = 0xed0cdaed;
const version = 2;
const leastPageSize = 1_024;
const mostPageSize = 65_536;
const noFreelist = 0xffff_ffff_ffff_ffffn;

/** Reads the meta page that begins a view. */
export function readMeta(view: DataView): BoltMeta | MetaFault {
  if (view.byteLength < metaBytes) return fault('it is too short');
  if (view.getUint32(start, true) !== magic) return notMagic(view);
  if (view.getUint32(start + 4, true) !== version)
    return fault(`its version is ${view.getUint32(start + 4, true)}, not 2`);
  if (view.getBigUint64(start + 56, true) !== fnv1a64(view, start, start + 56)) return fault('its checksum is wrong');
  const pageSize = view.getUint32(start + 8, true);
  if (!isPageSize(pageSize)) return fault(`its page size is ${pageSize}`);
  const freelist = view.getBigUint64(start + 32, true);
  return {
    pageSize,
    root: littleEndian64(view, start + 16),
    freelist: freelist === noFreelist ? null : Number(freelist),
    pages: littleEndian64(view, start + 40),
    transaction: view.getBigUint64(start + 48, true),
  };
}

/** The page sizes that a database may have, the least first. */
export const pageSizes: readonly number[] = Array.from({ length: 7 }, (_, power) => leastPageSize << power);

const isPageSize = (size: number): boolean =>
  size >= leastPageSize && size <= mostPageSize && (size & (size - 1)) === 0;

const fault = (reason: string): MetaFault => ({ reason, isBigEndian: false });

function notMagic(view: DataView): MetaFault {
  const found = view.getUint32(start, true).toString(16).padStart(8, '0');
  const reason = `it begins with 0x${found}, not 0x${magic.toString(16)}`;
  return { reason, isBigEndian: view.getUint32(start) === magic };
}

/** Returns FNV-1a of 64 bits. */
function fnv1a64(view: DataView, from: number, to: number): bigint {
  let hash = 0xcbf2_9ce4_8422_2325n;
  for (let at = from; at < to; at++) hash = BigInt.asUintN(64, (hash ^ BigInt(view.getUint8(at))) * 0x100_0000_01b3n);
  return hash;
}
