import { REQUEST_VALUES, VALUE_DEPTH } from '../contract/limits.ts';
import { Unreadable } from '../contract/wire/transport.ts';

/** The levels of a frame around its request: a list of its kind, an id, a method, a request. */
const MOST_VALUES = REQUEST_VALUES + 4;
const MOST_DEPTH = VALUE_DEPTH + 1;

const notWhole = 'The message ends before it is whole';

/**
 * Scans a message before it is decoded, because a decoder allocates what the message announces: every announced list at
 * once, at any depth. Allocates nothing itself. Returns `null` where the message may be decoded, otherwise its fault
 * and the id at a frame's position.
 */
export function scanMessage(bytes: Uint8Array): Unreadable | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  /** The values that each open list still lacks; the message itself lacks one. */
  const owed = new Uint32Array(MOST_DEPTH + 1);
  owed[0] = 1;
  let depth = 0;
  let values = 1;
  let at = 0;
  let id = 0;
  for (let seen = 0; ; seen++) {
    while (depth > 0 && owed[depth] === 0) depth--;
    if (owed[depth] === 0) return at === bytes.length ? null : new Unreadable(id, 'More follows than one message');
    owed[depth] = (owed[depth] ?? 0) - 1;

    const first = bytes[at];
    if (first === undefined || at + 1 + numberBytes(first) > bytes.length) return new Unreadable(id, notWhole);
    const number = numberAt(first, view, at + 1);
    at += 1 + numberBytes(first);
    if (depth === 1 && seen === 2) id = isUnsigned(first) ? number : 0;
    switch (kindOf(first)) {
      case 'plain':
        break;
      case 'bytes':
        at += number;
        if (at > bytes.length) return new Unreadable(id, notWhole);
        break;
      case 'foreign':
        return new Unreadable(id, 'The message has something that the contract has no use for');
      case 'list':
      case 'map': {
        const announced = kindOf(first) === 'map' ? 2 * number : number;
        values += announced;
        if (values > MOST_VALUES) return new Unreadable(id, `The message has more than ${REQUEST_VALUES} values`);
        if (depth === MOST_DEPTH) return new Unreadable(id, `The message is more than ${VALUE_DEPTH} lists deep`);
        depth++;
        owed[depth] = announced;
      }
    }
  }
}

type Kind = 'plain' | 'bytes' | 'list' | 'map' | 'foreign';

/** Returns the type of a value by its first byte. The contract uses no extension types, and never the unused byte. */
function kindOf(first: number): Kind {
  if (first < 0x80 || first >= 0xe0) return 'plain';
  if (first < 0x90 || first >= 0xde) return 'map';
  if (first < 0xa0 || first >= 0xdc) return 'list';
  if (first < 0xc0 || first >= 0xd9) return 'bytes';
  if (first >= 0xc4 && first <= 0xc6) return 'bytes';
  return first === 0xc1 || (first >= 0xc7 && first <= 0xc9) || first >= 0xd4 ? 'foreign' : 'plain';
}

/** The size of the number behind a first byte from 0xc0 to 0xdf: a value, or a length. */
// biome-ignore format: as the specification's table
const numbers = [
  0, 0, 0, 0, 1, 2, 4, 1, 2, 4, 4, 8, 1, 2, 4, 8,
  1, 2, 4, 8, 0, 0, 0, 0, 0, 1, 2, 4, 2, 4, 2, 4,
];

const numberBytes = (first: number): number => (first >= 0xc0 && first <= 0xdf ? (numbers[first - 0xc0] ?? 0) : 0);

/** Returns a number's value or a container's length; for other values an arbitrary number. */
function numberAt(first: number, view: DataView, at: number): number {
  switch (numberBytes(first)) {
    case 1:
      return view.getUint8(at);
    case 2:
      return view.getUint16(at);
    case 4:
      return view.getUint32(at);
    default:
      return first < 0x80 ? first : first & (first < 0xa0 ? 0x0f : 0x1f);
  }
}

const isUnsigned = (first: number): boolean => first < 0x80 || (first >= 0xcc && first <= 0xce);
