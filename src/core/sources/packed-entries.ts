import { setImmediate } from 'node:timers/promises';
import type { LeaseId } from '../../contract/ids.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { RangeAnswer } from '../etcd/range-answer.ts';

/** Entries in two buffers, which are transferred to another thread without copying. */
export interface PackedEntries {
  /** The keys and values, and perhaps what came between them. */
  readonly bytes: Uint8Array;
  /** For each entry, where its key and its value begin and end, its revisions and its version. */
  readonly numbers: Float64Array<ArrayBuffer>;
  /** The leases, by the places of their entries. */
  readonly leases: ReadonlyMap<number, LeaseId>;
}

const perEntry = 7;
/** The places of an entry's numbers. */
const at = {
  ...{ keyStart: 0, keyEnd: 1, valueStart: 2, valueEnd: 3 },
  ...{ createRevision: 4, modRevision: 5, version: 6 },
} as const;
/** What gRPC leaves before an answer in its buffer. */
const mostBefore = 16;
/** How many bytes are copied before the event loop turns, in a millisecond or two. */
const bytesInTurn = 2 * 2 ** 20;
/**
 * V8 copies memory that threads share word by word where it begins at the same place within a word on both sides, and byte by
 * byte otherwise, which takes three times as long.
 */
const wordBytes = 8;

/** Copies entries into two buffers. */
export function packEntries(entries: readonly KeyValue[]): PackedEntries {
  const length = entries.reduce((sum, { key, value }) => sum + key.length + value.length, 0);
  const bytes = new Uint8Array(length);
  const numbers = new Float64Array(entries.length * perEntry);
  const leases = new Map<number, LeaseId>();
  let used = 0;
  for (const [index, { key, value, createRevision, modRevision, version, lease }] of entries.entries()) {
    const valueStart = used + key.length;
    const end = valueStart + value.length;
    bytes.set(key, used);
    bytes.set(value, valueStart);
    numbers.set([used, valueStart, valueStart, end, createRevision, modRevision, version], index * perEntry);
    if (lease !== null) leases.set(index, lease);
    used = end;
  }
  return { bytes, numbers, leases };
}

/** Packs an answer, whose bytes are not copied: nobody may read it afterwards. */
export function packAnswer(answer: RangeAnswer): PackedEntries {
  const numbers = new Float64Array(answer.length * perEntry);
  const leases = new Map<number, LeaseId>();
  let place = 0;
  answer.eachPlace((one) => {
    const from = place * perEntry;
    numbers[from + at.keyStart] = one.keyStart;
    numbers[from + at.keyEnd] = one.keyEnd;
    numbers[from + at.valueStart] = one.valueStart;
    numbers[from + at.valueEnd] = one.valueEnd;
    numbers[from + at.createRevision] = one.createRevision;
    numbers[from + at.modRevision] = one.modRevision;
    numbers[from + at.version] = one.version;
    if (one.lease !== null) leases.set(place, one.lease);
    place++;
  });
  return { bytes: ownBytes(answer.contents), numbers, leases };
}

/**
 * Returns entries in memory that two threads share: in `memory`, or in other memory where that is too small. The event loop
 * turns meanwhile.
 */
export async function shareEntries(packed: PackedEntries, memory: SharedArrayBuffer): Promise<PackedEntries> {
  const { bytes } = packed;
  const start = bytes.byteOffset % wordBytes;
  const needed = start + bytes.length;
  const shared = memory.byteLength < needed ? new SharedArrayBuffer(needed) : memory;
  const copy = new Uint8Array(shared, start, bytes.length);
  for (let at = 0; at < bytes.length; at += bytesInTurn) {
    if (at > 0) await setImmediate();
    copy.set(bytes.subarray(at, at + bytesInTurn), at);
  }
  return { ...packed, bytes: copy };
}

/** Returns entries that another thread shared in `memory` of this one's own; `null` where there is no room for them. */
export function ownEntries(packed: PackedEntries, memory: ArrayBuffer): PackedEntries | null {
  const { bytes } = packed;
  const start = bytes.byteOffset % wordBytes;
  if (memory.byteLength < start + bytes.length) return null;
  const copy = new Uint8Array(memory, start, bytes.length);
  copy.set(bytes);
  return { ...packed, bytes: copy };
}

/** Returns bytes whose buffer is theirs alone: a short answer is in a buffer with others. */
function ownBytes(bytes: Uint8Array): Uint8Array {
  const { buffer, byteOffset, length } = bytes;
  const isOwn = buffer.byteLength - length <= mostBefore;
  return isOwn ? new Uint8Array(buffer, byteOffset, length) : new Uint8Array(bytes);
}

/** Returns the buffers of packed entries, to transfer them; shared memory is not transferred. */
export function buffersOf({ bytes, numbers }: PackedEntries): readonly ArrayBuffer[] {
  return bytes.buffer instanceof ArrayBuffer ? [bytes.buffer, numbers.buffer] : [numbers.buffer];
}

/** Returns the number of entries. */
export function packedCount({ numbers }: PackedEntries): number {
  return numbers.length / perEntry;
}

/** Returns a key, as a view into the buffer. */
export function packedKey({ bytes, numbers }: PackedEntries, place: number): Uint8Array {
  const from = place * perEntry;
  return bytes.subarray(numbers[from + at.keyStart], numbers[from + at.keyEnd]);
}

/** Returns a value, as a Buffer over the same memory. */
export function packedValue({ bytes, numbers }: PackedEntries, place: number): Buffer {
  const from = place * perEntry;
  const start = numbers[from + at.valueStart] ?? 0;
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, (numbers[from + at.valueEnd] ?? start) - start);
}

/** Returns whether a value begins with some bytes. Allocates nothing. */
export function packedStartsWith({ bytes, numbers }: PackedEntries, place: number, start: Uint8Array): boolean {
  const from = place * perEntry;
  const valueStart = numbers[from + at.valueStart] ?? 0;
  if ((numbers[from + at.valueEnd] ?? 0) - valueStart < start.length) return false;
  for (let offset = 0; offset < start.length; offset++) if (bytes[valueStart + offset] !== start[offset]) return false;
  return true;
}

/** Returns the revision of an entry's last change. */
export function packedModRevision({ numbers }: PackedEntries, place: number): number {
  return numbers[place * perEntry + at.modRevision] ?? 0;
}

/** Yields the entries; keys and values are views into the buffer. */
export function* unpackEntries(packed: PackedEntries): Generator<KeyValue, void> {
  const { numbers, leases } = packed;
  for (let place = 0; place < packedCount(packed); place++) {
    const numberAt = (which: number): number => numbers[place * perEntry + which] ?? 0;
    yield {
      key: packedKey(packed, place),
      value: packedValue(packed, place),
      createRevision: numberAt(at.createRevision),
      modRevision: numberAt(at.modRevision),
      version: numberAt(at.version),
      lease: leases.get(place) ?? null,
    };
  }
}
