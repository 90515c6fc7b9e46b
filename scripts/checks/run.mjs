import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled } from '../dependencies.mjs';
import { describeEnding, onStopSignal, runBounded } from '../process-group.mjs';
import { inProject, projectFolder } from '../project.mjs';
import { askedFor } from './asked.mjs';
import { catalogue } from './catalogue.mjs';
import { endLeftovers, markName } from './leftovers.mjs';
import { Machine } from './machine.mjs';
import { noTests, playwrightCounts, single, vitestCounts } from './reports.mjs';
import { sideBySide } from './side-by-side.mjs';
import { summarise } from './summary.mjs';
import { TurnsOfOutput } from './turns-of-output.mjs';

/** @typedef {import('./catalogue.mjs').Check} Check */
/** @typedef {import('./catalogue.mjs').Step} Step */
/** @typedef {import('./catalogue.mjs').Missing} Missing */
/** @typedef {import('./summary.mjs').Row} Row */
/** @typedef {import('./turns-of-output.mjs').Writer} Writer */

/** How many checks run side by side: one that waits for servers leaves its processor to one that works. */
const atOnce = 2;

const vitestReporter = inProject('scripts', 'checks', 'vitest-reporter.mjs');

/**
 * Runs the checks that were named, or all of them, two at a time, and sets the exit code. One check that fails hides no
 * other.
 * @param {readonly string[]} args as `askedFor` reads them
 */
export async function runChecks(args) {
  const asked = askedFor(args, catalogue, process.env.ETCDECK_FULL === '1');
  if ('help' in asked) {
    console.log(asked.help);
    return;
  }
  if ('fault' in asked) {
    console.error(asked.fault);
    process.exitCode = 2;
    return;
  }
  const { chosen, wish } = asked;
  // In a log, colours are noise.
  if (!process.stdout.isTTY) process.env.NO_COLOR = '1';
  // The tools write to a pipe, whose end is a terminal.
  else if (process.env.NO_COLOR === undefined) process.env.FORCE_COLOR = '1';
  const turns = new TurnsOfOutput((text) => process.stdout.write(text));
  onStopSignal((signal) => {
    turns.tellAll();
    process.exit(128 + constants.signals[signal]);
  });

  const machine = new Machine();
  /** The rows of each check, in the order of the catalogue. @type {Map<Check, readonly Row[]>} */
  const rowsOf = new Map(chosen.map((check) => [check, []]));
  try {
    await ensureInstalled();
    await sideBySide(chosen, atOnce, async (check) => {
      const writer = turns.open();
      rowsOf.set(check, await runCheck(check, machine, wish, writer));
      writer.end();
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
  await machine.close();
  const rows = [...rowsOf.values()].flat();
  if (rows.length > 0) console.log(`\n${summarise(merged(rows)).join('\n')}`);
  if (rows.some(({ result }) => result === 'failed')) process.exitCode = 1;
}

/**
 * @param {Check} check
 * @param {Machine} machine
 * @param {import('./catalogue.mjs').Wish} wish
 * @param {Writer} writer
 * @returns {Promise<readonly Row[]>} does not reject
 */
async function runCheck(check, machine, wish, writer) {
  const since = Date.now();
  /** @type {Row[]} */
  const rows = [];
  try {
    for (const step of await check.steps(machine, wish)) {
      rows.push('missing' in step ? missingRow(step, writer) : await runStep(step, writer));
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    writer.write(`${check.name}: ${why}\n`);
    const seconds = (Date.now() - since) / 1000;
    rows.push({ name: check.name, result: 'failed', counts: single(false), problems: [why], seconds });
  }
  return rows;
}

/** @param {Missing} step @param {Writer} writer @returns {Row} */
function missingRow({ name, missing, isRequired }, writer) {
  writer.write(`\n── ${name} ── NOT RUN: ${missing}\n`);
  const counts = { ...(isRequired ? single(false) : noTests), notRun: [missing] };
  return { name, result: isRequired ? 'failed' : 'not run', counts, problems: [], seconds: 0 };
}

/** @param {Step} step @param {Writer} writer @returns {Promise<Row>} */
async function runStep({ name, args, env = {}, boundMinutes, report }, writer) {
  writer.write(`\n── ${name} ──\n`);
  const since = Date.now();
  const folder = mkdtempSync(join(tmpdir(), 'etcdeck-check-'));
  const reportFile = join(folder, 'report.json');
  const mark = randomUUID();
  const reporting = report === 'vitest' ? ['--reporter=default', `--reporter=${vitestReporter}`] : [];
  const { ok, timedOut, ending } = await runBounded(process.execPath, [...args, ...reporting], {
    cwd: projectFolder,
    env: { ...process.env, ...env, [markName]: mark, ETCDECK_REPORT_FILE: reportFile },
    boundMs: boundMinutes * 60_000,
    stdio: ['ignore', 'pipe', 'pipe'],
    onStdout: writer.write,
    onStderr: writer.write,
  });
  const leftovers = await endLeftovers(mark);
  const seconds = (Date.now() - since) / 1000;

  const problems = leftovers.map((process) => `it left running, and we ended: ${process}`);
  if (timedOut) problems.push(`it took longer than ${boundMinutes} minutes and was ended`);
  const counted = countsOf(report, reportFile, ok);
  if (!ok && counted.failed === 0) problems.push(describeEnding(ending));
  rmSync(folder, { recursive: true, force: true });
  for (const problem of problems) writer.write(`${name}: ${problem}\n`);
  const counts = { ...counted, failed: counted.failed + problems.length };
  return { name, result: counts.failed === 0 ? 'passed' : 'failed', counts, problems, seconds };
}

/** @param {Step['report']} report @param {string} file @param {boolean} ok */
function countsOf(report, file, ok) {
  if (report === null) return single(ok);
  try {
    return report === 'vitest' ? vitestCounts(file) : playwrightCounts(file);
  } catch {
    // The tool ended before it could report: there is nothing to count but that.
    return single(false);
  }
}

/** Steps of one name as one row. @param {readonly Row[]} rows */
function merged(rows) {
  /** @type {Map<string, Row>} */
  const byName = new Map();
  for (const row of rows) {
    const before = byName.get(row.name);
    byName.set(row.name, before === undefined ? row : joined(before, row));
  }
  return [...byName.values()];
}

/** @param {Row} a @param {Row} b @returns {Row} */
function joined(a, b) {
  return {
    name: a.name,
    result: a.result === 'passed' ? b.result : a.result,
    counts: {
      passed: a.counts.passed + b.counts.passed,
      failed: a.counts.failed + b.counts.failed,
      skipped: a.counts.skipped + b.counts.skipped,
      notRun: [...a.counts.notRun, ...b.counts.notRun],
      files: [...a.counts.files, ...b.counts.files],
    },
    problems: [...a.problems, ...b.problems],
    seconds: a.seconds + b.seconds,
  };
}
