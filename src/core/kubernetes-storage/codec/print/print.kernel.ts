import { fail, otherWireType, tooDeep, wireTypeInList } from './damage.kernel.ts';
import {
  endOf,
  entriesRead,
  entrySize,
  keyLengthOf,
  keyOf,
  readMap,
  unknownInEntries,
  valueAt,
} from './maps.kernel.ts';
import { byte, isAscii, isEmptySince, label, moveOut, nullValue, openOutput, out, separate } from './output.kernel.ts';
import { allocate, mark, openScratch, release } from './scratch.kernel.ts';
import { string } from './strings.kernel.ts';
import {
  bitBytes,
  bitOf,
  bitsOf,
  fieldAt,
  fieldLabel,
  fieldNumber,
  fieldOf,
  fieldType,
  frameBytes,
  isHiddenWhenZero,
  isInline,
  labelLength,
  list,
  placeOf,
  shapeOf,
  shownAbsent,
  single,
  specialForm,
  wireTypeOf,
} from './table.kernel.ts';
import { doubleScalar, scalar, special, zero } from './values.kernel.ts';
import { delimitedEnd, delimitedType, position, seek, seekLast, skip, tag, varintType } from './wire.kernel.ts';

// Prints protobuf as JSON by the schema's tables, in the order of Go's fields.

const deepest: i32 = 200;
const orBool: i32 = 8;
const boolScalar: usize = 2;

let unknown: i32 = 0;
/** What is added to an address to get its offset in the value. */
let origin: i32 = 0;

/** Returns where memory is free for tables, input, scratch and output. */
export function freeFrom(): usize {
  return __heap_base;
}

/** Returns how many fields of the last object the schema does not know. */
export function unknownFields(): i32 {
  return unknown;
}

/** Returns whether the last output is ASCII. */
export function wroteAscii(): bool {
  return isAscii;
}

/** Returns the offset in the value of an address in what is being read. */
export function offsetOf(at: usize): i32 {
  return <i32>at + origin;
}

/**
 * Opens what is printed next. `offset`: of address 0 in the value. The output begins at `begin`, and goes on at `at`;
 * the byte before it is a brace where nothing is.
 */
export function open(scratch: usize, scratchEnd: usize, begin: usize, at: usize, offset: i32): void {
  openScratch(scratch, scratchEnd);
  openOutput(begin, at);
  origin = offset;
  unknown = 0;
}

/** Writes the members of an object, and the brace behind them. Returns where the output ends. */
export function printMembers(message: usize, start: usize, end: usize): usize {
  members(message, start, end, 0);
  byte(0x7d);
  return out;
}

/** Writes a message. Returns where the output ends. */
export function printMessage(type: usize, start: usize, end: usize): usize {
  message(type, start, end, 0);
  return out;
}

/** Writes a string of UTF-8. Returns where the output ends. */
export function printString(start: usize, end: usize): usize {
  string(start, end);
  return out;
}

/** Writes a message, and moves to its end. */
function message(type: usize, start: usize, end: usize, depth: i32): void {
  if (depth > deepest) fail(tooDeep, start, 0, 0);
  seek(start);
  const form = specialForm(type);
  if (form === 0) {
    byte(0x7b);
    members(type, start, end, depth);
    byte(0x7d);
  } else if (form < orBool) special(form, end);
  else if (form === orBool) {
    if (!alternative(type, 2, end, depth)) {
      seek(start);
      if (seekLast(1, varintType, end)) scalar(boolScalar, end);
      else zero(boolScalar);
    }
  } else if (!alternativeList(type, start, end, depth)) {
    seek(start);
    if (!alternative(type, 1, end, depth)) nullValue();
  }
  seek(end);
}

function members(type: usize, start: usize, end: usize, depth: i32): void {
  const bits = bitBytes(type);
  const frame = allocate(frameBytes(type));
  locate(type, frame, start, end);
  for (let word: usize = 0; word < bits; word += 4) {
    const occurring = load<u32>(frame + word);
    // From the lowest bit on, which is the order of printing.
    for (let left = occurring | shownAbsent(type, word); left !== 0; left &= left - 1) {
      const bit = ctz(left);
      const field = fieldAt(type, (word << 3) + bit);
      if (((occurring >>> bit) & 1) !== 0) member(field, frame, start, end, depth);
      else {
        label(fieldLabel(field), labelLength(field));
        nullValue();
      }
    }
  }
  release(frame);
}

/**
 * Records the place of each field: the first occurrence of a list or map, the value of the last occurrence of the
 * others.
 */
function locate(type: usize, frame: usize, start: usize, end: usize): void {
  const bits = bitBytes(type);
  for (let word: usize = 0; word < bits; word += 4) store<u32>(frame + word, 0);
  seek(start);
  while (position < end) {
    const at = position;
    const found = tag(end);
    const field = fieldOf(type, found >>> 3);
    if (field === 0) unknown++;
    else {
      const wireType = found & 7;
      const shape = shapeOf(field);
      const isPacked = wireType === delimitedType && shape === list;
      if (wireType !== wireTypeOf(field) && !isPacked) fail(otherWireType, at, field, wireType);
      const place = frame + placeOf(field);
      const word = frame + bitsOf(field);
      const occurring = load<u32>(word);
      const count = (occurring & bitOf(field)) === 0 ? 0 : load<u32>(place);
      store<u32>(word, occurring | bitOf(field));
      store<u32>(place, count + 1);
      if (shape === single) store<u32>(place, <u32>position, 4);
      else if (count === 0) store<u32>(place, <u32>at, 4);
    }
    if ((found & 7) === delimitedType) seek(delimitedEnd(end));
    else skip(found, end);
  }
}

