import { fail, tooMuch } from './damage.kernel.ts';

/** The most bytes of JSON for one value: a few hostile bytes can ask for very many empty members. */
const longest: usize = 64 << 20;

let begin: usize = 0;
let limit: usize = 0;
/** Where the next byte goes. */
export let out: usize = 0;
/** Whether nothing but ASCII was written. */
export let isAscii: bool = true;

/** Begins the output at an address, behind which there is nothing. */
export function openOutput(start: usize, at: usize): void {
  begin = start;
  out = at;
  setLimit();
  isAscii = true;
}

/** Moves to where the next byte goes. */
export function moveOut(to: usize): void {
  out = to;
}

/** Notes a character beyond ASCII. */
export function leaveAscii(): void {
  isAscii = false;
}

/** Makes room for so many bytes; 32 more may be written behind them. */
export function reserve(length: usize): void {
  // Sums, since `out` may be a little beyond the limit, and a difference below zero would be a large number.
  if (out + length > limit) grow(length);
}

function setLimit(): void {
  limit = min(((<usize>memory.size()) << 16) - 32, begin + longest);
}

function grow(length: usize): void {
  const written = out - begin;
  if (written + length > longest) fail(tooMuch, 0, 0, 0);
  const missing = out + length - limit;
  const pages = <i32>((missing + 0xffff) >>> 16);
  // Doubled, so that growing costs little; where there is less, what is needed.
  const wished = max(pages, <i32>(min(written, longest - written) >>> 16));
  if (memory.grow(wished) < 0 && memory.grow(pages) < 0) fail(tooMuch, 0, 0, 0);
  setLimit();
}

/** Writes one byte. */
export function byte(value: u32): void {
  reserve(1);
  store<u8>(out, value);
  out++;
}

/** Writes the comma between two members or elements. */
export function separate(): void {
  const last = load<u8>(out - 1);
  if (last !== 0x7b && last !== 0x5b) byte(0x2c);
}

/** Writes a member's name; `label` begins with a comma, and ends with a colon. */
export function label(text: usize, length: usize): void {
  reserve(length);
  const last = load<u8>(out - 1);
  let from = text;
  let left = length;
  if (last === 0x7b || last === 0x5b) {
    from++;
    left--;
  }
  let at = out;
  out = at + left;
  for (; at < out; at += 8, from += 8) store<u64>(at, load<u64>(from));
}

/** Writes `null`. */
export function nullValue(): void {
  reserve(4);
  store<u32>(out, 0x6c6c756e);
  out += 4;
}

/** Writes `true` or `false`. */
export function boolean(isTrue: bool): void {
  reserve(5);
  if (isTrue) {
    store<u32>(out, 0x65757274);
    out += 4;
  } else {
    store<u64>(out, 0x65736c6166);
    out += 5;
  }
}

/** Writes `""` or `[]`: two bytes, of which the first is the lower one. */
export function pair(bytes: u32): void {
  reserve(2);
  store<u16>(out, <u16>bytes);
  out += 2;
}

/** Returns whether nothing but `null`, `{}` or `[]` was written since. */
export function isEmptySince(start: usize): bool {
  const length = out - start;
  if (length === 2) {
    const text = load<u16>(start);
    return text === 0x7d7b || text === 0x5d5b;
  }
  return length === 4 && load<u32>(start) === 0x6c6c756e;
}
