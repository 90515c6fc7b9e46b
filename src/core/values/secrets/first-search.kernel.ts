/** The longest value that is searched here, and the longest run of digits. */
const mostBytes: i32 = 262_144;
const mostDigits: i32 = 16_384;
const shortestRun: i32 = 40;
/** As the search itself counts: a part, and a byte of a part that was decoded. */
const visitWork: i32 = 600;
const decodedWork: i32 = 11;
/** What nothing here begins or goes on with stands behind bytes, so that blocks may reach beyond them. */
const behind: i32 = 64;
const undecided: i32 = -1;

const digit: u8 = 1;
const joint: u8 = 2;
const noHex: u8 = 0xff;

const input = memory.data(mostBytes + behind, 16);
const digits = memory.data(mostDigits + behind, 16);
const decoded = memory.data(mostDigits + behind, 16);
const classes = memory.data(256, 16);
const base64Values = memory.data(256, 16);
const hexValues = memory.data(256, 16);
let isReady = false;

/** Returns where the value is put. */
export function inputAt(): usize {
  return input;
}

/** Returns the most bytes that it may have. */
export function most(): i32 {
  return mostBytes;
}

/**
 * Returns -1 where something in the value may hold a Secret, or only the search itself can tell; otherwise what it would have
 * spent on the runs of digits in it.
 */
export function look(length: i32): i32 {
  if (!isReady) prepare();
  return lookAt(input, length, false);
}

/** `isDecoded`: a run of digits in it is left to the search itself. */
function lookAt(from: usize, length: i32, isDecoded: bool): i32 {
  const end = from + length;
  close(end);
  let done = from;
  let work = 0;
  for (let at = from; at < end; at += 16) {
    const block = v128.load(at);
    if (isOdd(block, at)) return undecided;
    // The shortest run covers a whole block.
    if (at < done || !isOfDigits(block)) continue;
    if (isDecoded) return undecided;
    let start = at;
    while (start > done && classOf(start - 1) === digit) start--;
    let stop = at + 16;
    while (classOf(stop) === digit) stop++;
    if (<i32>(stop - start) < shortestRun) continue;
    while (start > done && classOf(start - 1) !== 0) start--;
    while (classOf(stop) !== 0) stop++;
    done = stop;
    const spent = runWork(start, stop);
    if (spent === undecided) return undecided;
    work += spent;
  }
  return work;
}

function classOf(at: usize): u8 {
  return load<u8>(classes + load<u8>(at));
}

/** Returns whether a block has something that has to be looked at: a part of a word, an escape, gzip, zeros of wide text. */
function isOdd(block: v128, at: usize): bool {
  const next = v128.load(at, 1);
  const zero = i8x16.eq(block, i8x16.splat(0));
  const start = v128.or(
    v128.or(
      v128.and(i8x16.eq(block, i8x16.splat(0x53)), i8x16.eq(next, i8x16.splat(0x65))),
      v128.and(i8x16.eq(block, i8x16.splat(0x55)), i8x16.eq(next, i8x16.splat(0x32))),
    ),
    v128.or(
      v128.and(i8x16.eq(block, i8x16.splat(0x1f)), i8x16.eq(next, i8x16.splat(<i8>0x8b))),
      i8x16.eq(block, i8x16.splat(0x5c)),
    ),
  );
  if (!v128.any_true(v128.or(start, zero))) return false;
  const zeros = i8x16.bitmask(zero);
  // Of a word in UTF-32, and of twenty characters in UTF-16, one block has so many.
  if ((zeros & (zeros >> 1) & (zeros >> 2)) !== 0 || (zeros & 0x5555) === 0x5555 || (zeros & 0xaaaa) === 0xaaaa)
    return true;
  for (let bits = i8x16.bitmask(start); bits !== 0; bits &= bits - 1) if (isOddAt(at + ctz(bits))) return true;
  return false;
}

function isOddAt(at: usize): bool {
  const byte = load<u8>(at);
  const next = load<u8>(at, 1);
  // "Secret", "U2VjcmV0", the head of gzip.
  if (byte === 0x53) return load<u32>(at) === 0x72636553 && load<u16>(at, 4) === 0x7465;
  if (byte === 0x55) return load<u32>(at) === 0x6a563255 && load<u32>(at, 4) === 0x30566d63;
  if (byte === 0x1f) return load<u8>(at, 2) === 0x08;
  // An escape that may hide something: x, u, U, another backslash, or the first byte of a line end.
  return (
    next === 0x78 ||
    next === 0x75 ||
    next === 0x55 ||
    next === 0x5c ||
    next === 0x0a ||
    next === 0x0d ||
    next === 0xc2 ||
    next === 0xe2
  );
}

