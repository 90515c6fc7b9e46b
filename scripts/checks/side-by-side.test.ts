import { expect, it } from 'vitest';
import { sideBySide } from './side-by-side.mjs';

/** Runs tasks that end when the test says so. */
function aRun(tasks: readonly { readonly name: string; readonly isAlone?: true }[]) {
  const ends = new Map<string, () => void>();
  const begun: string[] = [];
  const all = sideBySide(tasks, 2, ({ name }) => {
    begun.push(name);
    return new Promise<void>((resolve) => ends.set(name, resolve));
  });
  const end = async (name: string): Promise<void> => {
    ends.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { begun, end, all };
}

it('does two at a time, in their order', async () => {
  const { begun, end, all } = aRun([{ name: 'a' }, { name: 'b' }, { name: 'c' }, { name: 'd' }]);
  await end('');
  expect(begun).toEqual(['a', 'b']);
  await end('b');
  expect(begun).toEqual(['a', 'b', 'c']);
  await end('c');
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
  await end('a');
  await end('d');
  await all;
});

it('does one alone that asks for it', async () => {
  const { begun, end, all } = aRun([{ name: 'a' }, { name: 'b' }, { name: 'c', isAlone: true }, { name: 'd' }]);
  await end('a');
  expect(begun).toEqual(['a', 'b']);
  await end('b');
  expect(begun).toEqual(['a', 'b', 'c']);
  await end('');
  expect(begun).toEqual(['a', 'b', 'c']);
  await end('c');
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
  await end('d');
  await all;
});
