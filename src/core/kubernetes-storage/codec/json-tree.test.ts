import { describe, expect, it } from 'vitest';
import { isSameJson, type JsonNode, readJson, withoutWhiteSpace } from './json-tree.ts';

const isSame = (one: string, other: string) => isSameJson(readJson(one), readJson(other));

const membersOf = (node: JsonNode) => (node.kind === 'object' ? [...node.members.keys()] : []);

describe('reading JSON', () => {
  it('keeps the order of members, of names like numbers too', () => {
    expect(membersOf(readJson('{"b":1,"10":2,"9":3,"__proto__":4}'))).toEqual(['b', '10', '9', '__proto__']);
  });

  it('keeps the digits of numbers', () => {
    expect(readJson(' 9223372036854775807 ')).toMatchObject({ kind: 'number', text: '9223372036854775807' });
    expect(readJson('1.50e+3')).toMatchObject({ text: '1.50e+3' });
  });

  it('reads strings with their escapes, quotes and backslashes', () => {
    expect(readJson(String.raw`"a\"b\\"`)).toMatchObject({ value: 'a"b\\' });
    expect(readJson(String.raw`["\u00e9\ud83d\ude00", "]"]`)).toMatchObject({
      elements: [{ value: 'é😀' }, { value: ']' }],
    });
  });

  it('says where a value begins and ends', () => {
    const text = '{"a": [1, {"b" : null}]}';
    const node = readJson(text);
    const part = node.kind === 'object' ? node.members.get('a') : undefined;
    expect(part && text.slice(part.start, part.end)).toBe('[1, {"b" : null}]');
  });

  it('tells a name that stands twice', () => {
    expect(readJson('{"a":1,"b":2,"a":3}')).toMatchObject({ repeated: 'a' });
    expect(readJson('{"a":1,"b":{"a":3}}')).toMatchObject({ repeated: null });
  });

  it.each(['', '{', '[1,]', "{'a':1}", '01', 'nul', '"\n"', '{"a":1}}'])('refuses %j', (text) => {
    expect(() => readJson(text)).toThrow(SyntaxError);
  });
});

describe('comparing JSON', () => {
  it.each([
    ['{"a":1,"b":[true,null]}', ' {"b":[true,null],"a":1} '],
    ['"a"', String.raw`"\u0061"`],
    ['[]', '[ ]'],
  ])('finds %s and %s the same', (one, other) => {
    expect(isSame(one, other)).toBe(true);
  });

  it.each([
    ['{"a":1}', '{"a":2}'],
    ['{"a":1}', '{"a":1,"b":null}'],
    ['[1,2]', '[2,1]'],
    ['1', '1.0'],
    ['"1"', '1'],
    ['"null"', 'null'],
    ['{}', '[]'],
    ['[[]]', '[[[]]]'],
  ])('finds %s and %s different', (one, other) => {
    expect(isSame(one, other)).toBe(false);
  });
});

it('takes white space away between the parts, not within strings', () => {
  expect(withoutWhiteSpace(' { "a b" : [ 1 ,\n\t"\\" c " ] }\r\n')).toBe('{"a b":[1,"\\" c "]}');
});
