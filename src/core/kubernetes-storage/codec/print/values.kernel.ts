import { beyondCalendars, fail, neitherIntNorString, noNumber } from './damage.kernel.ts';
import { integer, padded, time } from './numbers.kernel.ts';
import { boolean, byte, leaveAscii, moveOut, nullValue, out, pair, reserve, separate } from './output.kernel.ts';
import { rawJson } from './raw-json.kernel.ts';
import { base64, string } from './strings.kernel.ts';
import {
  advance,
  delimitedEnd,
  delimitedType,
  position,
  seek,
  seekLast,
  skip,
  tag,
  varint,
  varintType,
} from './wire.kernel.ts';

/** Writes a number into memory as JavaScript prints it. Returns its length; at most 32 bytes. */
declare function double(value: f64, at: usize): usize;
/** Writes a duration into memory as Go prints it, in UTF-8. Returns its length; at most 64 bytes. */
declare function duration(nanoseconds: i64, at: usize): usize;

// The types of fields, as tables.ts lays them out. Any larger number is a message.
/** The lowest of the types of fields. */
export const stringScalar: usize = 0;
const bytesScalar: usize = 1;
const boolScalar: usize = 2;
const int32Scalar: usize = 3;
const _int64Scalar: usize = 4;
/** The highest of them. */
export const doubleScalar: usize = 5;

const emptyString: u32 = 0x2222;

/** Writes the zero that Go prints for an absent value. */
export function zero(type: usize): void {
  if (type <= bytesScalar) pair(emptyString);
  else if (type === boolScalar) boolean(false);
  else byte(0x30);
}

/** Writes the scalar at the position, and moves past it. Returns whether it is zero. */
export function scalar(type: usize, end: usize): bool {
  if (type <= bytesScalar) {
    const stop = delimitedEnd(end);
    const start = position;
    if (type === stringScalar) string(start, stop);
    else base64(start, stop);
    seek(stop);
    return start === stop;
  }
  if (type === doubleScalar) return float(end);
  const value = varint(end);
  if (type === boolScalar) boolean(value !== 0);
  else integer(type === int32Scalar ? <i64>(<i32>value) : <i64>value);
  return type === int32Scalar ? <i32>value === 0 : value === 0;
}

function float(end: usize): bool {
  const at = position;
  advance(8, end);
  const value = load<f64>(at);
  if (!Number.isFinite(value)) fail(noNumber, position, at, 0);
  reserve(32);
  moveOut(out + double(value, out));
  return value === 0;
}

// The forms of special messages, as tables.ts numbers them.
const timeForm: i32 = 1;
const microTimeForm: i32 = 2;
const durationForm: i32 = 3;
const rawJsonForm: i32 = 4;
const itemsForm: i32 = 5;
const quantityForm: i32 = 6;
const intOrStringForm: i32 = 7;

/** Go's zero time, 0001-01-01T00:00:00Z, which Kubernetes reads as "no time". */
const zeroTime: i64 = -62_135_596_800;
const largestExact: i64 = 9_007_199_254_740_991;

/** Writes the special message without nested messages from the position to `end`. */
export function special(form: i32, end: usize): void {
  switch (form) {
    case timeForm:
      plainTime(end);
      break;
    case microTimeForm:
      microTime(end);
      break;
    case durationForm: {
      const nanoseconds = seekLast(1, varintType, end) ? <i64>varint(end) : 0;
      reserve(64);
      const length = duration(nanoseconds, out + 1);
      store<u8>(out, 0x22);
      store<u8>(out + 1 + length, 0x22);
      // Microseconds have a letter beyond ASCII.
      for (let at = out + 1; at <= out + length; at++) if (load<u8>(at) >= 0x80) leaveAscii();
      moveOut(out + length + 2);
      break;
    }
    case rawJsonForm: {
      const stop = seekLast(1, delimitedType, end) ? delimitedEnd(end) : position;
      rawJson(position, stop);
      break;
    }
    case itemsForm:
      items(end);
      break;
    case quantityForm:
      if (seekLast(1, delimitedType, end)) scalar(stringScalar, end);
      else {
        reserve(3);
        store<u32>(out, 0x223022);
        moveOut(out + 3);
      }
      break;
    case intOrStringForm:
      intOrString(end);
      break;
  }
}

function secondsUntil(end: usize): i64 {
  if (position === end) return zeroTime;
  const seconds = seekLast(1, varintType, end) ? <i64>varint(end) : 0;
  if (seconds > largestExact || seconds < -largestExact) fail(beyondCalendars, position, 0, 0);
  return seconds;
}

/** Seconds only: nanoseconds, which old servers stored, are not shown. */
function plainTime(end: usize): void {
  const seconds = secondsUntil(end);
  if (seconds === zeroTime) {
    nullValue();
    return;
  }
  byte(0x22);
  time(seconds);
  reserve(2);
  store<u16>(out, 0x225a);
  moveOut(out + 2);
}

function microTime(end: usize): void {
  const start = position;
  const whole = secondsUntil(end);
  seek(start);
  const microseconds = seekLast(2, varintType, end) ? <i32>varint(end) / 1000 : 0;
  let carried = microseconds / 1_000_000;
  let fraction = microseconds % 1_000_000;
  if (fraction < 0) {
    carried--;
    fraction += 1_000_000;
  }
  const seconds = whole + carried;
  if (seconds === zeroTime && fraction === 0) {
    nullValue();
    return;
  }
  byte(0x22);
  time(seconds);
  byte(0x2e);
  padded(fraction, 6);
  reserve(2);
  store<u16>(out, 0x225a);
  moveOut(out + 2);
}

function intOrString(end: usize): void {
  const start = position;
  const type = seekLast(1, varintType, end) ? <i32>varint(end) : 0;
  if (type !== 0 && type !== 1) fail(neitherIntNorString, position, 0, type);
  seek(start);
  const isThere = type === 0 ? seekLast(2, varintType, end) : seekLast(3, delimitedType, end);
  const form = type === 0 ? int32Scalar : stringScalar;
  if (isThere) scalar(form, end);
  else zero(form);
}

function items(end: usize): void {
  byte(0x5b);
  while (position < end) {
    const found = tag(end);
    if (found !== ((1 << 3) | delimitedType)) {
      skip(found, end);
      continue;
    }
    separate();
    scalar(stringScalar, end);
  }
  byte(0x5d);
}
