import { readFileSync } from 'node:fs';

/**
 * What a step's own report says. `notRun` names each skipped test, or each reason with the number of tests it cost.
 * @typedef {{ passed: number, failed: number, skipped: number, notRun: readonly string[] }} Counts
 */

/** Counts for a tool that knows no tests: it passed or it did not. @param {boolean} ok @returns {Counts} */
export const single = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, notRun: [] });

/** @type {Counts} */
export const noTests = { passed: 0, failed: 0, skipped: 0, notRun: [] };

/** What scripts/checks/vitest-reporter.mjs wrote. @param {string} file @returns {Counts} */
export const vitestCounts = (file) => JSON.parse(readFileSync(file, 'utf8'));

/**
 * @typedef {{ suites?: readonly Suite[], specs?: readonly { title: string, tests: readonly {
 *   status: string, annotations: readonly { type: string, description?: string }[] }[] }[] }} Suite
 * @typedef {{ suites: readonly Suite[], errors: readonly unknown[],
 *   stats: { expected: number, unexpected: number, flaky: number, skipped: number } }} PlaywrightReport
 */

/** @param {Suite} suite @returns {readonly string[]} */
function skippedIn(suite) {
  const here = (suite.specs ?? []).flatMap(({ title, tests }) =>
    tests
      .filter(({ status }) => status === 'skipped')
      .map(({ annotations }) => {
        const why = annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description;
        return why === undefined ? title : `${title}: ${why}`;
      }),
  );
  return [...here, ...(suite.suites ?? []).flatMap(skippedIn)];
}

/** @param {string} file @returns {Counts} */
export function playwrightCounts(file) {
  /** @type {PlaywrightReport} */
  const { stats, suites, errors } = JSON.parse(readFileSync(file, 'utf8'));
  const failed = stats.unexpected + (stats.unexpected === 0 ? errors.length : 0);
  // A test that passes at the second try has passed; the reports of the run name it as flaky.
  return { passed: stats.expected + stats.flaky, failed, skipped: stats.skipped, notRun: suites.flatMap(skippedIn) };
}
