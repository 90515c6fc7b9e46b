import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import { WireWriter } from '../../kubernetes-storage/codec/wire-writer.ts';
import { buildSchema } from './build-schema.ts';
import { protoCodec } from './proto-codec.ts';
import type { ProtoSchema } from './proto-schema.ts';

const orders = `
syntax = "proto3";
package shop;
import "google/protobuf/timestamp.proto";

message Order {
  enum State { UNKNOWN = 0; OPEN = 1; SENT = 2; }
  string id = 1;
  State state = 2;
  repeated Line lines = 3;
  map<string, int64> prices = 4;
  map<int32, Line> places = 5;
  oneof paid_by { string card = 6; int32 invoice = 7; Line barter = 8; }
  optional int32 weight = 9;
  bytes seal = 10;
  repeated sint64 deltas = 11;
  repeated int32 loose = 12 [packed = false];
  uint64 total = 13;
  double rate = 14;
  float share = 15;
  fixed64 stamp = 16;
  sfixed32 shift = 17;
  bool gift = 18;
  repeated string tags = 19;
  Order next = 20;
  repeated State states = 21;
  google.protobuf.Timestamp at = 22;
  map<bool, bytes> flags = 23;
}
message Line { string name = 1; uint32 count = 2; repeated Line parts = 3; }
`;
const older = `
syntax = "proto2";
message Old {
  required string name = 1;
  optional group Part = 2 { optional int32 size = 1; repeated group Screw = 3 { optional int32 turns = 4; } }
  repeated int64 numbers = 5;
  optional Kind kind = 6;
  extensions 100 to 200;
}
enum Kind { option allow_alias = true; NONE = 0; ONE = 1; FIRST = 1; }
extend Old { optional string note = 100; }
`;

const schemaOf = (text: string, message: string): Promise<ProtoSchema> =>
  buildSchema([{ file: '/protos/a.proto', text }], message);

const noReading = {
  showsManagedFields: false,
  schema: () => {
    throw new Error('no table is asked for');
  },
};
const stored = (value: Uint8Array) => ({ value, text: null });

async function coder(text: string, message: string) {
  const codec = protoCodec({ name: 'test', schema: await schemaOf(text, message) });
  const decode = async (value: Uint8Array) => codec.decode(stored(value), noReading);
  return {
    decode,
    read: async (value: Uint8Array): Promise<Record<string, unknown>> => JSON.parse((await decode(value)).text),
    encode: async (json: unknown, base: Uint8Array | null = null): Promise<Uint8Array> => {
      const edited = typeof json === 'string' ? json : JSON.stringify(json);
      return codec.encode?.({ text: edited, base: base && stored(base) }, noReading) ?? new Uint8Array();
    },
  };
}

