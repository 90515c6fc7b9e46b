import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const contract = ['src/**/*.contract.test.ts'];
const integration = ['src/**/*.integration.test.ts'];
const compatibility = ['src/**/*.compatibility.test.ts'];
const soak = ['src/**/*.soak.test.ts'];
const campaign = ['src/**/*.campaign.test.ts'];
const mutants = ['scripts/mutants/mutants.test.ts'];
const layers = ['scripts/layers/*.test.ts'];
const packages = ['scripts/packages/*.test.ts'];
const start = ['scripts/start.test.ts'];

// What is waited for is there in a moment; on a busy machine a moment may take its time.
const expectPatience = { poll: { timeout: 30_000 } };
const patience = 'src/testing/patience.ts';

const renderer = {
  environment: 'happy-dom',
  expect: expectPatience,
  // Read by a test; other styles are nothing to it.
  css: { include: /opening\.css/ },
  setupFiles: [patience, 'scripts/checks/renderer-patience.ts', 'src/renderer/testing/without-monaco.ts'],
  testTimeout: 60_000,
  hookTimeout: 120_000,
};

// One project for each check of `npm test`.
export default defineConfig({
  test: {
    // By itself vitest leaves one processor to others, which on a machine of two is half of it.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          expect: expectPatience,
          setupFiles: [patience],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: [
            ...integration,
            ...contract,
            ...compatibility,
            ...soak,
            ...campaign,
            ...mutants,
            ...layers,
            ...packages,
            ...start,
            'src/renderer/**',
          ],
        },
      },
      {
        test: {
          ...renderer,
          name: 'renderer',
          include: ['src/renderer/**/*.test.ts', 'src/renderer/**/*.test.tsx'],
          // React and MUI read anew for each file took most of the time. docs/decisions/033-test-time.md has what keeps
          // files apart.
          isolate: false,
        },
      },
      { test: { name: 'layers', environment: 'node', include: layers, testTimeout: 60_000 } },
      { test: { name: 'packages', environment: 'node', include: packages, testTimeout: 60_000 } },
      {
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
        { name: 'integration', include: integration, maxWorkers: 3, sequence: { groupOrder: 1 } },
        { name: 'compatibility', include: compatibility, maxWorkers: 4, sequence: { groupOrder: 2 } },
        { name: 'soak', include: soak, fileParallelism: false },
        { name: 'campaign', include: campaign, fileParallelism: false },
        { name: 'mutants', include: mutants, fileParallelism: false },
      ].map((project) => ({
        test: {
          ...project,
          environment: 'node' as const,
          expect: expectPatience,
          setupFiles: [patience],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      })),
      {
        test: {
          name: 'start',
          environment: 'node',
          include: start,
          expect: expectPatience,
          setupFiles: [patience],
          testTimeout: 300_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
