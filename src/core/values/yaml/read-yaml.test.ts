import { describe, expect, it } from 'vitest';
import { placeInYaml, yamlToJson } from './read-yaml.ts';

describe('yamlToJson', () => {
  it.each([
    ['a: yes\nb: "yes"\nc: no\n', '{"a":true,"b":"yes","c":false}'],
    ['a: 0x1F\nb: 010\nc: 9223372036854775807\n', '{"a":31,"b":8,"c":9223372036854775807}'],
    ['a: 1.50\nb: 1e3\nc: .5\n', '{"a":1.50,"b":1e3,"c":0.5}'],
    ['a: 2001-01-01\nb:\nc: ~\n', '{"a":"2001-01-01","b":null,"c":null}'],
    ['1: a\ntrue: b\n', '{"1":"a","true":"b"}'],
    ['a: |\n  x\n  y\nb: >\n  x\n  y\n', '{"a":"x\\ny\\n","b":"x y\\n"}'],
    ['a: &x {b: 1}\nc: *x\n', '{"a":{"b":1},"c":{"b":1}}'],
    ['{"a": [1, "two"]}', '{"a":[1,"two"]}'],
    ['', 'null'],
  ])('reads %j', (yaml, json) => {
    expect(yamlToJson(yaml)).toBe(json);
  });

  it.each([
    ['a: 1\nb: c: d\n', 2],
    ['a: 1\na: 2\n', 2],
    ['a: [1\nb: 2\n', 2],
    ['a: .inf\n', 1],
    ['x: &a {k: 1}\ny:\n  <<: *a\n', 3],
    ['a: *nobody\n', 1],
    ['a: 1\n---\nb: 2\n', 2],
  ])('says where %j is wrong', (yaml, line) => {
    expect(() => yamlToJson(yaml)).toThrow(
      expect.objectContaining({ code: 'ValueNotEncodable', detail: expect.objectContaining({ line }) }),
    );
  });

  it('bounds what aliases unfold to', () => {
    const lines = Array.from({ length: 12 }, (_, i) => `a${i}: &a${i} [${`*a${i - 1},`.repeat(9)}]`);
    const bomb = [`a0: &a0 [x,x,x,x,x,x,x,x,x]`, ...lines.slice(1)].join('\n');
    expect(() => yamlToJson(bomb)).toThrow(/too much/);
  });
});

describe('placeInYaml', () => {
  const yaml = 'metadata:\n  labels:\n    a/b: x\nspec:\n  containers:\n  - name: one\n  - name: two\n    image: 5\n';

  it.each([
    ['/metadata/labels/a~1b', 3, 5],
    ['/spec/containers/1/image', 8, 5],
    ['/spec/containers/1', 7, 5],
    ['/spec/missing', 4, 1],
    ['', 1, 1],
  ])('finds %s', (pointer, line, column) => {
    expect(placeInYaml(yaml, pointer)).toEqual({ line, column });
  });
});
