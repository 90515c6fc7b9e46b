import { expect, it } from 'vitest';
import { lineOf, mergedWith, rebased } from './object-edit.ts';

const form = { showsManagedFields: true, reveal: false };
const edit = { form, baseText: 'a: 1\nb: 2\nc: 3\n', baseRevision: 7, draft: 'a: 9\nb: 2\nc: 3\n' };

it('goes on on top of another write, with both changes where the two do not meet, and mine where they do', () => {
  const theirs = 'a: 1\nb: 2\nc: 4\n';
  const { text, conflicts } = mergedWith(edit, theirs);
  expect(conflicts).toBe(0);
  expect(rebased(edit, theirs, 8, text)).toEqual({
    form,
    baseText: theirs,
    baseRevision: 8,
    draft: 'a: 9\nb: 2\nc: 4\n',
  });
  expect(mergedWith(edit, 'a: 5\nb: 2\nc: 3\nd: 6\n')).toEqual({ text: 'a: 9\nb: 2\nc: 3\nd: 6\n', conflicts: 1 });
});

it('knows the line of a refusal', () => {
  const failure = { message: 'no such member', retry: false, detail: { line: 3, path: '.spec.x' } } as const;
  expect(lineOf({ ...failure, code: 'ValueNotEncodable' })).toBe(3);
  expect(lineOf({ ...failure, code: 'Conflict' })).toBeNull();
  expect(lineOf(null)).toBeNull();
});
