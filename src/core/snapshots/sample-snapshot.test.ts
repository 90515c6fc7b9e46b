import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { resourcesFolder } from '../assets/assets.ts';
import { sampleSnapshot } from './sample-snapshot.ts';

const settingsFolder = join('etc', 'unused');

it('ships, and lies outside the archive of the packaged app', async () => {
  expect(existsSync(await sampleSnapshot({ resourcesFolder: resourcesFolder(), settingsFolder }))).toBe(true);
  expect(await sampleSnapshot({ resourcesFolder: join('opt', 'app.asar', 'resources'), settingsFolder })).toBe(
    join('opt', 'app.asar.unpacked', 'resources', 'sample-snapshot.db'),
  );
});
