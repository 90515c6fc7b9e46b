import { describe, expect, it } from 'vitest';
import { readEdit } from './json-edit.ts';
import { type JsonNode, readJson } from './json-tree.ts';

/** A node with all that is in it; its hash is compared by none that is not in the other text. */
function plain(node: JsonNode | undefined): unknown {
  if (node === undefined) return undefined;
  switch (node.kind) {
    case 'object':
      return [node.repeated, ...[...node.members].map(([name, member]) => [name, plain(member)])];
    case 'array':
      return [node.elements.map(plain)];
    case 'string':
      return node.value;
    default:
      return [node.kind, node.text];
  }
}

function expectWhole(before: string, after: string): void {
  const edit = readEdit(before, after);
  if (edit === null) return;
  expect(plain(edit.before)).toEqual(plain(readJson(before)));
  expect(plain(edit.after)).toEqual(plain(readJson(after)));
  expect(after.slice(edit.after.start, edit.after.end)).toBe(after);
}

const membersOf = (node: JsonNode | undefined) => {
  if (node?.kind !== 'object') throw new Error('no object');
  return node.members;
};

describe('an edit of JSON', () => {
  it('shares what is outside of the container that changed', () => {
    const text = (value: string) => `{"a":{"x":[1,2]},"b":{"labels":{"k":"${value}"},"list":[{"n":1}]},"c":"d"}`;
    const edit = readEdit(text('v'), text('other'));
    const [before, after] = [membersOf(edit?.before), membersOf(edit?.after)];
    expect(before.get('a')).toBe(after.get('a'));
    expect(before.get('c')).toBe(after.get('c'));
    expect(membersOf(before.get('b')).get('list')).toBe(membersOf(after.get('b')).get('list'));
    expect(membersOf(before.get('b')).get('labels')).not.toBe(membersOf(after.get('b')).get('labels'));
    expectWhole(text('v'), text('other'));
  });

  it.each([
    ['{"a":{"n":12},"b":1}', '{"a":{"n":123},"b":1}'],
    ['{"a":{"n":12},"b":1}', '{"a":{"n":12,"m":12},"b":1}'],
    ['{"a":[1,1,1],"b":1}', '{"a":[1,1],"b":1}'],
    ['{"a":[[1],[1]],"b":1}', '{"a":[[1],[1],[1]],"b":1}'],
    ['{"a":{"x":1,"x":{"y":2}},"b":1}', '{"a":{"x":1,"x":{"y":3}},"b":1}'],
    ['{"a":{"\\"}":{"y":2}},"b":1}', '{"a":{"\\"}":{"y":"]"}},"b":1}'],
    ['{"a":{"y":{}},"b":1}', '{"a":{"y":{"z":{}}},"b":1}'],
  ])('reads %s and %s as both are', (before, after) => {
    expect(readEdit(before, after)).not.toBeNull();
    expectWhole(before, after);
  });

  it.each([
    ['{"a":1}', '{"a":2}'],
    ['{"a":{"b":1}}', '[{"b":1}]'],
    ['{"a":{"b":1}}', '{"a":{"b":1'],
    ['{"a":{"b":1}}', '{"a":{"b":1}},{"a":{"b":1}}'],
    ['{"a":{"b":1},"c":1}', '{"a":{"b":1}},"c":1}'],
    ['{"a":{"b":1},"c":{"d":1}}', '{"a":{"b":2},"c":{"d":2}}'],
  ])('says nothing of %s and %s', (before, after) => {
    expect(readEdit(before, after)).toBeNull();
  });

  it('never differs from reading both, however letters are changed', () => {
    const before = '{"k":{"a":[{"b":"1","c":[1,11,111]},{"b":"1"}],"d":{"e":{},"f":"x"}},"l":[[1],[1]],"m":null}';
    const parts = ['{', '}', '[', ']', '"', ',', ':', '1', 'a', '"a":1', ',1', '[1],', '{"b":2}'];
    let seed = 11;
    const next = (most: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return (seed >>> 8) % most;
    };
    let read = 0;
    for (let round = 0; round < 20_000; round++) {
      const at = next(before.length);
      const put = Array.from({ length: next(3) }, () => parts[next(parts.length)]).join('');
      const after = before.slice(0, at) + put + before.slice(at + next(3));
      if (readEdit(before, after) === null) continue;
      read++;
      expectWhole(before, after);
    }
    expect(read).toBeGreaterThan(100);
  });

  it('takes deep JSON', () => {
    const deep = (value: string) => `{"a":${'[{"b":'.repeat(50_000)}${value}${'}]'.repeat(50_000)}}`;
    expect(readEdit(deep('1'), deep('2'))).not.toBeNull();
  });
});
