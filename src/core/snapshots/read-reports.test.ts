import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { snapshotKeys } from '../../contract/key-source.ts';
import { testPorts } from '../../testing/ports.ts';
import { writeBackup } from '../../testing/snapshots/backup-files.ts';
import { writeSmallDatabase } from '../../testing/snapshots/small-database.ts';
import { createApp } from '../app.ts';

let folder: string;
let app: ReturnType<typeof createApp>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'etcdeck-inside-'));
  app = createApp(testPorts(folder));
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

async function whileOpen(file: string, use: () => Promise<void>): Promise<void> {
  const opening = app.api.sources.open({ source: snapshotKeys(file) })[Symbol.asyncIterator]();
  try {
    for (;;) if ((await opening.next()).value?.kind === 'opened') return await use();
  } finally {
    await opening.return?.();
  }
}

const inside = (file: string) => app.api.snapshots.inside({ file });

it('says what is inside of the file that was opened, and of no other that takes its place', async () => {
  const file = join(folder, 'opened.db');
  writeSmallDatabase(file);
  await whileOpen(file, async () => {
    const first = await inside(file);
    expect(first.report.figures?.liveKeys).toBeGreaterThan(0);
    const other = join(folder, 'other.db');
    writeSmallDatabase(other);
    renameSync(other, file);
    await expect(inside(file)).rejects.toMatchObject({ code: 'SnapshotChanged', detail: { file } });
  });
  await whileOpen(file, async () => expect((await inside(file)).inside.members).not.toEqual([]));
  await expect(inside(file)).rejects.toMatchObject({ code: 'SourceNotOpen' });
});

it('says it of a backup only while no file of it changes, and none is added', async () => {
  const database = join(folder, 'full.db');
  writeSmallDatabase(database);
  const backups = join(folder, 'v2');
  mkdirSync(backups);
  const at = new Date('2026-11-20T10:00:00Z');
  const full = await writeBackup(
    backups,
    { kind: 'Full', from: 0, to: 1_000, at, suffix: '.gz' },
    readFileSync(database),
  );
  const increment = (from: number) =>
    writeBackup(backups, { kind: 'Incr', from, to: from + 9, at, suffix: '' }, Buffer.from('no increment'));
  const first = await increment(1_001);
  await whileOpen(full, async () => {
    expect((await inside(full)).report.integrity.found).toBeGreaterThan(0);
    appendFileSync(first, 'more');
    await expect(inside(full)).rejects.toMatchObject({ code: 'SnapshotChanged' });
  });
  await whileOpen(full, async () => {
    await inside(full);
    await increment(1_011);
    await expect(inside(full)).rejects.toMatchObject({ code: 'SnapshotChanged' });
  });
});
