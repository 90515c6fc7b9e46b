import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EtcdeckError } from '../../contract/failure.ts';
import { snapshotKeys } from '../../contract/key-source.ts';
import { all } from '../../testing/all.ts';
import { testPorts } from '../../testing/ports.ts';
import { writeSmallDatabase } from '../../testing/snapshots/small-database.ts';
import { createApp } from '../app.ts';

let folder: string;
let file: string;
let app: ReturnType<typeof createApp>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'etcdeck-kept-'));
  file = join(folder, 'small.db');
  writeSmallDatabase(file);
  app = createApp(testPorts(folder));
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const source = () => snapshotKeys(file);

async function whileOpen<T>(use: () => Promise<T>): Promise<T> {
  const opening = app.api.sources.open({ source: source() })[Symbol.asyncIterator]();
  try {
    for (;;) if ((await opening.next()).value?.kind === 'opened') return await use();
  } finally {
    await opening.return?.();
  }
}

const everything = () =>
  all(
    app.api.keys.list({
      ...{ source: source(), prefix: new Uint8Array(), after: null, limit: 10_000, readsValues: true },
    }),
  );

const kept = (): string => join(folder, 'snapshot-index', readdirSync(join(folder, 'snapshot-index'))[0] ?? '');

it('opens a snapshot again whose index is damaged, and lists the same', async () => {
  const listed = await whileOpen(everything);
  const whole = readFileSync(kept());
  let again = 0;
  for (let at = 40; at < whole.length; at += Math.floor(whole.length / 6)) {
    const bytes = Buffer.from(whole);
    bytes[at] = (bytes[at] ?? 0) ^ 0x55;
    writeFileSync(kept(), bytes);
    await whileOpen(async () => {
      const first = await everything().catch((error: unknown) => {
        // It may be tried again, and then succeeds.
        if (!(error instanceof EtcdeckError && error.code === 'IndexDamaged' && error.retry)) throw error;
        again += 1;
        return everything();
      });
      expect(first).toEqual(listed);
    });
  }
  expect(again).toBeGreaterThan(0);
});
