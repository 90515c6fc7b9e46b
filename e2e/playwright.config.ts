import { defineConfig } from '@playwright/test';
import type { HostOptions } from './fixtures/app.ts';

const reportFile = process.env.ETCDECK_REPORT_FILE;

// One suite, two hosts. `npm run test:e2e` supplies what they need: a build, an Electron, a display, a Chromium, etcd.
export default defineConfig<HostOptions>({
  testDir: 'specs',
  outputDir: '../test-results',
  // Each test has a cluster and an app beside it: more at a time only make one another slow.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  // A machine may be three times as slow, beside other work.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ...(reportFile === undefined ? [] : [['json', { outputFile: reportFile }] as const])],
  use: { actionTimeout: 30_000, trace: 'off', screenshot: 'off' },
  projects: [
    { name: 'electron', use: { hostName: 'electron' }, testIgnore: ['**/*.web.spec.ts', '**/*.screenshots.ts'] },
    { name: 'web', use: { hostName: 'web' }, testIgnore: ['**/*.electron.spec.ts', '**/*.screenshots.ts'] },
    { name: 'gallery', testDir: 'gallery' },
    { name: 'screenshots', use: { hostName: 'web' }, testMatch: '**/*.screenshots.ts' },
  ],
});
