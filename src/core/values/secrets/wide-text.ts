/** The word in UTF-32, in either byte order. */
const widestWord = Buffer.from('e\0\0\0c\0\0\0r\0\0\0e\0\0\0t');
/** From one place that is looked at to the next: four bytes of the word are behind one of them. */
const widestStep = widestWord.length - 4;
/** Random bytes have no run of this many UTF-16 characters. */
const shortest = 20;
/** From the first zero of the shortest run to its last. */
const runBytes = 2 * (shortest - 1);

/** Returns whether bytes hold UTF-16 or UTF-32 text. ASCII only, because the words searched for are. */
export function isWide(bytes: Buffer): boolean {
  if (!bytes.includes(0)) return false;
  // The zeros of a run are two apart: of two bytes within it, which come once in so many, one is a zero.
  for (let at = 1; at < bytes.length; at += runBytes) {
    const mayBeIn =
      (bytes[at] === 0 && isAmongZeros(bytes, at)) || (bytes[at + 1] === 0 && isAmongZeros(bytes, at + 1));
    if (mayBeIn && hasRunAt(bytes, at)) return true;
  }
  return hasWidestWord(bytes);
}

/**
 * Returns whether the word is there in UTF-32. Of two bytes within it one is a zero, and of four three are. A native search
 * stops at its first letter each time, which every value has very often.
 */
function hasWidestWord(bytes: Buffer): boolean {
  for (let at = 0; at < bytes.length; at += widestStep) {
    if (bytes[at] !== 0 && bytes[at + 1] !== 0) continue;
    let zeros = 0;
    for (let place = at; place < at + 4; place++) if (bytes[place] === 0) zeros += 1;
    if (zeros < 3) continue;
    for (let start = Math.max(0, at - widestStep + 1); start <= at; start++) if (isWidestAt(bytes, start)) return true;
  }
  return false;
}

function isWidestAt(bytes: Buffer, start: number): boolean {
  for (let place = 0; place < widestWord.length; place++) if (bytes[start + place] !== widestWord[place]) return false;
  return true;
}

/** Returns whether three more zeros are two bytes apart from one, before or behind it, as on one side in any run. */
function isAmongZeros(bytes: Buffer, at: number): boolean {
  return (
    (bytes[at + 2] === 0 && bytes[at + 4] === 0 && bytes[at + 6] === 0) ||
    (at >= 6 && bytes[at - 2] === 0 && bytes[at - 4] === 0 && bytes[at - 6] === 0)
  );
}

/** Returns whether a run of characters covers a byte and the one behind it. */
function hasRunAt(bytes: Buffer, place: number): boolean {
  const end = Math.min(bytes.length, place + runBytes + 1);
  let count = 0;
  for (let at = Math.max(1, place - runBytes); at < end && count < shortest; ) {
    const isPair = bytes[at] === 0 && isCharacter(bytes[at - 1]);
    count = isPair ? count + 1 : 0;
    at += isPair ? 2 : 1;
  }
  return count === shortest;
}

/** Returns the ASCII of text in UTF-16 or UTF-32, with the bytes around it. */
export function narrowed(bytes: Buffer): Buffer {
  const chars = bytes.filter((byte) => byte !== 0);
  const isMarked = (chars[0] === 0xff && chars[1] === 0xfe) || (chars[0] === 0xfe && chars[1] === 0xff);
  return Buffer.from(isMarked ? chars.subarray(2) : chars);
}

function isCharacter(byte: number | undefined): boolean {
  return byte !== undefined && byte > 0 && byte < 0x80;
}
