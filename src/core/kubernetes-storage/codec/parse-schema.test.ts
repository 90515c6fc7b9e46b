import { expect, it } from 'vitest';
import { parseSchema } from './parse-schema.ts';

it.each([
  [null],
  [{ g: { v1: 7 }, p: ['a'], t: [] }],
  [{ g: {}, p: 'a', t: [] }],
  [{ g: {}, p: ['a'], t: [[0, 'Pod', 0]] }],
  [{ g: {}, p: [], t: [[0, 'Pod', 0, []]] }],
  [{ g: {}, p: ['a'], t: [[0, 'Pod', 'sundial', []]] }],
  [{ g: {}, p: ['a'], t: [[0, 'Pod', 0, [1, 'name', 's']]] }],
  [{ g: {}, p: ['a'], t: [[0, 'Pod', 0, [0, 'name', 's', 0]]] }],
  [{ g: {}, p: ['a'], t: [[0, 'Pod', 0, [1, 'name', 'q', 0]]] }],
  [{ g: {}, p: ['a'], t: [[0, 'Pod', 0, [1, 'name', 7, 0]]] }],
])('a table of another shape is refused: %j', (table) => {
  expect(() => [...parseSchema(table).messages.values()].map(({ fields }) => fields)).toThrow();
});
