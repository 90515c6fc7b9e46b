import { afterEach, expect, it } from 'vitest';
import { createStore } from '../../state/store.ts';
import { anOpenConnection } from '../../testing/InWorkbench.tsx';
import { atHead, type KeySourceChoice, keepChoice } from './source-choice.ts';

const { id } = anOpenConnection();

afterEach(() => window.sessionStorage.clear());

/** The choice of a page that has just been loaded. */
function aPage() {
  const choice = createStore<KeySourceChoice>(atHead);
  keepChoice(id, choice);
  return choice;
}

it.each<KeySourceChoice>([
  { revision: 7, gap: null, isSerializable: false },
  {
    revision: 120,
    gap: { moment: 1_500, earlier: { revision: 120, at: 1_000 }, later: { revision: 300, at: 2_000 } },
    isSerializable: false,
  },
  { revision: null, gap: null, isSerializable: true },
])('is as the page before left it: %j', (left) => {
  aPage().update(() => left);
  expect(aPage().get()).toEqual(left);
});

it('is now again, once the operator went back to now', () => {
  const choice = aPage();
  choice.update((before) => ({ ...before, revision: 7 }));
  choice.update(() => atHead);
  expect(aPage().get()).toEqual(atHead);
  expect(window.sessionStorage.length).toBe(0);
});

it.each(['{"revision":7}', '{"revision":-7,"gap":null,"isSerializable":false}', '[]', 'null'])(
  'is now where the memory holds no moment: %s',
  (stored) => {
    window.sessionStorage.setItem(`etcdeck.source/${id}`, stored);
    expect(aPage().get()).toEqual(atHead);
  },
);

it('leaves out a gap that cannot be one', () => {
  const stored = { revision: 7, gap: { moment: 1, earlier: { revision: 0, at: 1 } }, isSerializable: false };
  window.sessionStorage.setItem(`etcdeck.source/${id}`, JSON.stringify(stored));
  expect(aPage().get()).toEqual({ revision: 7, gap: null, isSerializable: false });
});
