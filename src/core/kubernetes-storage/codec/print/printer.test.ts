import { beforeAll, describe, expect, it } from 'vitest';
import { shippedSchema, storedAs, wired } from '../../../../testing/kubernetes/stored-objects.ts';
import { seeded } from '../../../../testing/random.ts';
import { decodeObject } from '../decode.ts';
import type { KubernetesSchema } from '../schema.ts';
import { formatSeconds } from '../time.ts';
import type { WireWriter } from '../wire-writer.ts';
import { printString } from './printer.ts';

let schema: KubernetesSchema;
beforeAll(async () => {
  schema = await shippedSchema();
});

const print = (kind: string, apiVersion: string, write: (writer: WireWriter) => void): string =>
  decodeObject(schema, storedAs(apiVersion, kind, wired(write))).json;

/** The JSON of a ControllerRevision's data. */
function printedRaw(json: string): string {
  const data = wired((writer) => writer.field(1, json));
  const text = print('ControllerRevision', 'apps/v1', (writer) => writer.field(2, data));
  return /,"data":(.*)\}$/s.exec(text)?.[1] ?? text;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const escapesOf = (text: string): string =>
  text.replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

describe('a printed string', () => {
  const printed = (bytes: Uint8Array): string => printString(bytes, ({ json }) => json.toString());

  it('is escaped as Go does, wherever in its words the character is', () => {
    const random = seeded(3);
    const characters: [string, ...string[]] = [
      '"',
      '\\',
      '<',
      '>',
      '&',
      '\n',
      '\t',
      '\u0001',
      '\u001f',
      ' ',
      '\u007f',
      'é',
      '€',
      '\u2028',
      '\u2029',
      '😀',
    ];
    for (let length = 0; length < 40; length++) {
      for (const character of characters) {
        const at = random.between(0, length);
        const text = `${'a'.repeat(at)}${character}${'b'.repeat(length - at)}${random.oneOf(characters)}`;
        expect(printed(Buffer.from(text))).toBe(escapesOf(JSON.stringify(text)));
      }
    }
  });

  it('has U+FFFD for each byte that is not UTF-8', () => {
    const wrong = '\\ufffd';
    expect(printed(Uint8Array.of(0x61, 0xff, 0x62))).toBe(`"a${wrong}b"`);
    expect(printed(Uint8Array.of(0xe2, 0x82))).toBe(`"${wrong}${wrong}"`);
    expect(printed(Uint8Array.of(0xed, 0xa0, 0x80, 0x63))).toBe(`"${wrong}${wrong}${wrong}c"`);
    expect(printed(Uint8Array.of(0xc0, 0x80))).toBe(`"${wrong}${wrong}"`);
  });
});

