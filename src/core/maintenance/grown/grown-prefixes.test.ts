import { expect, it } from 'vitest';
import { bytesOf, compareBytes, textOf } from '../../bytes/bytes.ts';
import { GrownPrefixes } from './grown-prefixes.ts';

const registry = bytesOf('/registry/');

function grownOf(sizes: Readonly<Record<string, number>>, most = 100) {
  const grown = new GrownPrefixes([registry], most);
  const keys = Object.keys(sizes).map((name) => ({ key: bytesOf(name), value: new Uint8Array(sizes[name] ?? 0) }));
  for (const entry of keys.sort((a, b) => compareBytes(a.key, b.key))) grown.add(entry);
  const { prefixes, total } = grown.finish();
  return { rows: prefixes.map(({ prefix, keys: count, bytes }) => [textOf(prefix), count, bytes]), total };
}

it('sums up by resource in a registry, and by the first two parts elsewhere, the largest first', () => {
  const { rows, total } = grownOf({
    '/registry/pods/a/x': 100,
    '/registry/pods/b/y': 100,
    '/registry/services/specs/a/s': 10,
    '/registry/services/endpoints/a/s': 20,
    '/registry/cr.bar.com/foos/a/f': 30,
    '/registry/health': 1,
    '/app/config/db/url': 500,
    '/app/config/db/user': 1,
    'plain/a/b/c': 7,
    lonely: 3,
  });
  expect(rows).toEqual([
    ['/app/config/', 2, 538],
    ['/registry/pods/', 2, 236],
    ['/registry/cr.bar.com/foos/', 1, 59],
    ['/registry/services/endpoints/', 1, 52],
    ['/registry/services/specs/', 1, 38],
    ['plain/a/', 1, 18],
    ['/registry/', 1, 17],
    ['', 1, 9],
  ]);
  expect(total).toEqual({ keys: 10, bytes: 967 });
});

it('counts keys directly in a folder together, however other folders lie between them', () => {
  const { rows } = grownOf({ '/app/a': 1, '/app/b/x': 100, '/app/c': 1, '/app/d/x': 50, '/app/e': 1, a: 1, z: 1 });
  expect(rows).toEqual([
    ['/app/b/', 1, 108],
    ['/app/d/', 1, 58],
    ['/app/', 3, 21],
    ['', 2, 4],
  ]);
});

it('keeps the largest only, and the sum of all', () => {
  const sizes = Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`/a/${at}/x`, at]));
  const { rows, total } = grownOf(sizes, 3);
  expect(rows.map(([prefix]) => prefix)).toEqual(['/a/999/', '/a/998/', '/a/997/']);
  expect(total.keys).toBe(1_000);
});

it('counts a key of a very long path with the folder around it', () => {
  const { rows } = grownOf({ [`/app/${'x'.repeat(2_000)}/y`]: 1 });
  expect(rows).toEqual([['/app/', 1, 2_008]]);
});
