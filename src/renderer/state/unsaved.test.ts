import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ConnectionId } from '../../contract/ids.ts';
import { areAllKept, draftsAt, forgetEdit, forgetEditsOf, noteEdit, recallEdits, unsavedEdits } from './unsaved.ts';

const text = (draft: unknown): string | null => (typeof draft === 'string' ? draft : null);
const edit = (draft: unknown, title = '/app/a') => ({ title, where: 'prod', keep: async () => draft });
const stored = (): string => JSON.stringify({ ...window.sessionStorage });

beforeEach(() => {
  window.sessionStorage.clear();
  recallEdits();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

it('brings an edit back after a reload, by its place', async () => {
  noteEdit('keys/prod/61', edit('mine'));
  noteEdit('keys/other/61', edit('theirs'));
  expect(await areAllKept()).toBe(true);
  recallEdits();
  expect(draftsAt('keys/prod/', text)).toEqual([{ place: 'keys/prod/61', draft: 'mine' }]);
  expect(unsavedEdits.get().get('keys/prod/61')).toMatchObject({ title: '/app/a', where: 'prod' });
  forgetEdit('keys/prod/61');
  recallEdits();
  expect(draftsAt('keys/', text).map(({ place }) => place)).toEqual(['keys/other/61']);
});

it('keeps the newest of an edit, and nothing of one that was given up meanwhile', async () => {
  let finish = (): void => undefined;
  const slow = new Promise<string>((resolve) => {
    finish = () => resolve('first');
  });
  noteEdit('a', { title: 'a', where: '', keep: () => slow });
  noteEdit('b', { title: 'b', where: '', keep: () => slow });
  noteEdit('b', edit('second'));
  forgetEdit('a');
  finish();
  expect(await areAllKept()).toBe(true);
  recallEdits();
  expect(draftsAt('', text)).toEqual([{ place: 'b', draft: 'second' }]);
});

it('keeps nothing of what may not lie in memory, and drops what was there of it', async () => {
  noteEdit('a', edit('harmless'));
  await areAllKept();
  noteEdit('a', edit(null));
  expect(await areAllKept()).toBe(false);
  expect(stored()).not.toContain('harmless');
  noteEdit('a', { ...edit(''), keep: () => Promise.reject(new Error('core is gone')) });
  expect(await areAllKept()).toBe(false);
  expect([...unsavedEdits.get().keys()]).toEqual(['a']);
  recallEdits();
  expect(unsavedEdits.get().size).toBe(0);
});

it('forgets the edits of a connection that is removed, and asks about them no more', async () => {
  noteEdit('keys/prod/c1/61', edit('mine'));
  noteEdit('keys/other/c1/61', edit('theirs'));
  await areAllKept();
  forgetEditsOf('prod' as ConnectionId);
  expect([...unsavedEdits.get().keys()]).toEqual(['keys/other/c1/61']);
  expect(stored()).not.toContain('mine');
});

it('keeps what fits, and says of the rest that it is not kept', async () => {
  noteEdit('a', edit('x'.repeat(600_000)));
  await areAllKept();
  noteEdit('b', edit('y'.repeat(600_000)));
  expect(await areAllKept()).toBe(false);
  expect([...unsavedEdits.get().values()].map(({ isKept }) => isKept)).toEqual([true, false]);
  recallEdits();
  expect(draftsAt('', text).map(({ place }) => place)).toEqual(['a']);
});

it('says that nothing is kept where the window has no storage', async () => {
  const refuse = (): never => {
    throw new DOMException('denied', 'SecurityError');
  };
  vi.stubGlobal('sessionStorage', { getItem: refuse, setItem: refuse, removeItem: refuse });
  noteEdit('a', edit('mine'));
  expect(await areAllKept()).toBe(false);
});

it('takes nothing for a draft that is none', () => {
  window.sessionStorage.setItem(
    'etcdeck.drafts',
    JSON.stringify([1, null, { place: 'a' }, { place: 'b', title: 'b' }]),
  );
  recallEdits();
  expect(unsavedEdits.get().size).toBe(0);
  window.sessionStorage.setItem('etcdeck.drafts', '{"length":3}');
  recallEdits();
  expect(unsavedEdits.get().size).toBe(0);
});
