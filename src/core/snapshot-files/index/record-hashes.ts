import { bytesOf } from '../../bytes/bytes.ts';
import { breathe } from '../../streams/breath.ts';
import { viewOf } from '../bolt/integers.ts';
import { afterBytes, crcOver, crcStart, crcValue } from '../crc32c.ts';

/**
 * What HashKV is made of, of every record of the key bucket in the order of their revisions, those included that no
 * index has.
 */
export interface HashColumns {
  readonly main: Float64Array;
  /** The register of CRC-32C over the record's key and value, begun with 0, and how many bytes that are. */
  readonly register: Uint32Array;
  readonly bytes: Uint32Array;
  readonly isDeletion: Uint8Array;
  /** The place of the next record of the same key, and one more; 0: there is none. */
  readonly next: Uint32Array;
}

/** Which HashKV is asked for. */
export interface HashedRevision {
  readonly revision: number;
  /** What the member has compacted to, which may be more than the file has; 0: nothing. */
  readonly compactRevision: number;
}

/** How many records are looked at between two turns of the event loop. */
const stride = 65_536;

/**
 * Returns what `endpoint hashkv --rev` prints of a member with these records. etcd leaves out what is compacted away, and
 * keeps of the rest at or below the compact revision what is live at the revision that is hashed.
 */
export async function hashKVOf(columns: HashColumns, { revision, compactRevision }: HashedRevision): Promise<number> {
  const { main, register, bytes, isDeletion, next } = columns;
  const keeps = (at: number): boolean => {
    if (isDeletion[at] === 1) return false;
    const later = next[at] ?? 0;
    return later === 0 || (main[later - 1] ?? 0) > revision;
  };
  // Where nothing is live, etcd leaves out nothing.
  const isLive = (at: number): boolean => (main[at] ?? 0) <= revision && keeps(at);
  const hasKept = compactRevision > 0 && (await isAny(main.length, isLive));
  const name = viewOf(bytesOf('key'));
  let crc = crcOver(crcStart, name, 0, name.byteLength);
  for (let at = 0; at < main.length; at++) {
    if (at % stride === stride - 1) await breathe();
    const record = main[at] ?? 0;
    if (record > revision) continue;
    if (record <= compactRevision && hasKept && !keeps(at)) continue;
    if (record === compactRevision && isDeletion[at] === 1) continue;
    crc = afterBytes(crc, register[at] ?? 0, bytes[at] ?? 0);
  }
  return crcValue(crc);
}

async function isAny(length: number, is: (at: number) => boolean): Promise<boolean> {
  for (let at = 0; at < length; at++) {
    if (at % stride === stride - 1) await breathe();
    if (is(at)) return true;
  }
  return false;
}
