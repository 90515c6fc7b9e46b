import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { laterIncrements } from './backup-facts.ts';

async function aFolder(...names: readonly string[]): Promise<(name: string) => string> {
  const folder = await mkdtemp(join(tmpdir(), 'etcdeck-backups-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const name of names) await writeFile(join(folder, name), '');
  return (name) => join(folder, name);
}

const full = 'Full-00000000-00000100-1700000000';

it('counts what a restore of a full snapshot leaves out, up to a gap', async () => {
  const at = await aFolder(full, 'Incr-00000101-00000120-1700000100', 'Incr-00000121-00000150-1700000200.gz');
  expect(await laterIncrements(at(full))).toEqual({ count: 2, until: 150 });
  await writeFile(at('Incr-00000161-00000170-1700000300'), '');
  expect(await laterIncrements(at(full))).toEqual({ count: 2, until: 150 });
  const alone = await aFolder(full, 'etcd.db');
  expect(await laterIncrements(alone(full))).toBeNull();
  expect(await laterIncrements(alone('etcd.db'))).toBeNull();
});

it.each([
  ['Incr-00000101-00000120-1700000100', `restore ${full}, or join the backup into one snapshot first`],
  [`${full}.gz`, 'it is packed, and a restore takes it unpacked: gunzip'],
  [`${full}.Z`, 'uncompress'],
])('refuses %s with what to do', async (name, reason) => {
  const at = await aFolder(full, name);
  const refused = laterIncrements(at(name));
  await expect(refused).rejects.toMatchObject({ code: 'SnapshotInvalid' });
  await expect(refused).rejects.toThrow(reason);
});
