import { describe, expect, it } from 'vitest';
import type { CodecName, ValueNote } from '../../../../contract/values.ts';
import { baseOfDraft, guardOf, mergeOf } from '../../../parts/editing/edit.ts';
import type { ReadKey } from '../../../parts/values/read-value.ts';
import { bytesOf } from '../../../ui/byte-text.ts';
import {
  discarded,
  edited,
  failed,
  isCovered,
  isDirty,
  isGone,
  merged,
  newOpenKey,
  notSaved,
  rebased,
  refused,
  saved,
  saving,
  seen,
  shownText,
  showsBytes,
  turned,
  wantedReading,
} from './open-key.ts';

const key = bytesOf('/a');

interface Facts {
  readonly codec?: CodecName;
  readonly notes?: readonly ValueNote[];
  readonly isMasked?: boolean;
}

/** A key at a revision, with a value that reads as a text. */
function readAt(modRevision: number, text: string, facts: Facts = {}): ReadKey {
  const { codec = 'text', notes = [], isMasked = false } = facts;
  const value = bytesOf(text);
  const entry = { key, value, createRevision: 2, modRevision, version: modRevision, lease: null, isMasked };
  return {
    entry: { ...entry, bytes: value.length },
    value: { codec, codecs: [codec, 'hex'], text, language: 'plaintext', canEncode: true, notes, object: null },
    form: { codec, showsManagedFields: false },
  };
}

const opened = (text = 'five', facts: Facts = {}) => seen(newOpenKey(key), readAt(5, text, facts), 9);
const failure = { code: 'DeadlineExceeded', message: 'late', retry: true } as const;

