import { byte, leaveAscii, moveOut, out, reserve } from './output.kernel.ts';

const ones: u64 = 0x0101010101010101;
const highs: u64 = 0x8080808080808080;

/** Returns the high bit of the first of eight bytes that a JSON string of Go's cannot have as it is; others may follow. */
export function careIn(word: u64): u64 {
  // `"` and `&` differ in one bit, and so do `<` and `>`.
  const quotes = (word & 0xfbfbfbfbfbfbfbfb) ^ (ones * 0x22);
  const angles = (word & 0xfdfdfdfdfdfdfdfd) ^ (ones * 0x3c);
  const slashes = word ^ (ones * 0x5c);
  const found = ((quotes - ones) & ~quotes) | ((angles - ones) & ~angles) | ((slashes - ones) & ~slashes);
  return (found | ((word - ones * 0x20) & ~word) | word) & highs;
}

/** Returns up to eight bytes with letters behind the last of them. */
function wordOf(from: usize, length: usize): u64 {
  const word = load<u64>(from);
  if (length >= 8) return word;
  const beyond = (<u64>-1) << ((<u64>length) << 3);
  return (word & ~beyond) | ((ones * 0x61) & beyond);
}

/** Writes a JSON string. A byte that is not UTF-8 becomes U+FFFD, as in Go. */
export function string(start: usize, end: usize): void {
  reserve(end - start + 2);
  store<u8>(out, 0x22);
  let at = out + 1;
  let from = start;
  while (from < end) {
    const length = min<usize>(end - from, 8);
    const word = wordOf(from, length);
    store<u64>(at, word);
    const care = careIn(word);
    if (care === 0) {
      at += length;
      from += length;
      continue;
    }
    const clean = <usize>(ctz(care) >> 3);
    moveOut(at + clean);
    from = character(from + clean, end);
    at = out;
  }
  store<u8>(at, 0x22);
  moveOut(at + 1);
}

/** Writes a character that cannot simply be copied, and those beyond ASCII that follow. Returns where it stopped. */
export function character(from: usize, end: usize): usize {
  const code = <u32>load<u8>(from);
  if (code < 0x80) {
    escaped(code);
    reserve(end - from);
    return from + 1;
  }
  let at = from;
  while (at < end && load<u8>(at) >= 0x80) {
    const length = characterLength(at, end);
    if (length === 0) {
      // \ufffd
      unicode(0xfffd);
      at++;
    } else {
      const isSeparator = length === 3 && (load<u32>(at) & 0xfeffff) === 0xa880e2;
      if (isSeparator) unicode(0x2028 + (load<u8>(at + 2) & 1));
      else {
        leaveAscii();
        store<u32>(out, load<u32>(at));
        moveOut(out + length);
      }
      at += length;
    }
    reserve(end - at + 2);
  }
  return at;
}

/** Writes a byte below 0x80 as Go escapes it. */
function escaped(code: u32): void {
  let short: u32 = 0;
  if (code === 0x22 || code === 0x5c) short = code;
  else if (code === 0x0a) short = 0x6e;
  else if (code === 0x09) short = 0x74;
  else if (code === 0x0d) short = 0x72;
  else if (code === 0x08) short = 0x62;
  else if (code === 0x0c) short = 0x66;
  if (short === 0) unicode(code);
  else {
    store<u16>(out, <u16>(0x5c | (short << 8)));
    moveOut(out + 2);
  }
}

/** Writes `\u` and four digits. */
function unicode(code: u32): void {
  store<u16>(out, 0x755c);
  for (let digit: u32 = 0; digit < 4; digit++) {
    const value = (code >>> (12 - 4 * digit)) & 15;
    store<u8>(out + 2 + digit, value < 10 ? 0x30 + value : 0x57 + value);
  }
  moveOut(out + 6);
}

/**
 * Returns how many bytes the character at `at` has, as Go's `utf8.DecodeRune` reads it: 0 where there is none (a byte
 * out of place, a form longer than needed, a surrogate, beyond U+10FFFF).
 */
function characterLength(at: usize, end: usize): usize {
  const first = <u32>load<u8>(at);
  if (first < 0xc2 || first > 0xf4) return 0;
  const length: usize = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (length > end - at) return 0;
  const second = <u32>load<u8>(at + 1);
  const lowest: u32 = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const highest: u32 = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let i: usize = 2; i < length; i++) if ((load<u8>(at + i) & 0xc0) !== 0x80) return 0;
  return length;
}

const letters = memory.data<u8>([
  0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4a, 0x4b, 0x4c, 0x4d, 0x4e, 0x4f, 0x50, 0x51, 0x52, 0x53,
  0x54, 0x55, 0x56, 0x57, 0x58, 0x59, 0x5a, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c,
  0x6d, 0x6e, 0x6f, 0x70, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7a, 0x30, 0x31, 0x32, 0x33, 0x34,
  0x35, 0x36, 0x37, 0x38, 0x39, 0x2b, 0x2f,
]);

/** Writes bytes as a JSON string of base64. */
export function base64(start: usize, end: usize): void {
  reserve(((end - start + 2) / 3) * 4 + 2);
  byte(0x22);
  let at = out;
  let from = start;
  for (; from + 3 <= end; from += 3, at += 4) {
    const bits = ((<u32>load<u8>(from)) << 16) | ((<u32>load<u8>(from + 1)) << 8) | load<u8>(from + 2);
    const low = <u32>load<u8>(letters + (bits >>> 18)) | ((<u32>load<u8>(letters + ((bits >>> 12) & 63))) << 8);
    const high = <u32>load<u8>(letters + ((bits >>> 6) & 63)) | ((<u32>load<u8>(letters + (bits & 63))) << 8);
    store<u32>(at, low | (high << 16));
  }
  if (from < end) {
    const isTwo = from + 2 === end;
    const bits = ((<u32>load<u8>(from)) << 16) | (isTwo ? (<u32>load<u8>(from + 1)) << 8 : 0);
    store<u8>(at, load<u8>(letters + (bits >>> 18)));
    store<u8>(at + 1, load<u8>(letters + ((bits >>> 12) & 63)));
    store<u8>(at + 2, isTwo ? load<u8>(letters + ((bits >>> 6) & 63)) : 0x3d);
    store<u8>(at + 3, 0x3d);
    at += 4;
  }
  moveOut(at);
  byte(0x22);
}
