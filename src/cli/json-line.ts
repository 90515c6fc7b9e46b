import { type Printable, printableJson, words } from '../core/terminal/printable.ts';

/** Returns one JSON document on its own line. */
export function jsonLine(answer: unknown): Printable {
  return words`${printableJson(answer)}\n`;
}
