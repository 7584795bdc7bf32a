import { defineConfig } from 'vitest/config';

/** Suites that need more than npm: each has its own configuration, command and report (see package.json). */
const slower = ['test/deploy/**', 'test/engines/**', 'test/faults/**'];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: slower,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
    reporters: process.env.CI ? ['default', ['json', { outputFile: 'reports/vitest.json' }]] : ['default'],
  },
});