/** Bytes by hand: fields of numbers, texts, and messages within. */
function wired(write: (writer: WireWriter) => void): Uint8Array {
  const writer = new WireWriter();
  write(writer);
  return writer.finish();
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('a message of the operator’s own type', () => {
  it('is protobuf’s JSON: 64 bits as text, enums by name, bytes in base64, maps as objects', async () => {
    const { read, encode } = await coder(orders, 'shop.Order');
    const order = {
      id: 'a',
      state: 'SENT',
      lines: [{ name: 'x', count: 4294967295, parts: [{}] }],
      prices: { 'a/b': '9223372036854775807', '': '-9223372036854775808' },
      places: { '-3': { name: 'y' } },
      invoice: 0,
      weight: 0,
      seal: 'AAH/',
      deltas: ['-9223372036854775808', '9223372036854775807'],
      loose: [-1, 0],
      total: '18446744073709551615',
      rate: 0.1,
      share: 0.1,
      stamp: '18446744073709551615',
      shift: -2147483648,
      gift: false,
      tags: ['', 'ü'],
      next: {},
      states: ['OPEN', 7],
      at: { seconds: '1700000000', nanos: 5 },
      flags: { true: 'AA==', false: '' },
    };
    const value = await encode(order);
    expect(await read(value)).toEqual(order);
    expect(hex(await encode(await read(value)))).toBe(hex(value));
  });

  it('keeps special numbers', async () => {
    const { read, encode } = await coder(orders, 'shop.Order');
    for (const rate of ['NaN', 'Infinity', '-Infinity'])
      expect(await read(await encode({ rate, share: rate }))).toEqual({ rate, share: rate });
    const zero = await encode('{"rate": -0, "share": -0}');
    expect(hex(zero)).toBe('7100000000000000807d00000080');
  });

  it('keeps unknown fields and the order of all fields, byte for byte', async () => {
    const { read, encode, decode } = await coder(orders, 'shop.Order');
    const value = wired((writer) => {
      writer.field(99, 'unknown');
      writer.field(13, 'of another wire type');
      writer.tag(2, 0);
      writer.copy(Uint8Array.of(0x81, 0x80, 0x00)); // 1, longer than needed
      writer.field(
        3,
        wired((line) => {
          line.field(1, 'x');
          line.field(77, 'within');
        }),
      );
      writer.field(1, 'first');
      writer.field(1, 'last');
    });
    const { text, notes } = await decode(value);
    expect(notes).toContainEqual({ kind: 'unknownFields', count: 3 });
    expect(hex(await encode(text, value))).toBe(hex(value));
    expect(await read(value)).toEqual({ id: 'last', state: 'OPEN', lines: [{ name: 'x' }] });

    const edited = await encode({ id: 'last', state: 'OPEN', lines: [{ name: 'y' }], weight: 5 }, value);
    const expected = wired((writer) => {
      writer.field(99, 'unknown');
      writer.field(13, 'of another wire type');
      writer.tag(2, 0);
      writer.copy(Uint8Array.of(0x81, 0x80, 0x00));
      writer.field(
        3,
        wired((line) => {
          line.field(1, 'y');
          line.field(77, 'within');
        }),
      );
      writer.field(1, 'first');
      writer.field(1, 'last');
      writer.tag(9, 0);
      writer.varint(5);
    });
    expect(hex(edited)).toBe(hex(expected));
  });

  it('puts a new field to the place of its number where the fields are in that order', async () => {
    const { encode } = await coder(orders, 'shop.Order');
    const base = await encode({ id: 'a', gift: true });
    expect(hex(await encode({ id: 'a', gift: true, total: '1' }, base))).toBe(
      hex(await encode({ id: 'a', total: '1', gift: true })),
    );
  });

  it('keeps unknown fields with their element when others are added or removed', async () => {
    const { encode, read } = await coder(orders, 'shop.Order');
    const line = (name: string): Uint8Array =>
      wired((one) => {
        one.field(1, name);
        one.field(50, `of ${name}`);
      });
    const value = wired((writer) => {
      for (const name of ['a', 'b', 'c']) writer.field(3, line(name));
    });
    const edited = { lines: [{ name: 'c' }, { name: 'a', count: 2 }] };
    const without = await encode(edited, value);
    expect(await read(without)).toEqual(edited);
    expect(Buffer.from(without).toString('latin1').match(/of ./g)).toEqual(['of c', 'of a']);
    const renamed = await encode({ lines: [{ name: 'a' }, { name: 'new' }, { name: 'c' }] }, value);
    expect(Buffer.from(renamed).toString('latin1').match(/of ./g)).toEqual(['of a', 'of b', 'of c']);
  });

  it('refuses an edit of a list that could give unknown fields to the wrong element', async () => {
    const { encode } = await coder(orders, 'shop.Order');
    const value = wired((writer) => {
      for (const count of [1, 2])
        writer.field(
          3,
          wired((one) => {
            one.tag(2, 0);
            one.varint(count);
            one.field(50, 'unknown');
          }),
        );
    });
    await expect(encode({ lines: [{ count: 3 }] }, value)).rejects.toMatchObject({
      code: 'ValueNotEncodable',
      detail: { path: 'lines' },
    });
    expect(hex(await encode({ lines: [{ count: 2 }] }, value))).toBe(`1a0c1002920307${hex(Buffer.from('unknown'))}`);
  });

  it('shows the last member of a oneof, and lets none be set twice', async () => {
    const { encode, read } = await coder(orders, 'shop.Order');
    const value = wired((writer) => {
      writer.field(6, 'card');
      writer.field(
        8,
        wired((one) => one.field(1, 'eggs')),
      );
      writer.tag(7, 0);
      writer.varint(3);
    });
    expect(await read(value)).toEqual({ invoice: 3 });
    expect(hex(await encode({ invoice: 3, id: 'a' }, value))).toBe(`0a0161${hex(value)}`);
    expect(hex(await encode({ card: 'b' }, value))).toBe('320162');
    expect(hex(await encode({}, value))).toBe('');
    await expect(encode({ card: 'a', invoice: 1 })).rejects.toMatchObject({
      code: 'ValueNotEncodable',
      detail: { path: 'invoice' },
    });
  });

  it('joins a message that is stored in parts', async () => {
    const { encode, read } = await coder(orders, 'shop.Order');
    const value = wired((writer) => {
      writer.field(
        20,
        wired((one) => one.field(1, 'a')),
      );
      writer.field(10, Uint8Array.of(1));
      writer.field(
        20,
        wired((one) => one.field(60, 'unknown')),
      );
    });
    expect(await read(value)).toEqual({ next: { id: 'a' }, seal: 'AQ==' });
    const edited = await encode({ next: { id: 'b' }, seal: 'AQ==' }, value);
    expect(hex(edited)).toBe(
      hex(
        wired((writer) => {
          writer.field(
            20,
            wired((one) => {
              one.field(1, 'b');
              one.field(60, 'unknown');
            }),
          );
          writer.field(10, Uint8Array.of(1));
        }),
      ),
    );
  });

  it('reads lists packed and unpacked, and writes them back as they were', async () => {
    const { encode, read } = await coder(orders, 'shop.Order');
    const packed = wired((writer) => writer.field(12, Uint8Array.of(1, 2)));
    expect(await read(packed)).toEqual({ loose: [1, 2] });
    expect(hex(await encode({ loose: [1, 3] }, packed))).toBe('62020103');
    const unpacked = Uint8Array.of(0x58, 2, 0x58, 4);
    expect(await read(unpacked)).toEqual({ deltas: ['1', '2'] });
    expect(hex(await encode({ deltas: [1, 3] }, unpacked))).toBe('58025806');
  });

  it('keeps the entries of a map, with what is unknown in them', async () => {
    const { encode, read } = await coder(orders, 'shop.Order');
    const pair = (key: string, count: number): Uint8Array =>
      wired((one) => {
        one.tag(2, 0);
        one.varint(count);
        one.field(1, key);
        one.field(9, 'unknown');
      });
    const value = wired((writer) => {
      for (const [key, count] of [
        ['b', 1],
        ['a', 2],
        ['b', 3],
      ] as const)
        writer.field(4, pair(key, count));
    });
    expect(await read(value)).toEqual({ prices: { b: '3', a: '2' } });
    const edited = await encode({ prices: { a: '2', b: '4', c: '5' } }, value);
    expect(await read(edited)).toEqual({ prices: { b: '4', a: '2', c: '5' } });
    expect(hex(edited).includes(hex(pair('a', 2)))).toBe(true);
    expect(
      Buffer.from(edited)
        .toString('latin1')
        .match(/unknown/g),
    ).toHaveLength(2);
  });

  it('reads and writes groups and required fields of proto2, and keeps extensions', async () => {
    const { encode, read, decode } = await coder(older, 'Old');
    const value = await encode({
      name: 'a',
      part: { size: 1, screw: [{ turns: 2 }, {}] },
      numbers: ['1'],
      kind: 'FIRST',
    });
    expect(hex(value)).toBe('0a01611308011b20021c1b1c142801' + '3001');
    expect(await read(value)).toEqual({
      name: 'a',
      part: { size: 1, screw: [{ turns: 2 }, {}] },
      numbers: ['1'],
      kind: 'ONE',
    });
    const extended = Uint8Array.of(...value, 0xa2, 0x06, 1, 0x78);
    expect((await decode(extended)).notes).toContainEqual({ kind: 'unknownFields', count: 1 });
    const edited = await encode(
      { name: 'a', part: { size: 2, screw: [{ turns: 2 }, {}] }, numbers: ['1'], kind: 'ONE' },
      extended,
    );
    expect(hex(edited)).toBe('0a01611308021b20021c1b1c1428013001a2060178');
    await expect(encode({ kind: 'ONE' })).rejects.toMatchObject({ message: 'Old requires name' });
  });

  it('knows the features of editions', async () => {
    const edition = `edition = "2023";
message A {
  repeated int32 loose = 1 [features.repeated_field_encoding = EXPANDED];
  repeated int32 packed = 2;
  A within = 3 [features.message_encoding = DELIMITED];
}`;
    const { encode, read } = await coder(edition, 'A');
    const value = await encode({ loose: [1, 2], packed: [3, 4], within: { loose: [5] } });
    expect(hex(value)).toBe('08010802120203041b08051c');
    expect(await read(value)).toEqual({ loose: [1, 2], packed: [3, 4], within: { loose: [5] } });
  });

  it.each([
    ['a field that the type has not', '{\n "id": "a",\n "nam": 1}', 3, 'nam: shop.Order has no such field'],
    ['a number beyond its bits', '{"lines": [{}, {\n"count": 4294967296}]}', 2, 'lines[1].count: '],
    ['a number below zero', '{"total": -1}', 1, 'total: '],
    ['a fraction', '{"weight": 1.5}', 1, 'weight: '],
    ['a name that the enum has not', '{"state":\n"LOST"}', 2, 'state: a value of shop.Order.State'],
    ['what is no base64', '{"seal": "A"}', 1, 'seal: '],
    ['a key that is no number', '{"places": {"x": {}}}', 1, 'places[x]: '],
    ['a key twice', '{"prices": {"x": 1, "x": 2}}', 1, 'prices.x: is there twice'],
    ['half of a character', '{"id": "\\ud800"}', 1, 'id: '],
    ['a number that 32 bits do not reach', '{"share": 1e39}', 1, 'share: '],
    ['no object', '[]', 1, 'an object is expected'],
    ['no JSON', '{"id": }', 1, 'This is no JSON'],
  ])('refuses %s by its line', async (_, text, line, message) => {
    const { encode } = await coder(orders, 'shop.Order');
    await expect(encode(text)).rejects.toMatchObject({
      code: 'ValueNotEncodable',
      message: expect.stringContaining(message),
      detail: { line },
    });
  });

  it('keeps a text that is not UTF-8, and refuses one that was edited around what it cannot show', async () => {
    const { encode, decode, read } = await coder(orders, 'shop.Order');
    const value = wired((writer) => {
      writer.field(1, Uint8Array.of(0x61, 0xff));
      writer.field(19, 'b');
    });
    expect((await decode(value)).notes).toContainEqual({ kind: 'brokenText' });
    expect(hex(await encode({ id: 'a\ufffd', tags: ['c'] }, value))).toBe('0a0261ff9a010163');
    await expect(encode({ id: 'b\ufffd', tags: ['b'] }, value)).rejects.toMatchObject({ code: 'ValueNotEncodable' });
    expect(await read(await encode({ id: 'whole', tags: ['b'] }, value))).toEqual({ id: 'whole', tags: ['b'] });
  });

  it('is not read where none of its fields is of the type, or it is cut', async () => {
    const { decode, read } = await coder(orders, 'shop.Order');
    expect(await read(new Uint8Array())).toEqual({});
    await expect(decode(wired((writer) => writer.field(99, 'x')))).rejects.toMatchObject({ code: 'ValueMalformed' });
    await expect(decode(Uint8Array.of(0x0a, 5, 0x61))).rejects.toMatchObject({ code: 'ValueMalformed' });
  });
});

describe('random messages', () => {
  /** Deterministic, so that a failure can be seen again. */
  function random(seed: number): () => number {
    let state = seed;
    return () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
  }

  function messageOf(type: protobuf.Type, next: () => number, depth: number): Record<string, unknown> {
    const message: Record<string, unknown> = {};
    const oneofs = new Set<string>();
    for (const field of type.fieldsArray) {
      field.resolve();
      if (field.declaringField !== null) continue;
      if (next() < 0.4 || (depth > 3 && field.resolvedType instanceof protobuf.Type)) continue;
      const oneof = field.partOf?.name;
      if (oneof !== undefined && oneofs.has(oneof)) continue;
      if (oneof !== undefined) oneofs.add(oneof);
      const one = () => randomValue(field, next, depth);
      if (field.map) {
        const keys =
          field instanceof protobuf.MapField && field.keyType === 'bool' ? ['true', 'false'] : ['1', '-7', '300'];
        message[field.name] = Object.fromEntries(keys.filter(() => next() < 0.6).map((key) => [key, one()]));
      } else message[field.name] = field.repeated ? Array.from({ length: Math.floor(next() * 4) }, one) : one();
    }
    return message;
  }

  function randomValue(field: protobuf.Field, next: () => number, depth: number): unknown {
    if (field.resolvedType instanceof protobuf.Type) return messageOf(field.resolvedType, next, depth + 1);
    if (field.resolvedType instanceof protobuf.Enum) return Math.floor(next() * 5) - 1;
    const bits = (): number => Math.floor(next() * 2 ** 32);
    const low = next() < 0.3 ? Math.floor(next() * 4) : bits();
    switch (field.type) {
      case 'string':
        return ['', 'text', 'ü€😀', '\u0000"\\\n', '\u2028'][Math.floor(next() * 5)];
      case 'bytes':
        return Uint8Array.from({ length: Math.floor(next() * 6) }, () => bits() & 0xff);
      case 'bool':
        return next() < 0.5;
      case 'double':
        return (next() - 0.5) * 10 ** Math.floor(next() * 40);
      case 'float':
        return Math.fround((next() - 0.5) * 10 ** Math.floor(next() * 20));
      case 'uint64':
      case 'fixed64':
        return String((BigInt(bits()) << 32n) | BigInt(low));
      case 'int64':
      case 'sint64':
      case 'sfixed64':
        return String(BigInt.asIntN(64, (BigInt(bits()) << 32n) | BigInt(low)));
      case 'uint32':
      case 'fixed32':
        return low;
      default:
        return low | 0;
    }
  }

  it.each([
    ['proto3', orders, 'shop.Order'],
    ['proto2', older.replace('required', 'optional'), 'Old'],
  ])('of %s that protobufjs writes are written back byte for byte, and edited without harm', async (_, text, name) => {
    const { root } = protobuf.parse(text, { keepCase: true });
    if (text.includes('timestamp')) root.addJSON(protobuf.common.get('google/protobuf/timestamp.proto')?.nested ?? {});
    const type = root.resolveAll().lookupType(name);
    const { decode, encode, read } = await coder(text, name);
    const next = random(7);
    for (let times = 0; times < 150; times++) {
      const value = type.encode(type.fromObject(messageOf(type, next, 0))).finish();
      const extra = wired((writer) => {
        writer.field(2_000 + Math.floor(next() * 9), 'unknown');
      });
      const stored = Buffer.concat(next() < 0.5 ? [value, extra] : [extra, value]);
      const { text: shown } = await decode(value.length === 0 ? value : stored);
      // From the text alone: the canonical bytes.
      expect(hex(await encode(shown))).toBe(hex(value));
      if (value.length === 0) continue;
      expect(hex(await encode(shown.replaceAll(/\s*\n\s*/g, ' '), stored))).toBe(hex(stored));
      // To another message: what is unknown stays, and all else is as edited.
      const other = await read(type.encode(type.fromObject(messageOf(type, next, 0))).finish());
      if (Object.keys(other).length === 0) continue;
      const edited = await encode(other, stored);
      expect(await read(edited)).toEqual(other);
      expect(hex(edited).includes(hex(extra))).toBe(true);
    }
  });
});
