import { EtcdeckError } from '../failure.ts';
import { ANSWER_BYTES, VALUE_DEPTH } from '../limits.ts';

/** A value as it crosses the wire, the same over every transport. */
export interface Plain {
  readonly value: unknown;
  /** The bytes that it counts for: at least those of its MessagePack. */
  readonly bytes: number;
  /** How many values it holds, names of members included. */
  readonly values: number;
  /** The length of its longest list. */
  readonly longest: number;
}

/** The counts so far. */
interface Count {
  /** The most bytes allowed. */
  readonly most: number;
  bytes: number;
  values: number;
  longest: number;
}

/** The most bytes that a member costs beside its content: a MessagePack header or a number. */
const OVERHEAD = 9;

/**
 * Makes a value fit for every transport, and counts its bytes. Structured clone keeps `undefined` members and sends the
 * whole buffer behind a view; MessagePack turns `undefined` into null and knows other types than clone does. So
 * undefined members are left out, bytes get their own buffer, a failure becomes data, and everything that is not plain
 * (a `Map`, a `Date`, a bigint, a function) is refused. Copies only what it must change. Fails with `AnswerTooLarge` as
 * soon as it counts more than `mostBytes`: an encoder that writes more than it can hold would end the host.
 */
export function toPlain(value: unknown, mostBytes = ANSWER_BYTES): Plain {
  const count: Count = { bytes: 0, values: 0, longest: 0, most: mostBytes };
  const plain = walk(value, count, 0);
  return { value: plain, bytes: count.bytes, values: count.values, longest: count.longest };
}

function take(count: Count, bytes: number): void {
  count.bytes += bytes;
  if (count.bytes <= count.most) return;
  const message = `it takes more than ${count.most} bytes`;
  throw new EtcdeckError({ code: 'AnswerTooLarge', message, detail: { bytes: count.bytes, most: count.most } });
}

function walk(value: unknown, count: Count, depth: number): unknown {
  take(count, OVERHEAD);
  count.values++;
  switch (typeof value) {
    case 'undefined':
    case 'boolean':
    case 'number':
      return value;
    case 'string':
      takeText(count, value);
      return value;
    case 'object':
      break;
    default:
      throw new TypeError(`A ${typeof value} cannot cross the wire`);
  }
  if (value === null) return value;
  if (value instanceof Uint8Array) {
    take(count, value.byteLength);
    // A view may be part of a pool, or of a whole received message, which clone would send too.
    return value.byteLength === value.buffer.byteLength ? value : new Uint8Array(value);
  }
  if (depth === VALUE_DEPTH) throw new TypeError('A value nested this deep cannot cross the wire');
  if (Array.isArray(value)) return walkArray(value, count, depth);
  if (value instanceof EtcdeckError) return walkObject(value.toFailure(), count, depth);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError(`A ${value.constructor.name} cannot cross the wire`);
  }
  return walkObject(value, count, depth);
}

function walkArray(items: readonly unknown[], count: Count, depth: number): readonly unknown[] {
  count.longest = Math.max(count.longest, items.length);
  let copy: unknown[] | undefined;
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    const plain = item === undefined ? null : walk(item, count, depth + 1);
    if (plain !== item) {
      copy ??= items.slice();
      copy[index] = plain;
    }
  }
  return copy ?? items;
}

function walkObject(object: object, count: Count, depth: number): object {
  let copy: Record<string, unknown> | undefined;
  for (const [name, member] of Object.entries(object)) {
    const plain = walk(member, count, depth + 1);
    take(count, OVERHEAD);
    takeText(count, name);
    count.values++;
    if (plain === undefined) {
      copy ??= { ...object };
      delete copy[name];
    } else if (plain !== member) {
      copy ??= { ...object };
      copy[name] = plain;
    }
  }
  return copy ?? object;
}

/** A text has at least as many bytes as UTF-16 units: one that cannot fit is not scanned. */
function takeText(count: Count, text: string): void {
  take(count, count.bytes + text.length > count.most ? text.length : utf8Length(text));
}

/** Returns the UTF-8 bytes of a text. A surrogate pair takes four bytes; half a pair is written as three. */
function utf8Length(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit <= 0x7f) continue;
    bytes += unit > 0x7ff ? 2 : 1;
    if ((unit & 0xfc00) === 0xd800 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00) index++;
  }
  return bytes;
}
