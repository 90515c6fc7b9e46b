import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../testing/random.ts';
import { messageShape } from './message-shape.ts';
import described from './messages.json' with { type: 'json' };
import { readMessage } from './read-message.ts';
import { writeMessage } from './write-message.ts';

const root = new protobuf.Root();
for (const [pkg, messages] of Object.entries(described.messages)) {
  const namespace = root.define(pkg);
  for (const [name, json] of Object.entries(messages))
    namespace.add(
      'values' in json
        ? protobuf.Enum.fromJSON(name, json)
        : protobuf.Type.fromJSON(name, { ...json, edition: 'proto3' }),
    );
}
root.resolveAll();

const types = root.nestedArray.flatMap((pkg) =>
  pkg instanceof protobuf.Namespace
    ? pkg.nestedArray.filter((each): each is protobuf.Type => each instanceof protobuf.Type)
    : [],
);

/** Returns a number below `most`. */
type Next = (most: number) => number;

const integers = [
  ...['0', '1', '127', '128', '16384', '4294967295', '4294967296', '9007199254740991', '9007199254740993'],
  '9223372036854775807',
];
const texts = ['', 'a', 'http://[::1]:2379', 'größer', '🗝'];

function scalarOf(type: string, next: Next): unknown {
  switch (type) {
    case 'int64':
      return [...integers, '-1', '-9223372036854775808'][next(integers.length + 2)];
    case 'uint64':
      return [...integers, '18446744073709551615'][next(integers.length + 1)];
    case 'uint32':
      return [0, 1, 300, 4_294_967_295][next(4)];
    case 'bool':
      return next(2) === 1;
    case 'string':
      return texts[next(texts.length)];
    case 'bytes':
      return Buffer.from(Array.from({ length: next(3) * 70 }, () => next(256)));
    default:
      throw new Error(`no value of ${type}`);
  }
}

function messageOf(type: protobuf.Type, next: Next, depth: number): Record<string, unknown> {
  const message: Record<string, unknown> = {};
  for (const field of type.fieldsArray) {
    const isTaken = field.partOf?.fieldsArray.some(({ name }) => name in message) ?? false;
    const { resolvedType } = field;
    if (isTaken || next(3) === 0 || (depth > 3 && resolvedType instanceof protobuf.Type)) continue;
    const one = () =>
      resolvedType instanceof protobuf.Type
        ? messageOf(resolvedType, next, depth + 1)
        : resolvedType instanceof protobuf.Enum
          ? Object.keys(resolvedType.values)[next(Object.keys(resolvedType.values).length)]
          : scalarOf(field.type, next);
    message[field.name] = field.repeated ? Array.from({ length: next(3) }, one) : one();
  }
  return message;
}

const asObject = { longs: String, enums: String, defaults: true, oneofs: true };

// The library writes code for every message when it is first met: it is what these bytes are held to.
it.each(types.map((type) => [type.fullName.slice(1), type] as const))(
  '%s is written and read as by protobufjs',
  (name, type) => {
    const [pkg = '', message = ''] = name.split('.');
    const shape = messageShape(message, pkg);
    const random = seeded(name.length);
    const next: Next = (most) => random.between(0, most - 1);
    for (let round = 0; round < 50; round++) {
      const value = messageOf(type, next, 0);
      const bytes = Buffer.from(type.encode(type.fromObject(value)).finish());
      expect(writeMessage(shape, value)).toEqual(bytes);
      expect(readMessage(shape, bytes)).toEqual(type.toObject(type.decode(bytes), asObject));
    }
  },
);

describe('odd bytes', () => {
  const status = messageShape('StatusResponse', 'etcdserverpb');
  const read = (...bytes: readonly number[]) => readMessage(status, Buffer.from(bytes));

  it('may have fields that are not known, of any wire type', () => {
    const unknown = [0xf8, 0x01, 0x05, 0xf9, 0x01, ...Array(8).fill(1), 0xfa, 0x01, 1, 9, 0xfd, 0x01, 1, 1, 1, 1];
    expect(read(...unknown, 0x12, 1, 0x61)).toMatchObject({ version: 'a' });
  });

  it('may have a field of another wire type, which counts as unknown', () => {
    expect(read(0x10, 1, 0x1a, 1, 9)).toMatchObject({ version: '', dbSize: '0' });
  });

  it('may have a message in two parts', () => {
    expect(read(0x0a, 2, 8, 1, 0x0a, 2, 16, 2)).toMatchObject({ header: { cluster_id: '1', member_id: '2' } });
  });

  it.each([
    ['a length beyond the end', [0x12, 5, 0x61]],
    ['a length beyond its message', [0x0a, 2, 0x12, 9]],
    ['a varint without an end', [0x18, 0xff]],
    ['a varint of eleven bytes', [0x18, ...Array(10).fill(0x80), 1]],
    ['an unknown field beyond the end', [0xf9, 0x01, 1]],
    ['a group', [0xfb, 0x01]],
  ])('fail with %s', (_, bytes) => {
    expect(() => read(...bytes)).toThrow();
  });

  it('fail as transactions in transactions without end', () => {
    const txn = messageShape('TxnRequest', 'etcdserverpb');
    let bytes = Buffer.alloc(0);
    for (let depth = 0; depth < 60; depth++) {
      const inside = Buffer.concat([head(0x22, bytes.length), bytes]);
      bytes = Buffer.concat([head(0x12, inside.length), inside]);
    }
    expect(() => readMessage(txn, bytes)).toThrow('max depth');
  });
});

function head(tag: number, length: number): Buffer {
  return length < 128 ? Buffer.from([tag, length]) : Buffer.from([tag, (length % 128) | 0x80, length >> 7]);
}

it('reads an enum of a newer etcd as its number', () => {
  const alarm = messageShape('AlarmMember', 'etcdserverpb');
  expect(readMessage(alarm, Buffer.from([0x10, 9]))).toMatchObject({ alarm: 9 });
});

it.each([
  ['an array', 'MemberAddRequest', { peerURLs: 'http://a' }],
  ['bytes', 'PutRequest', { key: 'text' }],
  ['an object', 'ResponseOp', { response_put: 1 }],
  ['a number', 'LeaseRevokeRequest', { ID: 'x' }],
  ['a name', 'AlarmRequest', { alarm: 'Nothing' }],
])('does not write a field that is not %s', (_, name, value) => {
  expect(() => writeMessage(messageShape(name, 'etcdserverpb'), value)).toThrow();
});
