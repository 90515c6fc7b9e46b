import { expect, it } from 'vitest';
import { lineOf } from './object-edit.ts';

it('knows the line of a refusal', () => {
  const failure = { message: 'no such member', retry: false, detail: { line: 3, path: '.spec.x' } } as const;
  expect(lineOf({ ...failure, code: 'ValueNotEncodable' })).toBe(3);
  expect(lineOf({ ...failure, code: 'Conflict' })).toBeNull();
  expect(lineOf(null)).toBeNull();
});
