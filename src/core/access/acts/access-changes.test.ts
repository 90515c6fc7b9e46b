import { expect, it } from 'vitest';
import type { PermittedRange } from '../../../contract/access.ts';
import { changesBetween } from './access-changes.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (some: Uint8Array | null): string => (some === null ? '…' : new TextDecoder().decode(some));
const aRange = (key: string, end: string | null, may = 'r'): PermittedRange => ({
  ...{ role: 'r', key: bytes(key), end: end === null ? null : bytes(end) },
  ...{ canRead: may.includes('r'), canWrite: may.includes('w') },
});
const said = (before: readonly PermittedRange[], after: readonly PermittedRange[]) =>
  changesBetween(new Map([['ann', before]]), new Map([['ann', after]])).map(
    ({ change, key, end, canRead, canWrite }) =>
      `${change} ${canRead ? 'r' : ''}${canWrite ? 'w' : ''} ${text(key)} ${text(end)}`,
  );

it('says what a user gains and loses beyond what other ranges permit as well', () => {
  expect(said([aRange('/a', '/c')], [aRange('/b', '/d')])).toEqual(['loses r /a /b', 'gains r /c /d']);
  expect(said([aRange('/a', '/c'), aRange('/b', '/d')], [aRange('/a', '/d')])).toEqual([]);
  expect(said([aRange('/a', null, 'rw')], [aRange('/b', '/c', 'w')])).toEqual([
    'loses r /a …',
    'loses w /a /b',
    'loses w /c …',
  ]);
  expect(said([], [aRange('/a', '/b', 'rw'), aRange('/a', '/b')])).toEqual(['gains rw /a /b']);
  expect(changesBetween(new Map([['gone', [aRange('/a', '/b')]]]), new Map())).toMatchObject([
    { user: 'gone', change: 'loses' },
  ]);
});
