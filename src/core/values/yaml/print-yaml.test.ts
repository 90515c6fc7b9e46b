import { expect, it } from 'vitest';
import { readJson } from '../../kubernetes-storage/codec/json-tree.ts';
import { printYaml } from './print-yaml.ts';
import { yamlToJson } from './read-yaml.ts';

const print = (value: unknown): string => printYaml(readJson(JSON.stringify(value)));

// The output of sigs.k8s.io/yaml 1.6.
it.each([
  ['plain', 's: plain\n'],
  ['', 's: ""\n'],
  ['yes', 's: "yes"\n'],
  ['Off', 's: "Off"\n'],
  ['yEs', 's: yEs\n'],
  ['null', 's: "null"\n'],
  ['<<', 's: <<\n'],
  ['007', 's: "007"\n'],
  ['0x1F', 's: "0x1F"\n'],
  ['0x1FFFFFFFFFFFFFFFFF', 's: 0x1FFFFFFFFFFFFFFFFF\n'],
  ['1_000', 's: "1_000"\n'],
  ['.51_0001', 's: ".51_0001"\n'],
  ['1e3', 's: "1e3"\n'],
  ['1e999', 's: 1e999\n'],
  ['12:30', 's: "12:30"\n'],
  ['2001-01-01', 's: "2001-01-01"\n'],
  ['2001-02-30', 's: 2001-02-30\n'],
  ['2001-01-01T01:01:01Z', 's: "2001-01-01T01:01:01Z"\n'],
  ['a: b', "s: 'a: b'\n"],
  ['a #b', "s: 'a #b'\n"],
  ['- a', "s: '- a'\n"],
  ['-a', 's: -a\n'],
  ["it's", "s: it's\n"],
  ["'it", "s: '''it'\n"],
  ['*.example.com', "s: '*.example.com'\n"],
  [' edge', "s: ' edge'\n"],
  ['tab\there', 's: "tab\\there"\n'],
  ['😀', 's: "\\U0001F600"\n'],
  ['é', 's: é\n'],
  ['a\nb', 's: |-\n  a\n  b\n'],
  ['a\nb\n', 's: |\n  a\n  b\n'],
  ['a\n\n', 's: |+\n  a\n\n'],
  ['  a\nb', 's: |2-\n    a\n  b\n'],
  ['a \nb', 's: "a \\nb"\n'],
  ['a\r\nb', 's: "a\\r\\nb"\n'],
])('prints %j as Kubernetes does', (text, yaml) => {
  expect(print({ s: text })).toBe(yaml);
  expect(JSON.parse(yamlToJson(yaml))).toEqual({ s: text });
});

it('folds long lines at spaces beyond column 80', () => {
  const text = `${'word '.repeat(30)}end: .`;
  expect(print({ s: text })).toBe(
    `s: '${'word '.repeat(16)}\n  ${'word '.repeat(14)}end: .'\n`.replaceAll(' \n', '\n'),
  );
});

it('indents lists by nothing, and sorts members as a catalogue does', () => {
  expect(print({ b: [{ x: 1, a: [] }, [1, [2]]], a10: {}, a2: null, B: true, '.': 1 })).toBe(
    '.: 1\nB: true\na2: null\na10: {}\nb:\n- a: []\n  x: 1\n- - 1\n  - - 2\n',
  );
});

it('keeps the digits of whole numbers and prints others as Go does', () => {
  const numbers = '[123456789012345678901234567890,-9223372036854775808,1.0,1000000.5,1e21,0.00001,0.5]';
  expect(printYaml(readJson(numbers))).toBe(
    '- 123456789012345678901234567890\n- -9223372036854775808\n- 1\n- 1.0000005e+06\n- 1e+21\n- 1e-05\n- 0.5\n',
  );
});

it('announces keys that cannot stand on one line', () => {
  const long = 'k'.repeat(129);
  expect(print({ [long]: { a: 1 }, 'a\nb': [1] })).toBe(`? |-\n  a\n  b\n: - 1\n? ${long}\n: a: 1\n`);
});

it('refuses what is nested without end', () => {
  expect(() => printYaml(readJson('['.repeat(5_000) + ']'.repeat(5_000)))).toThrow(/deeper/);
});
