import { cutOff, fail, longLength, longNumber, noField, unknownWireType, wireTypeOfField } from './damage.kernel.ts';

// As `WireReader` reads: the same damage is found at the same places.

/** Protobuf's wire types. */
export const varintType: u32 = 0;
/** Eight bytes. */
export const fixed64Type: u32 = 1;
/** Bytes behind their length. */
export const delimitedType: u32 = 2;
const groupStart: u32 = 3;
const groupEnd: u32 = 4;
const fixed32Type: u32 = 5;

/** Where the next byte is read. */
export let position: usize = 0;

/** Moves to where the next byte is read. */
export function seek(to: usize): void {
  position = to;
}

/** Reads a number of 64 bits. */
export function varint(end: usize): u64 {
  let at = position;
  if (at >= end) fail(cutOff, at, 0, 0);
  let byte = <u64>load<u8>(at++);
  let value = byte & 0x7f;
  for (let shift: u64 = 7; byte >= 0x80; shift += 7) {
    if (shift === 70) fail(longNumber, position, 0, 0);
    if (at >= end) fail(cutOff, position, 0, 0);
    byte = <u64>load<u8>(at++);
    value |= (byte & 0x7f) << shift;
  }
  position = at;
  return value;
}

/** Reads a field's number and wire type. */
export function tag(end: usize): u32 {
  const at = position;
  if (at < end) {
    // Most tags have one byte, whose field is not 0.
    const first = <u32>load<u8>(at);
    if (first >= 8 && first < 0x80) {
      position = at + 1;
      return first;
    }
  }
  const value = varint(end);
  if (value >> 32 !== 0 || <u32>value >>> 3 === 0) fail(noField, at, 0, 0);
  return <u32>value;
}

/** Reads a length, and returns the end of the contents that follow. */
export function delimitedEnd(end: usize): usize {
  const at = position;
  if (at < end) {
    const first = <usize>load<u8>(at);
    if (first < 0x80 && first < end - at) {
      position = at + 1;
      return at + 1 + first;
    }
  }
  const length = varint(end);
  if (length > <u64>(end - position)) fail(longLength, at, 0, 0);
  return position + <usize>length;
}

/** Moves past the value of a field. */
export function skip(tag: u32, end: usize): void {
  switch (tag & 7) {
    case varintType:
      varint(end);
      return;
    case delimitedType:
      position = delimitedEnd(end);
      return;
    case fixed64Type:
      advance(8, end);
      return;
    case fixed32Type:
      advance(4, end);
      return;
    case groupStart:
      skipGroup(end);
      return;
    default:
      fail(unknownWireType, position, 0, tag & 7);
  }
}

/** No Kubernetes type has proto 2's groups; they are skipped, as in Go. */
function skipGroup(end: usize): void {
  for (let depth = 1; depth > 0; ) {
    const inner = tag(end);
    if ((inner & 7) === groupStart) depth++;
    else if ((inner & 7) === groupEnd) depth--;
    else skip(inner, end);
  }
}

/** Moves past so many bytes. */
export function advance(length: usize, end: usize): void {
  if (length > end - position) fail(cutOff, position, 0, 0);
  position += length;
}

/** Moves to the value of a field's last occurrence. Returns `false` where it does not occur. */
export function seekLast(number: u32, wireType: u32, end: usize): bool {
  let at: usize = 0;
  while (position < end) {
    const found = tag(end);
    if (found >>> 3 === number) {
      if ((found & 7) !== wireType) fail(wireTypeOfField, position, number, found & 7);
      at = position;
    }
    skip(found, end);
  }
  if (at !== 0) position = at;
  return at !== 0;
}
