import { malformed } from '../malformed.ts';
import { deepestMessage } from '../wire.ts';
import type { Tables } from './tables.ts';

/** What the kernel says of damage: numbers, or an address in its tables or its input. */
export interface Told {
  readonly first: number;
  readonly second: number;
}

/** The kernel's stack was too small: the object is printed again with a larger one. */
export class MoreScratch extends Error {}

type Words = (told: Told, tables: Tables | null, memory: Buffer) => string;

/** In the order of the codes in damage.kernel.ts, from the third on. */
const words: readonly Words[] = [
  () => `Messages lie more than ${deepestMessage} deep`,
  ({ first, second }, tables) => {
    const found = tables?.fieldAt(first);
    return `${found?.message.name} has wire type ${second} in its field ${found?.field.number}`;
  },
  ({ second }) => `Wire type ${second} in a list`,
  ({ first, second }, tables) => `Wire type ${second} in an entry of ${tables?.fieldAt(first).field.name}`,
  ({ first, second }) => `Field ${first} has the wire type ${second}`,
  ({ second }) => `A field of wire type ${second}`,
  () => 'The bytes end in the middle of a field',
  () => 'A number longer than ten bytes',
  () => 'No field has this number',
  () => 'A length that reaches beyond the end',
  () => 'A time beyond all calendars',
  ({ second }) => `Neither a number nor a string, but type ${second}`,
  ({ first }, _, memory) => `The number ${memory.readDoubleLE(first)}, which JSON does not have`,
];

/** Returns the failure that the kernel tells by its code; `offset` is the place in the value. */
export function failureOf(code: number, offset: number, told: Told, tables: Tables | null, memory: Buffer): Error {
  if (code === 1) return new MoreScratch();
  const say = words[code - 2];
  return say === undefined ? malformed('More JSON than can be shown', 0) : malformed(say(told, tables, memory), offset);
}
