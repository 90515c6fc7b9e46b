/** @typedef {import('./reports.mjs').Counts} Counts */
/** @typedef {{ readonly name: string, readonly result: 'passed' | 'failed' | 'not run', readonly counts: Counts,
 *   readonly problems: readonly string[], readonly seconds: number }} Row */

/** @param {readonly (readonly string[])[]} rows */
function table(rows) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

/**
 * The end of a run: a row for each check, what did not run and why, and the count of tests.
 * @param {readonly Row[]} rows
 * @returns {readonly string[]} lines
 */
export function summarise(rows) {
  const cells = rows.map(({ name, result, counts, seconds }) => [
    name,
    result,
    ...(result === 'not run' ? ['-', '-', '-', '-'] : [counts.passed, counts.failed, counts.skipped].map(String)),
    ...(result === 'not run' ? [] : [`${seconds.toFixed(1)} s`]),
  ]);
  const total = (/** @type {'passed' | 'failed' | 'skipped'} */ what) =>
    rows.reduce((sum, { counts }) => sum + counts[what], 0);
  const problems = rows.flatMap(({ name, problems }) => problems.map((what) => `  ${name}: ${what}`));
  const notRun = rows.flatMap(({ name, counts }) => counts.notRun.map((what) => `  ${name}: ${what}`));
  return [
    ...table([['check', 'result', 'passed', 'failed', 'skipped', 'time'], ...cells]),
    '',
    ...(problems.length === 0 ? [] : ['What went wrong beside the tests:', ...problems, '']),
    ...(notRun.length === 0 ? [] : ['What did not run, and why:', ...notRun, '']),
    ...(problems.length + notRun.length === 0 ? ['Everything ran.', ''] : []),
    `${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`,
  ];
}
