import { describe, expect, it } from 'vitest';
import { buildSchema, messagesIn } from './build-schema.ts';

const file = (name: string, ...lines: readonly string[]) => ({ file: `/protos/${name}`, text: lines.join('\n') });
const proto3 = 'syntax = "proto3";';

describe('.proto files', () => {
  it('import each other by the ends of their paths, and what Google ships', async () => {
    const files = [
      file(
        'shop/order.proto',
        proto3,
        'package shop;',
        'import "shop/line.proto";',
        'import public "google/protobuf/any.proto";',
        'import "google/protobuf/descriptor.proto";',
        'extend google.protobuf.FieldOptions { string unit = 50000; }',
        'message Order { Line line = 1 [(unit) = "m"]; google.protobuf.Any any = 2; }',
      ),
      file(
        'shop/line.proto',
        proto3,
        'package shop;',
        'message Line { message Part { int32 a = 1; } Part part = 1; Order of = 2; }',
      ),
    ];
    expect(await messagesIn(files)).toEqual(['shop.Order', 'shop.Line', 'shop.Line.Part']);
    const { messages } = await buildSchema(files, 'shop.Order');
    expect([...messages.keys()].sort()).toEqual(['google.protobuf.Any', 'shop.Line', 'shop.Line.Part', 'shop.Order']);
  });

  it('may be cyclic, in their imports and their messages', async () => {
    const files = [
      file('a.proto', proto3, 'import "b.proto";', 'message A { B b = 1; A a = 2; }'),
      file('b.proto', proto3, 'import "a.proto";', 'message B { A a = 1; }'),
    ];
    expect((await buildSchema(files, 'A')).messages.size).toBe(2);
  });

  it.each([
    ['a sign out of place', ['message A {', '  string a = ;', '}'], 3, "unexpected id ';'"],
    ['an end too early', ['message A {'], 2, 'the file ends too early'],
    ['a number twice', ['message A {', ' string a = 1;', ' string b = 1;', '}'], 4, 'duplicate id 1'],
    ['a name twice', ['message A {}', 'message A {}'], 3, "duplicate name 'A'"],
    ['a number that none has', ['message A {', ' string a = 0;', '}'], 3, 'a has the number 0'],
    ['an unknown type', ['message A {', ' B b = 1;', '}'], 3, 'there is no type B'],
    ['a number beyond all', ['message A {', ' string a = 536870912;', '}'], 3, 'a has the number 536870912'],
    ['an unknown type of a map', ['message A {', ' map<string, x.B> b = 1;', '}'], 3, 'there is no type x.B'],
    ['an import that is not among the files', ['', 'import', ' "other.proto";'], 4, 'it imports "other.proto"'],
    ['a path beside the files', ['import "../b.proto";'], 2, 'it imports "../b.proto"'],
    [
      'an unknown message to extend',
      ['message A {}', 'extend B { string a = 1; }'],
      3,
      'there is no message B to extend',
    ],
    ['an edition that is not known', ['edition = "2999";'], 2, 'unexpected'],
    ['an unclosed text', ['option a = "b;', 'message A {}'], 2, 'unexpected string'],
    ['an unclosed comment', ['/* a', '', ''], 4, 'unexpected comment'],
  ])('is named with its line for %s', async (_, lines, line, words) => {
    const bad = file('b.proto', proto3, ...lines);
    await expect(messagesIn([file('a.proto', proto3, 'message Fine {}'), bad])).rejects.toMatchObject({
      code: 'ProtoInvalid',
      message: expect.stringContaining(`/protos/b.proto:${line}: ${words}`),
      detail: { file: '/protos/b.proto', line },
    });
  });

  it('is named where two files have one path, or one name', async () => {
    const twice = [file('x/a.proto', proto3), file('y/a.proto', proto3), file('b.proto', proto3, 'import "a.proto";')];
    await expect(messagesIn(twice)).rejects.toMatchObject({
      message: '/protos/b.proto:2: several of the files are "a.proto"',
    });
    const same = [file('a.proto', proto3, 'message A {}'), file('b.proto', proto3, '', 'message A {}')];
    await expect(messagesIn(same)).rejects.toMatchObject({ detail: { file: '/protos/b.proto', line: 3 } });
  });

  it('has to have the message', async () => {
    await expect(buildSchema([file('a.proto', proto3)], 'A')).rejects.toMatchObject({ code: 'ProtoInvalid' });
  });
});
