import { expect, it } from 'vitest';
import { bytesOf, textOf } from '../bytes/bytes.ts';
import { levelOf } from './level.ts';
import { endsOfNames, likelyFolder } from './likely-ends.ts';

const folderOf = (prefix: string, delimiter = '/'): string | null => {
  const folder = likelyFolder(levelOf(bytesOf(prefix), bytesOf(delimiter)));
  return folder === null ? null : textOf(folder);
};

it.each([
  ['/registry/pods/', '/registry/namespaces/'],
  ['/registry/services/specs/', '/registry/namespaces/'],
  ['/kubernetes.io/pods/', '/kubernetes.io/namespaces/'],
  ['/registry/', null],
  ['/registry/pods', null],
  ['/registry/cert-manager.io/certificates/default/', null],
  ['/registry/namespaces/', null],
  ['/app/pods/', null],
])('knows where the names of %s probably are', (prefix, folder) => {
  expect(folderOf(prefix)).toBe(folder);
});

it('knows nothing at another delimiter', () => {
  expect(folderOf('/registry/pods/', ':')).toBeNull();
  expect(folderOf('/registry/pods/', '')).toBeNull();
});

it('ends behind the first folder, then twice as far each time', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map(bytesOf);
  expect(endsOfNames(levelOf(bytesOf('/p/'), bytesOf('/')), names).map(textOf)).toEqual([
    '/p/a0',
    '/p/b0',
    '/p/d0',
    '/p/h0',
  ]);
});
