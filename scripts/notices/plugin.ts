import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { type Notices, noticesOf, noticesText, packageOfModule, runtimePackages, withResources } from './notices.ts';

const module = 'virtual:about';
const placeholder = '__ETCDECK_NOTICES__';

/**
 * Tells the app what it was built from: the commit, and the notices of what is shipped. What is bundled is known once all
 * modules are; the build fails where a licence is missing or not allowed.
 */
export function noticesPlugin(project: string): Plugin {
  const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8'));
  const { license } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  const collect = (bundled: readonly string[]): Notices =>
    withResources(
      project,
      noticesOf(project, packages, ['node_modules/electron', ...runtimePackages(packages), ...bundled]),
    );
  let isBuild = false;
  return {
    name: 'etcdeck-notices',
    configResolved(config) {
      isBuild = config.command === 'build';
    },
    resolveId: (id) => (id === module ? `\0${module}` : null),
    load(id) {
      if (id !== `\0${module}`) return null;
      // While sources are served, nothing is bundled.
      const notices = isBuild ? placeholder : JSON.stringify(collect([]));
      return [
        `export const commit = ${JSON.stringify(commitOf(project))};`,
        `export const licence = ${JSON.stringify(license)};`,
        `export const shipped = JSON.parse(${JSON.stringify(notices)});`,
      ].join('\n');
    },
    renderChunk(code) {
      if (!code.includes(placeholder)) return null;
      const bundled = [...this.getModuleIds()].flatMap((id) => packageOfModule(id) ?? []);
      const notices = JSON.stringify(JSON.stringify(collect(bundled)));
      return { code: code.replace(new RegExp(`(["'\`])${placeholder}\\1`), () => notices), map: null };
    },
    // Beside the packages it is a file to read.
    generateBundle() {
      const bundled = [...this.getModuleIds()].flatMap((id) => packageOfModule(id) ?? []);
      this.emitFile({ type: 'asset', fileName: 'third-party-notices.txt', source: noticesText(collect(bundled)) });
    },
  };
}

/** The commit that is built: what the environment says, else the repository's; `null` where neither does. */
function commitOf(project: string): string | null {
  if (process.env.ETCDECK_COMMIT) return process.env.ETCDECK_COMMIT;
  try {
    const stdio = ['ignore', 'pipe', 'ignore'] as const;
    return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: project, encoding: 'utf8', stdio: [...stdio] }).trim();
  } catch {
    return null;
  }
}