/** Returns whether a block has only digits of base64. */
function isOfDigits(block: v128): bool {
  // For each half of a byte, the rows it may be in: `+-/`, 0 to 9, A to O and a to o, P to Z and _, p to z.
  const low = i8x16(0x1a, 0x1e, 0x1e, 0x1e, 0x1e, 0x1e, 0x1e, 0x1e, 0x1e, 0x1e, 0x1c, 0x05, 0x04, 0x05, 0x04, 0x0d);
  const high = i8x16(0, 0, 0x01, 0x02, 0x04, 0x08, 0x04, 0x10, 0, 0, 0, 0, 0, 0, 0, 0);
  const nibble = i8x16.splat(0x0f);
  return i8x16.all_true(
    v128.and(i8x16.swizzle(low, v128.and(block, nibble)), i8x16.swizzle(high, v128.and(i16x8.shr_u(block, 4), nibble))),
  );
}

/** Returns what decoding a run in every way spends; `undecided` where something is in it. */
function runWork(start: usize, stop: usize): i32 {
  if (<i32>(stop - start) > mostDigits) return undecided;
  let count: i32 = 0;
  for (let at = start; at < stop; at++) {
    const byte = load<u8>(at);
    // An escaped line break, perhaps.
    if (byte === 0x5c) return undecided;
    if (load<u8>(classes + byte) === digit) store<u8>(digits + count++, byte);
  }
  let work = 0;
  let from: i32 = 0;
  for (let at: i32 = 0; at <= count; at++) {
    if (at < count && load<u8>(hexValues + load<u8>(digits + at)) !== noHex) continue;
    const length = at - from;
    if (length >= shortestRun) {
      for (let skipped: i32 = 0; skipped < 2; skipped++) {
        const bytes = fromHex(digits + from + skipped, length - skipped);
        if (lookAt(decoded, bytes, true) === undecided) return undecided;
        work += visitWork + bytes * decodedWork;
      }
      // Base64 has other letters.
      if (length === count) return work;
    }
    from = at + 1;
  }
  for (let skipped: i32 = 0; skipped < 4; skipped++) {
    const bytes = fromBase64(digits + skipped, count - skipped);
    if (lookAt(decoded, bytes, true) === undecided) return undecided;
    work += visitWork + bytes * decodedWork;
  }
  return work;
}

function fromHex(from: usize, count: i32): i32 {
  const bytes = count >> 1;
  for (let at: i32 = 0; at < bytes; at++) {
    const upper = load<u8>(hexValues + load<u8>(from + 2 * at));
    const lower = load<u8>(hexValues + load<u8>(from + 2 * at, 1));
    store<u8>(decoded + at, (upper << 4) | lower);
  }
  return bytes;
}

function digitAt(at: usize): u32 {
  return load<u8>(base64Values + load<u8>(at));
}

function fromBase64(from: usize, count: i32): i32 {
  let bytes: i32 = 0;
  let at: i32 = 0;
  for (; at + 4 <= count; at += 4) {
    const one = from + at;
    const group = (digitAt(one) << 18) | (digitAt(one + 1) << 12) | (digitAt(one + 2) << 6) | digitAt(one + 3);
    store<u8>(decoded + bytes, group >> 16);
    store<u8>(decoded + bytes, group >> 8, 1);
    store<u8>(decoded + bytes, group, 2);
    bytes += 3;
  }
  const left = count - at;
  if (left < 2) return bytes;
  store<u8>(decoded + bytes++, (digitAt(from + at) << 2) | (digitAt(from + at + 1) >> 4));
  if (left === 3) store<u8>(decoded + bytes++, (digitAt(from + at + 1) << 4) | (digitAt(from + at + 2) >> 2));
  return bytes;
}

function close(end: usize): void {
  const one = i8x16.splat(1);
  v128.store(end, one);
  v128.store(end, one, 16);
}

function prepare(): void {
  isReady = true;
  memory.fill(hexValues, noHex, 256);
  for (let value: u32 = 0; value < 64; value++) {
    const char: u32 =
      value < 26 ? 0x41 + value : value < 52 ? 0x47 + value : value < 62 ? value - 4 : value === 62 ? 0x2b : 0x2f;
    addDigit(char, value);
  }
  // The other alphabet's `-` and `_`.
  addDigit(0x2d, 62);
  addDigit(0x5f, 63);
  store<u8>(classes + 0x20, joint);
  store<u8>(classes + 0x09, joint);
  store<u8>(classes + 0x0a, joint);
  store<u8>(classes + 0x0d, joint);
  store<u8>(classes + 0x5c, joint);
  for (let value: u32 = 0; value < 16; value++) {
    store<u8>(hexValues + (value < 10 ? 0x30 : 0x57) + value, value);
    if (value >= 10) store<u8>(hexValues + 0x37 + value, value);
  }
}

function addDigit(char: u32, value: u32): void {
  store<u8>(classes + char, digit);
  store<u8>(base64Values + char, value);
}
