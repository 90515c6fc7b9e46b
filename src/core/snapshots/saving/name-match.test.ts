import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { freeFile } from './file-name.ts';
import { isNameOf } from './name-match.ts';

const facts = { at: Date.UTC(2026, 10, 21, 8, 15, 2), revision: 48_211, member: 'etcd-1 (β)' };

it.each([
  ['{name}-{time}', 'prod'],
  ['{name}-{time}.db', 'Prod, west (1)'],
  ['backup of {name}_{member}-{revision}', 'Übung'],
  ['{member}{revision}{time}', '!'],
  ['{revision}', ''],
])('knows the names that %s makes, and a numbered one', async (template, name) => {
  const folder = await mkdtemp(join(tmpdir(), 'etcdeck-names-'));
  try {
    const first = await freeFile(folder, template, { ...facts, name });
    await writeFile(first, '');
    const second = await freeFile(folder, template, { ...facts, name });
    expect(second).not.toBe(first);
    expect([first, second].map((file) => isNameOf(template, name, basename(file)))).toEqual([true, true]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

it.each([
  'prod-2026-11-21T08-15-02Z',
  'prod-2026-11-21T08-15-02Z.db.db',
  'prod-2026-11-21T08-15-02Z-old.db',
  'prod-2026-11-21.db',
  'production-2026-11-21T08-15-02Z.db',
  'my-prod-2026-11-21T08-15-02Z.db',
  'before-the-upgrade.db',
  '.db',
])('takes %s for no name of its own', (fileName) => {
  expect(isNameOf('{name}-{time}', 'prod', fileName)).toBe(false);
});

it('looks once at every place, whatever a template repeats', () => {
  expect(isNameOf('{member}'.repeat(20), 'prod', `${'a'.repeat(400)}!.db`)).toBe(false);
});
