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

/** Returns whether bytes hold a run of digits that may be base64 or hexadecimal. Reads few of the bytes. */
export function hasRun(bytes: Uint8Array): boolean {
  return nextRun(bytes, 0) >= 0;
}

/** Returns whether bytes are only base64, in one line or several. */
export function isBase64(bytes: Uint8Array): boolean {
  if (!hasRun(bytes)) return false;
  for (const byte of bytes) if (byte === backslash || (classes[byte] === none && byte !== padding)) return false;
  return true;
}

/**
 * Decodes the runs of base64 and hexadecimal digits in bytes, also across lines, and with slashes and line breaks
 * escaped. Letters before base64 shift its alignment, so each run is decoded from each of its first four digits. Reads
 * each byte a bounded number of times.
 */
export function* decodedRuns(bytes: Buffer): Generator<Buffer, void> {
  let done = 0;
  for (let start = nextRun(bytes, 0); start >= 0; start = nextRun(bytes, done)) {
    while (start > done && classes[bytes[start - 1] ?? 0] !== none) start -= 1;
    let end = start;
    let joints = 0;
    for (let kind = classes[bytes[end] ?? 0]; end < bytes.length && kind !== none; kind = classes[bytes[++end] ?? 0])
      if (kind === joint) joints += 1;
    done = end;
    const digits = joints === 0 ? bytes.toString('latin1', start, end) : withoutJoints(bytes, start, end);
    const pairRuns = hexRuns(digits);
    // Hexadecimal digits only, most often a digest. Base64 has other letters.
    const isHexOnly = pairRuns[0]?.length === digits.length;
    for (let skipped = 0; skipped < 4 && !isHexOnly; skipped++) yield Buffer.from(digits.slice(skipped), 'base64');
    for (const pairs of pairRuns)
      for (let skipped = 0; skipped < 2; skipped++) yield Buffer.from(pairs.slice(skipped), 'hex');
  }
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
