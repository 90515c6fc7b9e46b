import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { npm } from '../dependencies.mjs';
import { inProject, projectFolder } from '../project.mjs';

const boundMs = 120_000;

/**
 * A known weakness of a package that is installed. `isShipped`: it is there when the product runs.
 * @typedef {{ readonly name: string, readonly severity: string, readonly title: string, readonly isShipped: boolean }} Advisory
 */

/**
 * What the registry knows against the packages of package-lock.json.
 * @returns {Promise<{ advisories: readonly Advisory[] } | { missing: string }>}
 */
export async function obtainAdvisories() {
  const { command, args, shell } = npm();
  // Offline, npm would answer that there are none.
  const audit = [...args, 'audit', '--json', '--offline=false', '--fetch-retries=0', '--fetch-timeout=30000'];
  const answer = await new Promise((resolve) => {
    execFile(command, audit, { cwd: projectFolder, shell, timeout: boundMs, maxBuffer: 64 << 20 }, (_, stdout) =>
      resolve(stdout),
    );
  });
  return readAudit(answer, JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8')));
}

/**
 * @param {string} answer what `npm audit --json` printed
 * @param {{ packages: Readonly<Record<string, { dev?: boolean }>> }} lock
 * @returns {{ advisories: readonly Advisory[] } | { missing: string }}
 */
export function readAudit(answer, { packages }) {
  const missing = (/** @type {string} */ why) => ({
    missing: `the registry gave no answer to npm audit (${why}), so no known weakness was looked for`,
  });
  /** @type {any} */
  let report;
  try {
    report = JSON.parse(answer);
  } catch {
    return missing('npm printed no JSON');
  }
  if (report?.auditReportVersion !== 2) return missing(String(report?.message ?? 'it is of an unknown kind'));
  const advisories = Object.values(report.vulnerabilities).map(({ name, severity, via, nodes }) => ({
    name: String(name),
    severity: String(severity),
    title: via.map((/** @type {any} */ cause) => cause.title ?? `through ${cause}`).join('; '),
    isShipped: nodes.some((/** @type {string} */ node) => packages[node] !== undefined && !packages[node].dev),
  }));
  return { advisories };
}

/**
 * Whether an advisory fails the check. Of tools only the grave ones do: they see nothing but this project.
 * @param {Advisory} advisory
 */
export function isGrave({ severity, isShipped }) {
  return severity === 'critical' || severity === 'high' || (isShipped && severity === 'moderate');
}
