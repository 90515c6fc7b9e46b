import { expect, it } from 'vitest';
import { bytesOf } from '../../../ui/byte-text.ts';
import { chosenText, sharedFolder } from './chosen-keys.ts';

const keys = (...names: string[]) => ({ kind: 'keys', keys: names.map(bytesOf) }) as const;

it.each([
  [keys('/a/b/1', '/a/b/2'), '/a/b/'],
  [keys('/a/bc', '/a/bd'), '/a/'],
  [keys('/a/b'), '/a/'],
  [keys('x', 'y'), ''],
  [keys(), ''],
  [{ kind: 'prefix', prefix: bytesOf('/a/b') } as const, '/a/b'],
])('shares the folder that all are in', (chosen, folder) => {
  expect(sharedFolder(chosen)).toEqual(bytesOf(folder));
});

it('names what is chosen', () => {
  expect(chosenText(keys('x', 'y'))).toBe('2 keys');
  expect(chosenText({ kind: 'prefix', prefix: bytesOf('/a/') })).toBe('/a/…');
  expect(chosenText({ kind: 'prefix', prefix: new Uint8Array() })).toBe('every key');
});
