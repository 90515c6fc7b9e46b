import { viewOf } from '../bolt/integers.ts';
import { headerBytes, type Page } from '../bolt/page.ts';
import type { IncrementEvent } from './increment-events.ts';

const elementBytes = 16;

/** A record of the key bucket. */
export interface KeyRecord {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/** Returns the record that etcd stores of an event, byte by byte: hashes of it are those that a member has. */
export function recordOf(event: IncrementEvent, sub: number): KeyRecord {
  const key = Buffer.alloc(event.isDeletion ? 18 : 17);
  key.writeBigUInt64BE(BigInt(event.modRevision), 0);
  key[8] = 0x5f;
  key.writeBigUInt64BE(BigInt(sub), 9);
  if (event.isDeletion) {
    key[17] = 0x74;
    return { key, value: Buffer.concat(bytesField(1, event.key)) };
  }
  const value = Buffer.concat([
    ...bytesField(1, event.key),
    ...numberField(2, BigInt(event.createRevision)),
    ...numberField(3, BigInt(event.modRevision)),
    ...numberField(4, BigInt(event.version)),
    ...bytesField(5, event.value),
    ...numberField(6, event.lease),
  ]);
  return { key, value };
}

const bytesField = (field: number, bytes: Uint8Array): readonly Uint8Array[] =>
  bytes.length === 0 ? [] : [varint(BigInt(field * 8 + 2)), varint(BigInt(bytes.length)), bytes];

const numberField = (field: number, value: bigint): readonly Uint8Array[] =>
  value === 0n ? [] : [varint(BigInt(field * 8)), varint(value)];

function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

/** Returns a leaf page with these records, which stands at a place of a file. */
export function leafPageOf(records: readonly KeyRecord[], position: number): Page {
  const table = Buffer.alloc(headerBytes + records.length * elementBytes);
  table.writeUInt16LE(2, 8);
  table.writeUInt16LE(records.length, 10);
  let at = table.length;
  for (const [index, { key, value }] of records.entries()) {
    const element = headerBytes + index * elementBytes;
    table.writeUInt32LE(at - element, element + 4);
    table.writeUInt32LE(key.length, element + 8);
    table.writeUInt32LE(value.length, element + 12);
    at += key.length + value.length;
  }
  const bytes = Buffer.concat([table, ...records.flatMap(({ key, value }) => [key, value])]);
  const place = { start: 0, position, length: bytes.length, id: 0, overflow: 0 } as const;
  return { kind: 'page', bytes, view: viewOf(bytes), ...place, type: 'leaf', count: records.length };
}
