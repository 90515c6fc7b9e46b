import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { resourcesFolder } from '../assets/assets.ts';
import { sampleSnapshot } from './sample-snapshot.ts';

it('ships, and lies outside the archive of the packaged app', () => {
  expect(existsSync(sampleSnapshot(resourcesFolder()))).toBe(true);
  expect(sampleSnapshot(join('opt', 'app.asar', 'resources'))).toBe(
    join('opt', 'app.asar.unpacked', 'resources', 'sample-snapshot.db'),
  );
});
