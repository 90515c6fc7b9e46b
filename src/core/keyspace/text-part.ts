import { indexOfBytes } from '../bytes/bytes.ts';
import { foldedUnit } from './fold-case.ts';

/** Up to this length the engine's own search, which retries at each place, is as fast as a linear one. */
const shortPart = 16;
/** Calling the engine for a shorter text, as a key, takes longer than a search here. */
const shortWhole = 512;

/** Returns the first place of a part, or -1. Takes time linear in both lengths, even for repetitive texts. */
export type PartFinder<Whole> = (whole: Whole) => number;

/** Returns a finder of bytes. */
export function bytesFinder(part: Uint8Array): PartFinder<Uint8Array> {
  const find = finder(part.length, (at) => part[at] ?? 0);
  return (whole) => {
    if (part.length <= shortPart && whole.length >= shortWhole) return indexOfBytes(whole, part, 0);
    return find(
      whole.length,
      (at) => whole[at] ?? 0,
      () => true,
    );
  };
}

/** Returns a finder of a text; it finds no part that begins or ends in the middle of a character. */
export function textFinder(part: string, ignoresCase: boolean): PartFinder<string> {
  if (!ignoresCase && part.length <= shortPart) return (whole) => findShort(whole, part);
  const unitOf = ignoresCase ? foldedUnit : (text: string, at: number): number => text.charCodeAt(at);
  const find = finder(part.length, (at) => unitOf(part, at));
  return (whole) =>
    find(
      whole.length,
      (at) => unitOf(whole, at),
      (at) => isWhole(whole, at, part.length),
    );
}

function findShort(whole: string, part: string): number {
  let at = whole.indexOf(part);
  while (at >= 0 && !isWhole(whole, at, part.length)) at = whole.indexOf(part, at + 1);
  return at;
}

/** Whether a part of a text neither begins nor ends in the middle of a character. */
function isWhole(text: string, at: number, length: number): boolean {
  return !isInside(text, at) && !isInside(text, at + length);
}

/** Whether a place splits a surrogate pair. */
function isInside(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;
}

/**
 * Knuth, Morris and Pratt: the part matched so far gives the start of the next try, so that no place is read twice, not
 * even after a rejected match.
 */
function finder(length: number, partAt: (at: number) => number) {
  const part = Uint16Array.from({ length }, (_, at) => partAt(at));
  const borders = new Uint32Array(length + 1);
  for (let at = 1, border = 0; at < length; at++) {
    while (border > 0 && part[at] !== part[border]) border = borders[border] ?? 0;
    if (part[at] === part[border]) border++;
    borders[at + 1] = border;
  }
  return (end: number, wholeAt: (at: number) => number, isAccepted: (start: number) => boolean): number => {
    if (length === 0) return 0;
    let found = 0;
    for (let at = 0; at < end; at++) {
      const unit = wholeAt(at);
      while (found > 0 && unit !== part[found]) found = borders[found] ?? 0;
      if (unit === part[found]) found++;
      if (found < length) continue;
      const start = at + 1 - length;
      if (isAccepted(start)) return start;
      found = borders[found] ?? 0;
    }
    return -1;
  };
}
