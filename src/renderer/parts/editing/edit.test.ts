import { expect, it } from 'vitest';
import type { CodecName, DecodedValue } from '../../../contract/values.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import type { ReadKey } from '../values/read-value.ts';
import { differs, type Edit, guardOf, keptBoth, keptMine, mergeOf } from './edit.ts';

const form = { codec: 'yaml', showsManagedFields: false } as const;

function readAt(modRevision: number, text: string, changes: Partial<DecodedValue> = {}): ReadKey {
  const value = bytesOf(text);
  const codec: CodecName = changes.codec ?? 'yaml';
  return {
    entry: {
      key: bytesOf('/a'),
      value,
      createRevision: 2,
      modRevision,
      version: 1,
      lease: null,
      isMasked: false,
      bytes: value.length,
    },
    value: { codec, codecs: [codec], text, language: 'yaml', canEncode: true, notes: [], object: null, ...changes },
    form: { codec, showsManagedFields: false },
  };
}

/** An edit of `a` on top of revision 7, after another client has written revision 8. */
const anEdit = (theirs: ReadKey | null): Edit => ({
  base: readAt(7, 'a: 1\nb: 2\nc: 3\n'),
  draft: { text: 'a: 9\nb: 2\nc: 3\n', form },
  theirs: { read: theirs, revision: 8 },
});

it('goes on on top of another write, with both changes where the two do not meet', () => {
  const edit = anEdit(readAt(8, 'a: 1\nb: 2\nc: 4\n'));
  expect(mergeOf(edit)).toEqual({ text: 'a: 9\nb: 2\nc: 4\n', conflicts: 0 });
  const next = keptBoth(edit);
  expect(next).toMatchObject({ draft: { text: 'a: 9\nb: 2\nc: 4\n', form }, theirs: null });
  expect(guardOf(next)).toBe(8);
});

it('keeps mine where both changed the same lines, and counts them', () => {
  const edit = anEdit(readAt(8, 'a: 5\nb: 2\nc: 3\nd: 6\n'));
  expect(mergeOf(edit)).toEqual({ text: 'a: 9\nb: 2\nc: 3\nd: 6\n', conflicts: 1 });
  expect(keptMine(edit).draft?.text).toBe('a: 9\nb: 2\nc: 3\n');
});

it('merges nothing that is read in another form, that cannot be written back, or that is gone', () => {
  const unmerged = [
    anEdit(readAt(8, 'ff', { codec: 'hex' })),
    anEdit(readAt(8, 'a: 1\n', { canEncode: false })),
    anEdit(readAt(8, 'a: ••\n', { notes: [{ kind: 'masked' }] })),
    anEdit(null),
  ];
  for (const edit of unmerged) {
    expect(mergeOf(edit)).toBeNull();
    expect(keptBoth(edit).draft?.text).toBe(edit.draft?.text);
  }
});

it('compares a new key with nothing', () => {
  expect(guardOf({ base: null })).toBe(0);
  expect(differs({ base: null }, { text: '', form })).toBe(false);
  expect(guardOf(keptMine(anEdit(null)))).toBe(0);
});