describe('raw JSON', () => {
  it('is printed where JavaScript reads it, and wrapped where it does not', () => {
    const random = seeded(5);
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"\\u00e9"',
      '"\\x"',
      '"',
      '0',
      '01',
      '-',
      '-1.5e+3',
      '1.',
      'e',
      ' ',
    ];
    const texts: [string, ...string[]] = [
      '{',
      ...pieces,
      'true',
      'false',
      'nul',
      'null',
      '\n',
      '{"a":1}',
      '[1,2]',
      '[]',
      '{}',
      '"é"',
      '"\u0001"',
      '\\',
    ];
    let read = 0;
    for (let i = 0; i < 5_000; i++) {
      const text = Array.from({ length: random.between(1, 6) }, () => random.oneOf(texts)).join('');
      const printed = printedRaw(text);
      if (isJson(text)) {
        read++;
        expect(JSON.parse(printed)).toEqual(JSON.parse(text));
      } else expect(printed).toBe(`{"$raw":"${Buffer.from(text).toString('base64')}"}`);
    }
    expect(read).toBeGreaterThan(250);
  });

  it('loses its white space, and keeps numbers and escapes as they are', () => {
    expect(printedRaw(' { "a" : [ 1.50 , -0 , "\\u003c<" ] , "b" : 12345678901234567890 } ')).toBe(
      '{"a":[1.50,-0,"\\u003c\\u003c"],"b":12345678901234567890}',
    );
  });

  it('is wrapped where it looks like what wraps', () => {
    for (const text of ['{"$raw":1}', '{"$cbor":1}']) expect(printedRaw(text)).toMatch(/^\{"\$raw":"/);
    for (const text of ['{"$raw2":1}', '{"$cbo":1}', '{"$":""}']) expect(printedRaw(text)).toBe(text);
  });
});

describe('a printed time', () => {
  it('is that of the calendar, in every era', () => {
    const random = seeded(7);
    const furthest = 9_000_000_000_000_000;
    const moments = Array.from({ length: 500 }, (_, at) => {
      const span = at % 2 === 0 ? 4_000_000_000 : furthest;
      return random.between(0, span) - Math.trunc(span / 2);
    });
    for (const seconds of [...moments, 0, -1, 951_782_400, 253_402_300_800, -furthest, furthest]) {
      const json = print('Namespace', 'v1', (writer) => {
        const time = wired((moment) => {
          moment.tag(1, 0);
          moment.int64(BigInt(seconds));
        });
        writer.field(
          1,
          wired((metadata) => metadata.field(8, time)),
        );
      });
      expect(json).toContain(`"creationTimestamp":"${formatSeconds(seconds)}Z"`);
    }
  });
});

describe('the memory of the printer', () => {
  it('holds 64 MiB of JSON and no more', () => {
    const most = 64 * 2 ** 20;
    const lengthOf = (bytes: Uint8Array): number => printString(bytes, ({ json }) => json.length);
    // Between two quotes; six bytes for each that has to be escaped.
    expect(lengthOf(Buffer.alloc(most - 2, 'a'))).toBe(most);
    const tooMuch = expect.objectContaining({ code: 'ValueMalformed', message: expect.stringContaining('More JSON') });
    expect(() => lengthOf(Buffer.alloc(most - 1, 'a'))).toThrow(tooMuch);
    expect(() => lengthOf(Buffer.alloc(Math.ceil(most / 6), 1))).toThrow(tooMuch);
  });

  it('has room for a stack that few bytes ask for', () => {
    // Each entry of a map takes more of the stack than its two bytes.
    const entries = Buffer.alloc(600_000, Uint8Array.of(0x12, 0));
    expect(decodeObject(schema, storedAs('v1', 'ConfigMap', entries)).json).toContain('"data":{"":""}');
  });

  it('is never written beyond, wherever its stack ends', () => {
    const entries = Buffer.alloc(2 * 9_380, Uint8Array.of(0x12, 0));
    for (let unknown = 0; unknown < 600; unknown += 4) {
      const value = Buffer.concat([entries, wired((writer) => writer.field(1000, Buffer.alloc(unknown)))]);
      const { json } = decodeObject(schema, storedAs('v1', 'ConfigMap', value));
      expect(JSON.parse(json), String(unknown)).toMatchObject({ kind: 'ConfigMap', data: { '': '' } });
    }
  });

  it('is given back after a large value, and the next is printed as before', () => {
    const before = print('ConfigMap', 'v1', (writer) =>
      writer.field(
        1,
        wired((metadata) => metadata.field(1, 'a')),
      ),
    );
    const pair = wired((writer) => {
      writer.field(1, 'key');
      writer.field(2, 'x'.repeat(8 * 2 ** 20));
    });
    const { json } = decodeObject(
      schema,
      storedAs(
        'v1',
        'ConfigMap',
        wired((writer) => writer.field(2, pair)),
      ),
    );
    expect(json.length).toBeGreaterThan(8 * 2 ** 20);
    expect(
      print('ConfigMap', 'v1', (writer) =>
        writer.field(
          1,
          wired((metadata) => metadata.field(1, 'a')),
        ),
      ),
    ).toBe(before);
  });
});
