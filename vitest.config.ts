import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { guidePlugin } from './scripts/guide/plugin.ts';
import { kernelPlugin } from './scripts/kernels/plugin.mjs';
import { noticesPlugin } from './scripts/notices/plugin.ts';

const contract = ['src/**/*.contract.test.ts'];
const unit = ['src/**/*.test.ts', 'scripts/**/*.test.ts'];
const integration = ['src/**/*.integration.test.ts'];
const compatibility = ['src/**/*.compatibility.test.ts'];
const soak = ['src/**/*.soak.test.ts'];
const campaign = ['src/**/*.campaign.test.ts'];
const mutants = ['scripts/mutants/mutants.test.ts'];
const layers = ['scripts/layers/*.test.ts'];
const packages = ['scripts/packages/*.test.ts'];
const start = ['scripts/start.test.ts'];
const installed = ['scripts/installed/*.test.ts'];

/** What measures its process, or puts something in the place of a module. */
const alone = [
  'src/core/kubernetes-storage/codec/{hostile,mutated}-values*.test.ts',
  'src/core/values/{costly,large}-values*.test.ts',
  'src/core/values/value-bombs.exploit.test.ts',
  'src/core/values/secrets/bounded-search.exploit.test.ts',
  'src/core/keyspace/text-part.exploit.test.ts',
  'src/core/journal/log-index.test.ts',
  'src/core/writes/settle-lost.test.ts',
  'src/main/{guard.exploit,leave-guard}.test.ts',
  'src/webhost/web-bounds.exploit.test.ts',
];
const notUnit = [
  ...[integration, contract, compatibility, soak, campaign, mutants, layers, packages, start, installed].flat(),
  'src/renderer/**',
];

// What is waited for is there in a moment; on a busy machine a moment may take its time.
const expectPatience = { poll: { timeout: 30_000 } };
const patience = 'src/testing/patience.ts';
/** Files share their processes and packages. docs/decisions/033-test-time.md has what keeps them apart. */
const shared = { isolate: false, setupFiles: [patience, 'src/testing/fresh-modules.ts'] };

const renderer = {
  environment: 'happy-dom',
  expect: expectPatience,
  // Read by a test; other styles are nothing to it.
  css: { include: /opening\.css/ },
  setupFiles: [
    patience,
    'scripts/checks/renderer-economy.ts',
    'scripts/checks/renderer-patience.ts',
    'src/renderer/testing/without-monaco.ts',
  ],
  testTimeout: 60_000,
  hookTimeout: 120_000,
};

const plugins = [kernelPlugin(import.meta.dirname)];

// One project for each check of `npm test`.
export default defineConfig({
  test: {
    // By itself vitest leaves one processor to others, which on a machine of two is half of it.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        plugins: [guidePlugin(import.meta.dirname), noticesPlugin(import.meta.dirname)],
        test: {
          ...renderer,
          name: 'renderer',
          include: ['src/renderer/**/*.test.ts', 'src/renderer/**/*.test.tsx'],
          // React and MUI read anew for each file took most of the time. docs/decisions/033-test-time.md has what keeps
          // files apart.
          isolate: false,
        },
      },
      { plugins, test: { name: 'layers', environment: 'node', include: layers, testTimeout: 60_000 } },
      { plugins, test: { name: 'packages', environment: 'node', include: packages, testTimeout: 60_000 } },
      {
        plugins,
        test: {
          name: 'contract',
          environment: 'node',
          include: contract,
          expect: expectPatience,
          setupFiles: [patience],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      ...[
        // A process and its packages for each file took a quarter of the time.
        { name: 'unit', ...shared, include: unit, exclude: [...notUnit, ...alone] },
        { name: 'unit alone', include: alone, exclude: notUnit },
        { name: 'integration', include: integration, maxWorkers: 3, sequence: { groupOrder: 1 } },
        { name: 'compatibility', include: compatibility, maxWorkers: 4, sequence: { groupOrder: 2 } },
        { name: 'soak', include: soak, fileParallelism: false },
        { name: 'campaign', include: campaign, fileParallelism: false },
        { name: 'mutants', include: mutants, fileParallelism: false },
      ].map((project) => ({
        plugins,
        test: {
          setupFiles: [patience],
          ...project,
          environment: 'node' as const,
          expect: expectPatience,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      })),
      ...[
        { name: 'start', include: start, testTimeout: 300_000 },
        { name: 'installed', include: installed, testTimeout: 40 * 60_000 },
      ].map((project) => ({
        plugins,
        test: {
          environment: 'node' as const,
          expect: expectPatience,
          setupFiles: [patience],
          hookTimeout: 120_000,
          fileParallelism: false,
          ...project,
        },
      })),
    ],
  },
});
