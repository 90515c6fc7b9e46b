import { describe, expect, it } from 'vitest';
import type { KeyValue } from '../../../contract/keys.ts';
import { bytesOf, utf8Of } from '../../ui/byte-text.ts';
import {
  changesOnlyLayout,
  discarded,
  draftBytes,
  edited,
  failed,
  guardOf,
  isDirty,
  isGone,
  merged,
  mergedDraft,
  newOpenKey,
  notSaved,
  rebased,
  saved,
  saving,
  seen,
  shownText,
  turned,
} from './open-key.ts';

const key = bytesOf('/a');
const entryAt = (modRevision: number, value: string): KeyValue => ({
  key,
  value: bytesOf(value),
  createRevision: 2,
  modRevision,
  version: modRevision,
  lease: null,
});
const opened = () => seen(newOpenKey(key), entryAt(5, 'five'), 9);

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
  });

  it('does not take an editor’s line endings for an edit', () => {
    const mixed = seen(newOpenKey(key), entryAt(5, 'a\r\nb\n'), 9);
    expect(isDirty(edited(mixed, 'a\nb\n'))).toBe(false);
    expect(isDirty(edited(mixed, 'a\nc\n'))).toBe(true);
    const even = seen(newOpenKey(key), entryAt(5, 'a\r\nb\r\n'), 9);
    expect(isDirty(edited(even, 'a\nb\n'))).toBe(true);
  });

  it('shows somebody else’s change at once while nothing is edited, and says so', () => {
    const open = seen(opened(), entryAt(12, 'twelve'), 12);
    expect(shownText(open)).toBe('twelve');
    expect(guardOf(open)).toBe(12);
    expect(open.replaced?.before.modRevision).toBe(5);
  });

  it('keeps an edit, and its guard, while somebody else changes the key', () => {
    const open = seen(edited(opened(), 'mine'), entryAt(12, 'theirs'), 12);
    expect(shownText(open)).toBe('mine');
    expect(guardOf(open)).toBe(5);
    expect(open.theirs?.entry?.modRevision).toBe(12);
  });

  it('ignores news that is older than what it knows', () => {
    const open = seen(edited(opened(), 'mine'), entryAt(12, 'theirs'), 12);
    expect(seen(open, entryAt(11, 'older'), 11).theirs?.revision).toBe(12);
    expect(seen(opened(), entryAt(5, 'five'), 20).replaced).toBeNull();
  });

  it('goes on from theirs, from its own, or without either', () => {
    const conflict = seen(edited(opened(), 'mine'), entryAt(12, 'theirs'), 12);
    expect(guardOf(rebased(conflict))).toBe(12);
    expect(shownText(rebased(conflict))).toBe('mine');
    expect(shownText(discarded(conflict))).toBe('theirs');
    expect(isDirty(discarded(conflict))).toBe(false);
    const agreed = seen(edited(opened(), 'same'), entryAt(12, 'same'), 12);
    expect(isDirty(rebased(agreed))).toBe(false);
  });

  it('shows JSON without spaces laid out, and writes it without them again', () => {
    const open = seen(newOpenKey(key), entryAt(5, '{"a":1}'), 9);
    expect(shownText(open)).toBe('{\n  "a": 1\n}');
    const changed = edited(open, '{\n  "a": 2\n}');
    expect(utf8Of(draftBytes(changed))).toBe('{"a":2}');
    expect(isDirty(edited(changed, '{\n  "a": 1\n}'))).toBe(false);
    const stored = turned(changed, 'stored');
    expect(shownText(stored)).toBe('{"a":2}');
    expect(shownText(turned(stored, 'laidOut'))).toBe('{\n  "a": 2\n}');
    expect(shownText(seen(turned(open, 'stored'), entryAt(12, '{"a":3}'), 12))).toBe('{"a":3}');
  });

  it('is clean once its bytes are written, however they were laid out', () => {
    const open = edited(seen(newOpenKey(key), entryAt(5, '{"a":1}'), 9), '{ "a": 2}');
    expect(changesOnlyLayout(open)).toBe(false);
    const done = saved(saving(open), entryAt(10, '{"a":2}'), bytesOf('{"a":2}'));
    expect(isDirty(done)).toBe(false);
    expect(shownText(done)).toBe('{\n  "a": 2\n}');
    expect(changesOnlyLayout(edited(done, '{ "a": 2 }'))).toBe(true);
  });

  it('writes a laid-out edit as it stands on top of what is laid out already', () => {
    const open = edited(seen(newOpenKey(key), entryAt(5, '{"a":1}'), 9), '{\n  "a": 2\n}');
    const rebasedOpen = rebased(seen(open, entryAt(12, '{ "a": 1, "b": 1 }'), 12));
    expect(utf8Of(draftBytes(rebasedOpen))).toBe('{\n  "a": 2\n}');
  });

  it('puts an edit together with theirs where they touch different lines', () => {
    const open = edited(seen(newOpenKey(key), entryAt(5, 'a\nb\nc\n'), 9), 'mine\nb\nc\n');
    const apart = seen(open, entryAt(12, 'a\nb\ntheirs\n'), 12);
    expect(shownText(merged(apart))).toBe('mine\nb\ntheirs\n');
    expect(guardOf(merged(apart))).toBe(12);
    const same = seen(open, entryAt(12, 'theirs\nb\nc\n'), 12);
    expect(mergedDraft(same)).toBeNull();
    expect(shownText(merged(same))).toBe('mine\nb\nc\n');
    const laidOut = edited(
      seen(newOpenKey(key), entryAt(5, '{"a":1,"b":2,"c":3}'), 9),
      '{\n  "a": 0,\n  "b": 2,\n  "c": 3\n}',
    );
    const together = merged(seen(laidOut, entryAt(12, '{"a":1,"b":2,"c":4}'), 12));
    expect(utf8Of(draftBytes(together))).toBe('{"a":0,"b":2,"c":4}');
  });

  it('keeps the last value of a deleted key in sight, and can create it again', () => {
    const open = seen(opened(), null, 15);
    expect(isGone(open)).toBe(true);
    expect(shownText(open)).toBe('five');
    expect(guardOf(rebased(open))).toBe(0);
    const back = seen(open, entryAt(16, 'back'), 16);
    expect(isGone(back)).toBe(false);
    expect(shownText(back)).toBe('back');
  });

  it('does not take its own write for somebody else’s', () => {
    const mine = saving(edited(opened(), 'mine'));
    const heard = seen(mine, entryAt(10, 'mine'), 10);
    const done = saved(heard, entryAt(10, 'mine'), bytesOf('mine'));
    expect(done.theirs).toBeNull();
    expect(isDirty(done)).toBe(false);
    expect(guardOf(done)).toBe(10);
    const overtaken = saved(seen(mine, entryAt(11, 'theirs'), 11), entryAt(10, 'mine'), bytesOf('mine'));
    expect(overtaken.theirs?.revision).toBe(11);
  });

  it('keeps what was typed while it was saved', () => {
    const typing = edited(saving(edited(opened(), 'mine')), 'mine and more');
    const done = saved(typing, entryAt(10, 'mine'), bytesOf('mine'));
    expect(shownText(done)).toBe('mine and more');
    expect(isDirty(done)).toBe(true);
    expect(notSaved(typing).isSaving).toBe(false);
  });

  it('keeps what was read when it cannot be read again', () => {
    const open = failed(opened(), { code: 'DeadlineExceeded', message: 'late', retry: true });
    expect(open.phase).toBe('ready');
    expect(failed(newOpenKey(key), { code: 'DeadlineExceeded', message: 'late', retry: true }).phase).toBe('failed');
  });
});
