import { describe, expect, it } from 'vitest';
import { readJson } from '../../kubernetes-storage/codec/json-tree.ts';
import { findByPath, parseJsonPath } from './json-path.ts';

const json = JSON.stringify({
  spec: {
    size: 3,
    'a.b': 'dotted',
    list: [{ n: 1, name: 'x' }, { n: 2, name: 'y', ok: true }, { n: 3 }],
    map: { p: 1, q: 2 },
  },
  status: {
    conditions: [
      { type: 'Ready', status: 'True' },
      { type: 'Say "x"', status: 'False' },
    ],
  },
});
const root = readJson(json);

function found(path: string): readonly string[] | null {
  const parsed = parseJsonPath(path);
  return parsed && findByPath(root, parsed).map((node) => json.slice(node.start, node.end));
}

describe('a path of a column', () => {
  it.each([
    ['.spec.size', ['3']],
    ['$.spec.size', ['3']],
    ['spec.size', ['3']],
    ['.spec.missing.deeper', []],
    ["['spec']['a.b']", ['"dotted"']],
    ['.spec.a\\.b', ['"dotted"']],
    ['.spec.list[0].n', ['1']],
    ['.spec.list[-1].n', ['3']],
    ['.spec.list[9].n', []],
    ['.spec.list[1:].n', ['2', '3']],
    ['.spec.list[:1].n', ['1']],
    ['.spec.list[*].name', ['"x"', '"y"']],
    ['.spec.map.*', ['1', '2']],
    ['.status.conditions[?(@.type=="Ready")].status', ['"True"']],
    [".status.conditions[?(@.type=='Ready')].status", ['"True"']],
    ['.status.conditions[?(@.type=="Say \\"x\\"")].status', ['"False"']],
    ['.spec.list[?(@.n>1)].n', ['2', '3']],
    ['.spec.list[?(@.n<=2)].n', ['1', '2']],
    ['.spec.list[?(@.n!=2)].n', ['1', '3']],
    ['.spec.list[?(@.ok)].n', ['2']],
    ['.spec.list[?(@.ok==true)].n', ['2']],
    ['.spec.list[?(@.name=="x")].n', ['1']],
    ['.spec.list[?(@.n=="1")].n', []],
  ])('finds: %s', (path, expected) => {
    expect(found(path)).toEqual(expected);
  });

  it.each(['.spec.list[', '.spec.list[x]', '..spec', '.spec[0', `.${'a'.repeat(2_000)}`])('is none: %s', (path) => {
    expect(found(path)).toBeNull();
  });
});
