import { expect, it } from 'vitest';
import { jsonErrorOffset } from './json-error.ts';

it.each([
  ['{"a": [1, -2.5e3, "x\\u0041", true, null]}', null],
  ['{"a":oops}', 5],
  ['{"a": tru}', 9],
  ['{"a": 1} x', 9],
  ['[1, 2', 5],
  ['"a', 2],
  ['', 0],
  ['x', 0],
  ["{'a': 1}", 1],
  ['[1,]', 3],
  ['["a\nb"]', 3],
  [`[${'1,'.repeat(5_000)}?]`, 10_001],
])('%s', (text, offset) => {
  expect(jsonErrorOffset(text)).toBe(offset);
});
