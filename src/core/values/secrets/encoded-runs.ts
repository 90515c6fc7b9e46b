/** The shortest run of digits that is decoded: a Secret with data takes more in base64. */
export const shortestRun = 40;
const none = 0;
const digit = 1;
/** White space, and the backslash of an escaped slash or line break: base64 may continue behind it. */
const joint = 2;

const classes = new Uint8Array(256);
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_')
  classes[char.charCodeAt(0)] = digit;
for (const char of ' \t\r\n\\') classes[char.charCodeAt(0)] = joint;

const backslash = 0x5c;
const padding = 0x3d;

/** 1 for each byte that is a digit of base64 or hexadecimal. */
export const digitBytes: Uint8Array = classes.map((kind) => (kind === digit ? 1 : 0));

/** The value of each hexadecimal digit; 16 for other bytes. */
const hexValues = new Uint8Array(256).fill(16);
for (const char of '0123456789abcdefABCDEF') hexValues[char.charCodeAt(0)] = Number.parseInt(char, 16);

/**
 * Returns where the first run of digits begins that may be base64 or hexadecimal; -1 where there is none. Reads few of the
 * bytes.
 */
export function firstRun(bytes: Uint8Array): number {
  return nextRun(bytes, 0);
}

/** Returns whether bytes are only base64, in one line or several. */
export function isBase64(bytes: Uint8Array): boolean {
  if (firstRun(bytes) < 0) return false;
  for (const byte of bytes) if (byte === backslash || (classes[byte] === none && byte !== padding)) return false;
  return true;
}

/**
 * Decodes the runs of base64 and hexadecimal digits in bytes, also across lines, and with slashes and line breaks
 * escaped. Letters before base64 shift its alignment, so each run is decoded from each of its first four digits. Reads
 * each byte a bounded number of times. `first`: from `firstRun`.
 */
export function* decodedRuns(bytes: Buffer, first: number): Generator<Buffer, void> {
  let done = 0;
  for (let start = first; start >= 0; start = nextRun(bytes, done)) {
    while (start > done && classes[bytes[start - 1] ?? 0] !== none) start -= 1;
    let end = start;
    let joints = 0;
    let others = 0;
    for (let kind = classes[bytes[end] ?? 0]; end < bytes.length && kind !== none; kind = classes[bytes[++end] ?? 0]) {
      if (kind === joint) joints += 1;
      others |= hexValues[bytes[end] ?? 0] ?? 16;
    }
    done = end;
    // Most often a digest, which nearly every pod has.
    if (others < 16) {
      yield hexDecoded(bytes, start, end);
      yield hexDecoded(bytes, start + 1, end);
      continue;
    }
    const digits = joints === 0 ? bytes.toString('latin1', start, end) : withoutJoints(bytes, start, end);
    const pairRuns = hexRuns(digits);
    // Hexadecimal digits only. Base64 has other letters.
    const isHexOnly = pairRuns[0]?.length === digits.length;
    for (let skipped = 0; skipped < 4 && !isHexOnly; skipped++) yield Buffer.from(digits.slice(skipped), 'base64');
    for (const pairs of pairRuns)
      for (let skipped = 0; skipped < 2; skipped++) yield Buffer.from(pairs.slice(skipped), 'hex');
  }
}

/** Decodes hexadecimal digits, which come in pairs from `start` on; without another, the last one is left out. */
function hexDecoded(bytes: Buffer, start: number, end: number): Buffer {
  const decoded = Buffer.allocUnsafe((end - start) >> 1);
  for (let place = 0, at = start; place < decoded.length; place++, at += 2)
    decoded[place] = ((hexValues[bytes[at] ?? 0] ?? 0) << 4) | (hexValues[bytes[at + 1] ?? 0] ?? 0);
  return decoded;
}

/** Returns where the next run of digits begins, -1 where there is none. `from` is where the last search ended. */
function nextRun(bytes: Uint8Array, from: number): number {
  for (let start = from; start + shortestRun <= bytes.length; ) {
    let at = start + shortestRun - 1;
    // The bytes behind the last non-digit were checked, and are not checked again.
    while (at >= start && classes[bytes[at] ?? 0] === digit) at -= 1;
    if (at < start) return start;
    start = at + 1;
  }
  return -1;
}

/** Hexadecimal digits are digits of base64 too, so a word's letters may precede them. */
function hexRuns(digits: string): readonly string[] {
  const runs: string[] = [];
  for (let start = 0, at = 0; at <= digits.length; at++) {
    if (isHex(digits.charCodeAt(at))) continue;
    if (at - start >= shortestRun) runs.push(digits.slice(start, at));
    start = at + 1;
  }
  return runs;
}

function isHex(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x66);
}

function withoutJoints(bytes: Buffer, start: number, end: number): string {
  const digits = Buffer.allocUnsafe(end - start);
  let count = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (classes[byte] === digit) digits[count++] = byte;
    // `\n`, and not the digit n.
    else if (byte === backslash && isLineBreak(bytes[at + 1])) at += 1;
  }
  return digits.toString('latin1', 0, count);
}

function isLineBreak(byte: number | undefined): boolean {
  return byte === 0x6e || byte === 0x72 || byte === 0x74;
}
