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

/** How many files a summary names. */
const mostFiles = 10;

/** Those that took longest, the slowest first. @param {readonly Row[]} rows @returns {readonly string[]} */
function slowestFiles(rows) {
  const files = rows.flatMap(({ name, counts }) => counts.files.map((one) => ({ name, ...one })));
  const slowest = files.toSorted((a, b) => b.seconds - a.seconds).slice(0, mostFiles);
  if (slowest.length < 2) return [];
  const times = slowest.map(({ seconds }) => `${seconds.toFixed(1)} s`);
  const width = Math.max(...times.map((time) => time.length));
  return [
    'The slowest files:',
    ...slowest.map(({ name, file }, at) => `  ${times[at]?.padStart(width)}  ${file} (${name})`),
    '',
  ];
}

/**
 * The end of a run: a row for each check, the slowest files, what did not run and why, and the count of tests.
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
    ...slowestFiles(rows),
    ...(problems.length === 0 ? [] : ['What went wrong beside the tests:', ...problems, '']),
    ...(notRun.length === 0 ? [] : ['What did not run, and why:', ...notRun, '']),
    ...(problems.length + notRun.length === 0 ? ['Everything ran.', ''] : []),
    `${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`,
  ];
}
