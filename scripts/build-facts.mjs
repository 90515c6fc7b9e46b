import { execFileSync } from 'node:child_process';

/**
 * What a build knows of its own source, as `define` of a build takes it: `src/cli/version.ts` reads it. Nothing is known
 * outside a clone.
 * @param {string} project its folder: the build's configuration is run from another one
 * @returns {Record<string, string>}
 */
export function buildFacts(project) {
  const [commit = null, date = null] = askGit(project)?.split(' ') ?? [];
  return { ETCDECK_BUILD: JSON.stringify({ commit, date }) };
}

/** @param {string} project @returns {string | null} */
function askGit(project) {
  try {
    const asked = ['log', '-1', '--format=%H %cs'];
    return execFileSync('git', asked, { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}