/** Writes a field that occurs. */
function member(field: usize, frame: usize, start: usize, end: usize, depth: i32): void {
  const place = frame + placeOf(field);
  const count = <usize>load<u32>(place);
  const at = <usize>load<u32>(place, 4);
  const type = fieldType(field);
  const shape = shapeOf(field);
  if (shape === single) {
    if (type > doubleScalar) {
      if (count > 1) merged(field, start, end, depth);
      else {
        seek(at);
        const stop = delimitedEnd(end);
        messageMember(field, position, stop, depth);
      }
      return;
    }
    seek(at);
    const before = out;
    label(fieldLabel(field), labelLength(field));
    if (scalar(type, end) && isHiddenWhenZero(field)) moveOut(before);
    return;
  }
  label(fieldLabel(field), labelLength(field));
  seek(at);
  if (shape === list) elements(field, count, end, depth);
  else map(field, count, end, depth);
}

function messageMember(field: usize, start: usize, end: usize, depth: i32): void {
  const type = fieldType(field);
  if (isInline(field)) {
    members(type, start, end, depth + 1);
    return;
  }
  const before = out;
  label(fieldLabel(field), labelLength(field));
  const value = out;
  message(type, start, end, depth + 1);
  if (isHiddenWhenZero(field) && isEmptySince(value)) moveOut(before);
}

/**
 * Writes a message that occurs more than once: protobuf merges the occurrences, which is the meaning of their
 * concatenated bytes.
 */
function merged(field: usize, start: usize, end: usize, depth: i32): void {
  const number = fieldNumber(field);
  const joined = allocate(end - start);
  let to = joined;
  seek(start);
  while (position < end) {
    const found = tag(end);
    if (found >>> 3 !== number) {
      skip(found, end);
      continue;
    }
    const stop = delimitedEnd(end);
    memory.copy(to, position, stop - position);
    to += stop - position;
    seek(stop);
  }
  // What was too much is given back, for messages within may be merged as well.
  release(joined);
  allocate(to - joined);
  const outer = origin;
  origin = offsetOf(start) - <i32>joined;
  messageMember(field, joined, to, depth);
  origin = outer;
  release(joined);
}

/** Writes `count` occurrences from the position on, adjacent or not. */
function elements(field: usize, count: usize, end: usize, depth: i32): void {
  const number = fieldNumber(field);
  const type = fieldType(field);
  byte(0x5b);
  for (let left = count; left > 0; ) {
    const found = tag(end);
    if (found >>> 3 !== number) {
      skip(found, end);
      continue;
    }
    left--;
    if (type > doubleScalar) {
      separate();
      const stop = delimitedEnd(end);
      message(type, position, stop, depth + 1);
    } else if ((found & 7) === wireTypeOf(field)) {
      separate();
      scalar(type, end);
    } else {
      const stop = delimitedEnd(end);
      while (position < stop) {
        separate();
        scalar(type, stop);
      }
    }
  }
  byte(0x5d);
}

function map(field: usize, count: usize, end: usize, depth: i32): void {
  const before = mark();
  const entries = readMap(field, count, end);
  const behind = entries + entriesRead * entrySize;
  unknown += unknownInEntries;
  const type = fieldType(field);
  byte(0x7b);
  for (let entry = entries; entry < behind; entry += entrySize) {
    separate();
    string(keyOf(entry), keyOf(entry) + keyLengthOf(entry));
    byte(0x3a);
    const value = valueAt(entry);
    const stop = endOf(entry);
    seek(value);
    if (type > doubleScalar) {
      const valueEnd = value === 0 ? stop : delimitedEnd(stop);
      message(type, value === 0 ? stop : position, valueEnd, depth + 1);
    } else if (value === 0) zero(type);
    else scalar(type, stop);
  }
  byte(0x7d);
  release(before);
}

/** Writes the message in field `number` of an either-or type. Returns `false` where it holds none. */
function alternative(type: usize, number: u32, end: usize, depth: i32): bool {
  const field = fieldOf(type, number);
  if (field === 0 || fieldType(field) <= doubleScalar) return false;
  if (!seekLast(number, delimitedType, end)) return false;
  const stop = delimitedEnd(end);
  message(fieldType(field), position, stop, depth + 1);
  return true;
}

/** Writes the list in field 2 of an either-or type. Returns `false` where it is empty. */
function alternativeList(type: usize, start: usize, end: usize, depth: i32): bool {
  const field = fieldOf(type, 2);
  if (field === 0) return false;
  let count: usize = 0;
  while (position < end) {
    const at = position;
    const found = tag(end);
    skip(found, end);
    if (found >>> 3 !== 2) continue;
    if ((found & 7) !== delimitedType) fail(wireTypeInList, at, 0, found & 7);
    count++;
  }
  seek(start);
  if (count > 0) elements(field, count, end, depth);
  return count > 0;
}
