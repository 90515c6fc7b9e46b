import { expect, it } from 'vitest';
import { bytesOf } from '../../ui/byte-text.ts';
import { emptyWatchForm, readWatchForm } from './watch-form.ts';

it('reads keys, prefixes and revisions', () => {
  expect(readWatchForm(emptyWatchForm)).toEqual({
    ok: true,
    request: { key: new Uint8Array(), isPrefix: true, startRevision: null, previous: true, reveal: false },
  });
  expect(
    readWatchForm({ key: '/a\\xff', isPrefix: false, startRevision: '8,401,117', previous: false, reveal: true }),
  ).toEqual({
    ok: true,
    request: {
      key: new Uint8Array([...bytesOf('/a'), 0xff]),
      isPrefix: false,
      startRevision: 8_401_117,
      previous: false,
      reveal: true,
    },
  });
});

it('says what is wrong', () => {
  expect(readWatchForm({ ...emptyWatchForm, isPrefix: false })).toMatchObject({ ok: false, field: 'key' });
  expect(readWatchForm({ ...emptyWatchForm, key: '\\q' })).toMatchObject({ ok: false, field: 'key' });
  expect(readWatchForm({ ...emptyWatchForm, startRevision: '0' })).toMatchObject({ ok: false, field: 'startRevision' });
  expect(readWatchForm({ ...emptyWatchForm, startRevision: '1e99' })).toMatchObject({
    ok: false,
    field: 'startRevision',
  });
});
