import { register } from 'node:module';
import { defineConfig } from '@playwright/test';
import type { HostOptions } from './fixtures/app.ts';

// Specs import sources, and with them kernels.
register('../scripts/kernels/node-hooks.mjs', import.meta.url);

const reportFile = process.env.ETCDECK_REPORT_FILE;

// One suite, two hosts. `npm run test:e2e` supplies what they need: a build, an Electron, a display, a Chromium, etcd.
export default defineConfig<HostOptions>({
  testDir: 'specs',
  // One cluster and one app serve all tests of a worker. The hosts run in parallel, each as a separate check.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  // A machine may be three times as slow, beside other work.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ...(reportFile === undefined ? [] : [['json', { outputFile: reportFile }] as const])],
  use: { actionTimeout: 30_000, trace: 'off', screenshot: 'off' },
  // A folder for each: a run empties what it writes into, and another may be under way.
  projects: [
    {
      name: 'electron',
      outputDir: '../test-results/electron',
      use: { hostName: 'electron' },
      testIgnore: ['**/*.web.spec.ts', '**/*.screenshots.ts'],
    },
    {
      name: 'web',
      outputDir: '../test-results/web',
      use: { hostName: 'web' },
      testIgnore: ['**/*.electron.spec.ts', '**/*.screenshots.ts'],
    },
    { name: 'gallery', outputDir: '../test-results/gallery', testDir: 'gallery' },
    {
      name: 'screenshots',
      outputDir: '../test-results/screenshots',
      use: { hostName: 'web' },
      testMatch: '**/*.screenshots.ts',
    },
  ],
});
