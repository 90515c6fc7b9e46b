import { defineConfig } from 'vitest/config';

const integration = ['src/**/*.integration.test.ts'];
const contract = ['src/**/*.contract.test.ts'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: [...integration, ...contract, 'src/renderer/**'],
        },
      },
      {
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          include: ['src/renderer/**/*.test.ts', 'src/renderer/**/*.test.tsx'],
        },
      },
      { test: { name: 'contract', environment: 'node', include: contract, testTimeout: 60_000 } },
      {
        test: {
          name: 'integration',
          environment: 'node',
          include: integration,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
