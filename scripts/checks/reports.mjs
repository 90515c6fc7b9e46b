import { readFileSync } from 'node:fs';

/** @typedef {{ readonly file: string, readonly seconds: number }} FileTime how long the tests of a file took */

/**
 * What a step's own report says. `notRun` names each skipped test, or each reason with the number of tests it cost.
 * @typedef {{ passed: number, failed: number, skipped: number, notRun: readonly string[],
 *   files: readonly FileTime[] }} Counts
 */

/** Counts for a tool that knows no tests: it passed or it did not. @param {boolean} ok @returns {Counts} */
export const single = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, notRun: [], files: [] });

/** @type {Counts} */
export const noTests = { passed: 0, failed: 0, skipped: 0, notRun: [], files: [] };

/** What scripts/checks/vitest-reporter.mjs wrote. @param {string} file @returns {Counts} */
export const vitestCounts = (file) => JSON.parse(readFileSync(file, 'utf8'));

/**
 * @typedef {{ title: string, suites?: readonly Suite[], specs?: readonly { title: string, tests: readonly {
 *   status: string, annotations: readonly { type: string, description?: string }[],
 *   results: readonly { duration: number }[] }[] }[] }} Suite
 * @typedef {{ suites: readonly Suite[], errors: readonly unknown[],
 *   stats: { expected: number, unexpected: number, flaky: number, skipped: number } }} PlaywrightReport
 */

/** @param {Suite} suite @returns {readonly { readonly title: string, readonly why: string | undefined }[]} */
function skippedIn(suite) {
  const here = (suite.specs ?? []).flatMap(({ title, tests }) =>
    tests
      .filter(({ status }) => status === 'skipped')
      .map(({ annotations }) => ({
        title,
        why: annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description,
      })),
  );
  return [...here, ...(suite.suites ?? []).flatMap(skippedIn)];
}

/** How many tests that one reason cost are named, rather than counted. */
const mostNamed = 3;

/** @param {readonly Suite[]} suites @returns {readonly string[]} */
function notRunOf(suites) {
  const skipped = suites.flatMap(skippedIn);
  return [...new Set(skipped.map(({ why }) => why))].flatMap((why) => {
    const tests = skipped.filter((test) => test.why === why);
    if (why === undefined) return tests.map(({ title }) => title);
    return tests.length > mostNamed ? [`${tests.length} tests: ${why}`] : tests.map(({ title }) => `${title}: ${why}`);
  });
}

/** @param {Suite} suite @returns {number} */
function secondsIn({ specs = [], suites = [] }) {
  const results = specs.flatMap(({ tests }) => tests.flatMap((test) => test.results));
  const own = results.reduce((sum, { duration }) => sum + duration / 1000, 0);
  return suites.reduce((sum, suite) => sum + secondsIn(suite), own);
}

/** @param {string} file @returns {Counts} */
export function playwrightCounts(file) {
  /** @type {PlaywrightReport} */
  const { stats, suites, errors } = JSON.parse(readFileSync(file, 'utf8'));
  const failed = stats.unexpected + (stats.unexpected === 0 ? errors.length : 0);
  // A test that passes at the second try has passed; the reports of the run name it as flaky.
  return {
    passed: stats.expected + stats.flaky,
    failed,
    skipped: stats.skipped,
    notRun: notRunOf(suites),
    // The outermost suites are the files.
    files: suites.map((suite) => ({ file: suite.title, seconds: secondsIn(suite) })),
  };
}
