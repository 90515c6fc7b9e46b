import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { resourcesFolder } from '../assets/assets.ts';
import { forgetsLearner, refusesToAdd, versionParts } from '../members/version-defects.ts';
import { loadAdvisories } from './advisories.ts';

const table = await loadAdvisories(resourcesFolder());

const asNumber = (version: string): number => {
  const parts = versionParts(version);
  if (parts === null) throw new Error(`${version} is no version`);
  return parts.minor * 10_000 + parts.patch;
};

it('lists each defect once, the newest first', () => {
  const { advisories } = table;
  expect(new Set(advisories.map(({ id }) => id)).size).toBe(advisories.length);
  const sorted = advisories.toSorted((a, b) =>
    a.dated === b.dated ? (a.id < b.id ? -1 : 1) : a.dated < b.dated ? 1 : -1,
  );
  expect(advisories.map(({ id }) => id)).toEqual(sorted.map(({ id }) => id));
  expect(advisories.every(({ dated }) => dated <= table.dated)).toBe(true);
});

it('has ranges that go up and do not meet', () => {
  for (const { id, affected } of table.advisories) {
    const bounds = affected
      .flatMap(({ from, before }) => [...(from === undefined ? [] : [from]), before])
      .map(asNumber);
    expect(bounds, id).toEqual([...new Set(bounds)].sort((a, b) => a - b));
    expect(
      affected.slice(1).every(({ from }) => from !== undefined),
      id,
    ).toBe(true);
  }
});

it('lists minor versions from the oldest on, without one that is newer than the newest', () => {
  const minors = table.maintenance.map(({ minor }) => asNumber(`${minor}.0`));
  expect(minors).toEqual([...new Set(minors)].sort((a, b) => a - b));
  expect(table.maintenance.map(({ ended }) => ended)).toEqual(table.maintenance.map(({ ended }) => ended).sort());
  expect(Math.max(...minors)).toBeLessThan(asNumber(`${table.newest}.0`));
});

it.each([
  ['etcd#21640', refusesToAdd],
  ['etcd#21694', forgetsLearner],
] as const)('says the same of %s as what acts on members go by', (id, defect) => {
  const fixes = table.advisories.find((one) => one.id === id)?.affected.map(({ before }) => before);
  expect(fixes).toEqual(Object.entries(defect).map(([minor, patch]) => `3.${minor}.${patch}`));
});

it('fails for a table that is none, and reads it again at the next call', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'etcdeck-advisories-'));
  const file = join(folder, 'etcd-advisories.json');
  try {
    await writeFile(file, JSON.stringify({ ...table, advisories: [{ ...table.advisories[0], source: '' }] }));
    await expect(loadAdvisories(folder)).rejects.toThrow();
    await writeFile(file, JSON.stringify(table));
    expect(await loadAdvisories(folder)).toEqual(table);
  } finally {
    await rm(folder, { recursive: true });
  }
});
