import { expect, it } from 'vitest';
import { bytesOf } from '../../ui/byte-text.ts';
import { emptyWatchForm, readWatchForm } from './watch-form.ts';
import { nameOfWatch } from './watch-name.ts';
import { lackingWords } from './watch-notes.ts';

it('reads keys, prefixes and revisions', () => {
  expect(readWatchForm(emptyWatchForm)).toEqual({
    ok: true,
    isFromOldest: false,
    request: {
      key: new Uint8Array(),
      isPrefix: true,
      rangeEnd: undefined,
      only: undefined,
      startRevision: null,
      previous: true,
      reveal: false,
    },
  });
  expect(
    readWatchForm({
      ...emptyWatchForm,
      key: '/a\\xff',
      span: 'key',
      since: 'revision',
      startRevision: '8,401,117',
      only: 'put',
      previous: false,
      reveal: true,
    }),
  ).toEqual({
    ok: true,
    isFromOldest: false,
    request: {
      key: new Uint8Array([...bytesOf('/a'), 0xff]),
      isPrefix: false,
      only: 'put',
      startRevision: 8_401_117,
      previous: false,
      reveal: true,
    },
  });
});

it('says what is wrong', () => {
  expect(readWatchForm({ ...emptyWatchForm, span: 'key' })).toMatchObject({ ok: false, field: 'key' });
  expect(readWatchForm({ ...emptyWatchForm, key: '\\q' })).toMatchObject({ ok: false, field: 'key' });
  expect(readWatchForm({ ...emptyWatchForm, since: 'revision', startRevision: '0' })).toMatchObject({
    ok: false,
    field: 'startRevision',
  });
  expect(readWatchForm({ ...emptyWatchForm, since: 'revision', startRevision: '1e99' })).toMatchObject({
    ok: false,
    field: 'startRevision',
  });
});

it('reads a range, whose end is behind its first key, and a watch from the oldest revision', () => {
  const range = { ...emptyWatchForm, span: 'range', key: '/b', rangeEnd: '/d', since: 'oldest' } as const;
  expect(readWatchForm(range)).toMatchObject({
    ok: true,
    request: { key: bytesOf('/b'), rangeEnd: bytesOf('/d'), isPrefix: false, startRevision: 1 },
    isFromOldest: true,
  });
  expect(readWatchForm({ ...range, rangeEnd: '/b' })).toMatchObject({ ok: false, field: 'rangeEnd' });
  const open = readWatchForm({ ...range, rangeEnd: '' });
  if (!open.ok) throw new Error(open.text);
  expect(open.request.rangeEnd).toEqual(Uint8Array.of(0));
  expect(nameOfWatch(open)).toBe('/b to the end');
  expect(lackingWords(open.request)).toContain('to read all from /b on,');
});
