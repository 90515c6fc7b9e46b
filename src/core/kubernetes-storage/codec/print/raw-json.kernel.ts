import { byte, label, moveOut, nullValue, out, reserve } from './output.kernel.ts';
import { allocate, mark, release } from './scratch.kernel.ts';
import { base64, careIn, character } from './strings.kernel.ts';

// What may come next in JSON.
const aValue: i32 = 0;
const aValueOrEnd: i32 = 1;
const aKey: i32 = 2;
const aKeyOrEnd: i32 = 3;
const whatFollows: i32 = 4;

const cborLabel = memory.data<u8>([0x2c, 0x22, 0x24, 0x63, 0x62, 0x6f, 0x72, 0x22, 0x3a, 0, 0, 0, 0, 0, 0, 0]);
const rawLabel = memory.data<u8>([0x2c, 0x22, 0x24, 0x72, 0x61, 0x77, 0x22, 0x3a, 0, 0, 0, 0, 0, 0, 0, 0]);

/** Writes bytes that should be JSON: compact and escaped as Go does. What is no JSON is wrapped, so that it is kept. */
export function rawJson(from: usize, to: usize): void {
  if (from === to) {
    nullValue();
    return;
  }
  const before = out;
  const stack = mark();
  if (to - from >= 3 && (load<u32>(from) & 0xffffff) === 0xf7d9d9) opaque(cborLabel, 9, from, to);
  // JSON that looks like one of the two is wrapped itself, so that it can be told apart.
  else if (!compact(from, to) || looksOpaque(before)) {
    moveOut(before);
    opaque(rawLabel, 8, from, to);
  }
  release(stack);
}

function looksOpaque(at: usize): bool {
  const length = out - at;
  const first = length < 8 ? 0 : load<u64>(at);
  // {"$raw": and {"$cbor":
  return first === 0x3a2277617224227b || (length > 8 && first === 0x22726f626324227b && load<u8>(at + 8) === 0x3a);
}

function opaque(name: usize, length: usize, from: usize, to: usize): void {
  byte(0x7b);
  label(name, length);
  base64(from, to);
  byte(0x7d);
}

function isSpace(code: u32): bool {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function put(code: u32): void {
  store<u8>(out, code);
  moveOut(out + 1);
}

/** Writes JSON without its white space. Returns `false` in the middle where it is none. */
function compact(from: usize, to: usize): bool {
  reserve(to - from);
  // A bit for each open object or array, so that no depth is too much.
  const open = allocate((to - from + 7) >>> 3);
  let depth: usize = 0;
  let next = aValue;
  let at = from;
  while (true) {
    while (at < to && isSpace(load<u8>(at))) at++;
    if (at === to) break;
    const code = <u32>load<u8>(at);
    if (next === whatFollows) {
      if (depth === 0) return false;
      const isObject = ((<u32>load<u8>(open + ((depth - 1) >>> 3)) >>> (<u32>(depth - 1) & 7)) & 1) !== 0;
      if (code === 0x2c) next = isObject ? aKey : aValue;
      else if (code === (isObject ? 0x7d : 0x5d)) depth--;
      else return false;
      put(code);
      at++;
      continue;
    }
    if ((code === 0x7d && next === aKeyOrEnd) || (code === 0x5d && next === aValueOrEnd)) {
      depth--;
      put(code);
      at++;
      next = whatFollows;
      continue;
    }
    if (next === aKey || next === aKeyOrEnd) {
      if (code !== 0x22) return false;
      at = text(at, to);
      if (at === 0) return false;
      while (at < to && isSpace(load<u8>(at))) at++;
      if (at === to || load<u8>(at) !== 0x3a) return false;
      put(0x3a);
      at++;
      next = aValue;
      continue;
    }
    if (code === 0x7b || code === 0x5b) {
      const place = open + (depth >>> 3);
      const bit: u32 = 1 << (<u32>depth & 7);
      const others = <u32>load<u8>(place) & ~bit;
      store<u8>(place, code === 0x7b ? others | bit : others);
      depth++;
      put(code);
      at++;
      next = code === 0x7b ? aKeyOrEnd : aValueOrEnd;
      continue;
    }
    at = code === 0x22 ? text(at, to) : atom(code, at, to);
    if (at === 0) return false;
    next = whatFollows;
  }
  return next === whatFollows && depth === 0;
}

/** Writes a string from its quote on. Returns where it ends, 0 where it is none. */
function text(start: usize, to: usize): usize {
  put(0x22);
  let from = start + 1;
  while (from < to) {
    const word = load<u64>(from);
    store<u64>(out, word);
    const care = careIn(word);
    const clean = min<usize>(care === 0 ? 8 : <usize>(ctz(care) >> 3), to - from);
    moveOut(out + clean);
    from += clean;
    if (care === 0 || from === to) continue;
    const code = <u32>load<u8>(from);
    if (code === 0x22) {
      put(0x22);
      return from + 1;
    }
    if (code < 0x20) return 0;
    if (code === 0x5c) {
      const length = escapeLength(from, to);
      if (length === 0) return 0;
      store<u64>(out, load<u64>(from));
      moveOut(out + length);
      from += length;
    } else from = character(from, to);
  }
  return 0;
}

/** Returns the length of an escape, 0 where it is none. */
function escapeLength(at: usize, to: usize): usize {
  if (to - at < 2) return 0;
  switch (<u32>load<u8>(at + 1)) {
    case 0x22:
    case 0x5c:
    case 0x2f:
    case 0x62:
    case 0x66:
    case 0x6e:
    case 0x72:
    case 0x74:
      return 2;
    case 0x75:
      if (to - at < 6) return 0;
      for (let digit: usize = 2; digit < 6; digit++) {
        const code = <u32>load<u8>(at + digit);
        const letter = code | 0x20;
        if (!isDigit(code) && (letter < 0x61 || letter > 0x66)) return 0;
      }
      return 6;
    default:
      return 0;
  }
}

function isDigit(code: u32): bool {
  return code - 0x30 < 10;
}

/** Writes a number, or one of the three words. Returns where it ends, 0 where it is none. */
function atom(code: u32, at: usize, to: usize): usize {
  let end: usize = 0;
  if (code === 0x2d || isDigit(code)) end = numberEnd(at, to);
  else if (to - at >= 4) {
    const word = load<u32>(at);
    if (word === 0x65757274 || word === 0x6c6c756e) end = at + 4;
    else if (word === 0x736c6166 && to - at >= 5 && load<u8>(at + 4) === 0x65) end = at + 5;
  }
  for (let copied = at; copied < end; copied++) put(load<u8>(copied));
  return end;
}

function codeAt(at: usize, to: usize): u32 {
  return at < to ? <u32>load<u8>(at) : 0;
}

function afterDigits(from: usize, to: usize): usize {
  let at = from;
  while (isDigit(codeAt(at, to))) at++;
  return at;
}

function numberEnd(start: usize, to: usize): usize {
  let at = codeAt(start, to) === 0x2d ? start + 1 : start;
  if (!isDigit(codeAt(at, to))) return 0;
  at = codeAt(at, to) === 0x30 ? at + 1 : afterDigits(at, to);
  if (codeAt(at, to) === 0x2e) {
    const fraction = at + 1;
    at = afterDigits(fraction, to);
    if (at === fraction) return 0;
  }
  if ((codeAt(at, to) | 0x20) === 0x65) {
    at++;
    if (codeAt(at, to) === 0x2b || codeAt(at, to) === 0x2d) at++;
    const exponent = at;
    at = afterDigits(exponent, to);
    if (at === exponent) return 0;
  }
  return at;
}
