import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { npm } from '../dependencies.mjs';
import { runBounded } from '../process-group.mjs';
import { installCommand, onPath } from './packages.mjs';

const python = 'kubernetes==37.0.2';
// 2.0.1 does not load on Node 20.
const javaScript = '@kubernetes/client-node@1.4.0';
const boundMs = 5 * 60_000;

/**
 * The folder with Kubernetes' Python client in `python` and its JavaScript client in `node_modules`, of
 * ETCDECK_KUBE_SCRIPTED or in the user's cache. Installs them from their registries where they are not there yet.
 * @returns {Promise<{ folder: string } | { missing: string }>}
 */
export async function obtainScriptedKubeClients() {
  const named = process.env.ETCDECK_KUBE_SCRIPTED;
  if (named) return { folder: named };
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = join(cache, 'etcdeck', 'kube-clients', 'python-37.0.2-javascript-1.4.0');
  if (existsSync(folder)) return { folder };
  const program = onPath('python3');
  if (program === null) {
    const command = installCommand({ debian: 'python3-pip', brew: 'brew install python', other: 'see python.org' });
    return { missing: `there is no Python to try Kubernetes' Python client with. Install it: ${command}` };
  }
  const part = `${folder}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  console.log(`Installing ${python} (pip) and ${javaScript} (npm) …`);
  const pip = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--target',
    join(part, 'python'),
    python,
  ];
  const { command, args, shell } = npm();
  const install = [...args, 'install', '--prefix', part, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
  for (const [path, words, options] of /** @type {const} */ ([
    [program, pip, {}],
    [command, [...install, javaScript], { shell }],
  ])) {
    const { ok } = await runBounded(path, words, { ...options, cwd: part, boundMs });
    const byHand = `${path} ${words.join(' ')}`;
    if (!ok) return { missing: `Kubernetes' Python and JavaScript clients could not be installed by ${byHand}` };
  }
  renameSync(part, folder);
  return { folder };
}