describe('an open key', () => {
  it('is guarded by the revision that was read', () => {
    expect(guardOf(opened())).toBe(5);
    expect(shownText(opened())).toBe('five');
    expect(guardOf(seen(newOpenKey(key), null, 9))).toBe(0);
    expect(isGone(seen(newOpenKey(key), null, 9))).toBe(true);
  });

  it('is dirty while its text differs from what was read', () => {
    const open = edited(opened(), 'six');
    expect(isDirty(open)).toBe(true);
    expect(isDirty(edited(open, 'five'))).toBe(false);
    expect(isDirty(edited(seen(newOpenKey(key), null, 9), ''))).toBe(false);
  });

  it('does not take an editor’s line endings for an edit', () => {
    const mixed = opened('a\r\nb\n', { notes: [{ kind: 'mixedLineEndings' }] });
    expect(isDirty(edited(mixed, 'a\nb\n'))).toBe(false);
    expect(isDirty(edited(mixed, 'a\nc\n'))).toBe(true);
    expect(isDirty(edited(opened('a\r\nb\r\n'), 'a\nb\n'))).toBe(true);
  });

  it('shows somebody else’s change at once while nothing is edited, and says so', () => {
    const open = seen(opened(), readAt(12, 'twelve'), 12);
    expect(shownText(open)).toBe('twelve');
    expect(guardOf(open)).toBe(12);
    expect(open.replaced?.before.entry.modRevision).toBe(5);
  });

  it('keeps an edit, and its guard, while somebody else changes the key', () => {
    const open = seen(edited(opened(), 'mine'), readAt(12, 'theirs'), 12);
    expect(shownText(open)).toBe('mine');
    expect(guardOf(open)).toBe(5);
    expect(open.theirs?.read?.entry.modRevision).toBe(12);
  });

  it('ignores news that is older than what it knows', () => {
    const open = seen(edited(opened(), 'mine'), readAt(12, 'theirs'), 12);
    expect(seen(open, readAt(11, 'older'), 11).theirs?.revision).toBe(12);
    expect(seen(opened(), readAt(5, 'five'), 20).replaced).toBeNull();
  });

  it('goes on from theirs, from its own, or without either', () => {
    const conflict = seen(edited(opened(), 'mine'), readAt(12, 'theirs'), 12);
    expect(guardOf(rebased(conflict))).toBe(12);
    expect(shownText(rebased(conflict))).toBe('mine');
    expect(shownText(discarded(conflict))).toBe('theirs');
    expect(isDirty(discarded(conflict))).toBe(false);
    const agreed = seen(edited(opened(), 'same'), readAt(12, 'same'), 12);
    expect(isDirty(rebased(agreed))).toBe(false);
  });

  it('encodes an edit in the form that it was typed in, on top of the bytes of that form alone', () => {
    const open = edited(opened('{}', { codec: 'json' }), '{"a":1}');
    expect(open.draft?.form.codec).toBe('json');
    expect(wantedReading(open).codec).toBe('json');
    expect(open.draft && baseOfDraft(open, open.draft)).toEqual(bytesOf('{}'));
    const onBytes = rebased(seen(open, readAt(12, 'ff', { codec: 'hex' }), 12));
    expect(shownText(onBytes)).toBe('{"a":1}');
    expect(onBytes.draft?.form.codec).toBe('json');
    expect(onBytes.draft && baseOfDraft(onBytes, onBytes.draft)).toBeNull();
  });

  it('shows the same in another way, the edit too', () => {
    const open = edited(opened('{\n}', { codec: 'json' }), '{\n 1}');
    const reading = { ...open.reading, codec: 'text' as const };
    const next = turned(open, { reading, base: readAt(5, '{}'), theirs: null }, '{1}');
    expect(shownText(next)).toBe('{1}');
    expect(next.draft?.form.codec).toBe('text');
    expect(isDirty(turned(open, { reading, base: readAt(5, '{}'), theirs: null }, '{}'))).toBe(false);
  });

  it('takes the same revision read in another way, and no covered data once it is revealed', () => {
    const covered = opened('••', { isMasked: true });
    expect(isCovered(covered)).toBe(true);
    const asked = { ...covered, reading: { ...covered.reading, reveal: true } };
    const clear = seen(asked, readAt(5, 'secret'), 9);
    expect(shownText(clear)).toBe('secret');
    expect(clear.replaced).toBeNull();
    expect(shownText(seen(clear, readAt(5, '••', { isMasked: true }), 9))).toBe('secret');
  });

  it('knows covered data by what the codec says of it, too', () => {
    expect(isCovered(opened('••', { notes: [{ kind: 'masked' }] }))).toBe(true);
  });

  it('shows bytes beside their offsets until they are edited', () => {
    const open = opened('ff', { codec: 'hex' });
    expect(showsBytes(open)).toBe(true);
    expect(showsBytes({ ...open, editsBytes: true })).toBe(false);
    expect(showsBytes(edited(open, 'fe'))).toBe(false);
  });

  it('says why an edit cannot be encoded until it is edited again', () => {
    const open = refused(edited(opened(), 'six'), { code: 'ValueNotEncodable', message: 'no', retry: false });
    expect(open.refusal?.code).toBe('ValueNotEncodable');
    expect(edited(open, 'seven').refusal).toBeNull();
  });

  it('puts an edit together with theirs where they touch different lines', () => {
    const open = edited(opened('a\nb\nc\n'), 'mine\nb\nc\n');
    const apart = seen(open, readAt(12, 'a\nb\ntheirs\n'), 12);
    expect(shownText(merged(apart))).toBe('mine\nb\ntheirs\n');
    expect(guardOf(merged(apart))).toBe(12);
    const same = seen(open, readAt(12, 'theirs\nb\nc\n'), 12);
    expect(mergeOf(same)).toEqual({ text: 'mine\nb\nc\n', conflicts: 1 });
    expect(shownText(merged(same))).toBe('mine\nb\nc\n');
    const bytes = seen(open, readAt(12, 'ff', { codec: 'hex' }), 12);
    expect(mergeOf(bytes)).toBeNull();
  });

  it('keeps the last value of a deleted key in sight, and can create it again', () => {
    const open = seen(opened(), null, 15);
    expect(isGone(open)).toBe(true);
    expect(shownText(open)).toBe('five');
    expect(guardOf(rebased(open))).toBe(0);
    const back = seen(open, readAt(16, 'back'), 16);
    expect(isGone(back)).toBe(false);
    expect(shownText(back)).toBe('back');
  });

  it('does not take its own write for somebody else’s', () => {
    const mine = saving(edited(opened(), 'mine'));
    const heard = seen(mine, readAt(10, 'mine'), 10);
    const done = saved(heard, readAt(10, 'mine'), mine.draft);
    expect(done.theirs).toBeNull();
    expect(isDirty(done)).toBe(false);
    expect(guardOf(done)).toBe(10);
    const overtaken = saved(seen(mine, readAt(11, 'theirs'), 11), readAt(10, 'mine'), mine.draft);
    expect(overtaken.theirs?.revision).toBe(11);
  });

  it('keeps what was typed while it was saved', () => {
    const written = saving(edited(opened(), 'mine'));
    const typing = edited(written, 'mine and more');
    const done = saved(typing, readAt(10, 'mine'), written.draft);
    expect(shownText(done)).toBe('mine and more');
    expect(isDirty(done)).toBe(true);
    expect(notSaved(typing).isSaving).toBe(false);
  });

  it('keeps what was read when it cannot be read again', () => {
    expect(failed(opened(), failure).phase).toBe('ready');
    expect(failed(newOpenKey(key), failure).phase).toBe('failed');
  });
});
