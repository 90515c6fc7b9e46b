import { expect, it } from 'vitest';
import { lineOf, rebased } from './object-edit.ts';

const form = { showsManagedFields: true, reveal: false };
const edit = { form, baseText: 'a: 1\nb: 2\nc: 3\n', baseRevision: 7, draft: 'a: 9\nb: 2\nc: 3\n' };

it('goes on on top of another write where the two do not meet', () => {
  expect(rebased(edit, 'a: 1\nb: 2\nc: 4\n', 8)).toEqual({
    form,
    baseText: 'a: 1\nb: 2\nc: 4\n',
    baseRevision: 8,
    draft: 'a: 9\nb: 2\nc: 4\n',
  });
  expect(rebased(edit, 'a: 5\nb: 2\nc: 3\n', 8)).toBeNull();
});

it('knows the line of a refusal', () => {
  const failure = { message: 'no such member', retry: false, detail: { line: 3, path: '.spec.x' } } as const;
  expect(lineOf({ ...failure, code: 'ValueNotEncodable' })).toBe(3);
  expect(lineOf({ ...failure, code: 'Conflict' })).toBeNull();
  expect(lineOf(null)).toBeNull();
});
