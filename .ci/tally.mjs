/** Adds up what the test runners wrote into reports/; a step that failed without a report counts as one failure. */
import { existsSync, readFileSync } from 'node:fs';

const reports = ['vitest', 'faults', 'engines', 'deploy'].map((suite) => `reports/${suite}.json`);
let passed = 0;
let failed = 0;
let skipped = 0;
for (const file of reports.filter((name) => existsSync(name))) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  passed += report.numPassedTests;
  failed +=
    report.numFailedTests +
    report.testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0)
      .length;
  skipped += report.numPendingTests + report.numTodoTests;
}
if (process.argv[2] !== '0' && failed === 0) failed = 1;
if (passed === 0) failed = Math.max(failed, 1);
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;
