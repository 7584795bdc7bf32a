import { defineConfig } from 'vitest/config';
import { MatrixReporter } from './report.ts';

/** Four at a time although there are two cores: much of a cell is spent waiting until the SDK asks again. */
export default defineConfig({
  test: {
    include: ['test/faults/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    pool: 'forks',
    maxWorkers: 4,
    reporters: [
      'default',
      ...(process.env.CI ? [['json', { outputFile: 'reports/faults.json' }] satisfies [string, object]] : []),
      new MatrixReporter(),
    ],
  },
});
