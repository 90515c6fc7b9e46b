import { expect, it } from 'vitest';
import { JsonWriter } from './json-writer.ts';
import { printString } from './print/printer.ts';

const written = (text: string): string => {
  const writer = new JsonWriter();
  writer.text(text);
  return Buffer.from(writer.takeBytes()).toString();
};
const printed = (text: string): string => printString(Buffer.from(text), ({ json }) => json.toString());

const letters = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code));

it.each([
  ['each letter', letters],
  ['each letter beside what is escaped', letters.map((letter) => `<none>${letter}"a\\b"&`)],
  ['long texts', ['<'.repeat(1_024), '<'.repeat(1_025), 'a'.repeat(100_000)]],
  ['other alphabets', ['', 'ключ', '\u2028', '\ud83d\ude00', 'a\ud83d']],
])('writes %s as the printer does', (_, texts) => {
  expect(texts.map(written)).toEqual(texts.map(printed));
});
