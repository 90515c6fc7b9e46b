import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { TestCluster, TestMember } from './test-cluster.ts';

/**
 * Makes a member's data differ from the others': stops it, changes one bit of a value in its database, and starts it
 * again. The value has to be one that occurs nowhere else.
 */
export async function makeDiffer(cluster: TestCluster, member: TestMember, value: string): Promise<void> {
  const file = join(cluster.folder, member.name, 'member', 'snap', 'db');
  // A backend commits within a tenth of a second, and a member that is killed before has the value in its log only.
  await vi.waitUntil(async () => (await readFile(file)).includes(value), { timeout: 30_000, interval: 50 });
  await member.kill();
  const bytes = await readFile(file);
  let places = 0;
  // Pages that are free hold it as well.
  for (let at = bytes.indexOf(value); at >= 0; at = bytes.indexOf(value, at + 1)) {
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    places += 1;
  }
  if (places === 0) throw new Error(`the database of ${member.name} does not have the value`);
  await writeFile(file, bytes);
  await member.restart();
}
