import { expect, it } from 'vitest';
import { runsOn } from './runs-on.ts';

it('names what the host runs on, and the system', () => {
  expect(runsOn()).toEqual([`Node ${process.versions.node}`, expect.stringContaining(process.arch)]);
  expect(runsOn({ ...process.versions, electron: '45.4.1', chrome: '152.0.1' }).slice(0, 2)).toEqual([
    'Electron 45.4.1',
    'Chromium 152.0.1',
  ]);
});
