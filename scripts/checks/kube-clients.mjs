import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { runBounded } from '../process-group.mjs';
import { inProject } from '../project.mjs';
import { installCommand, onPath } from './packages.mjs';

const modules = inProject('src', 'testing', 'kubernetes', 'go-clients');
const built = [
  { module: 'kubectl', program: 'kubectl', path: './kubectl' },
  { module: 'kubectl', program: 'informer', path: './informer' },
  { module: 'helm', program: 'helm', path: 'helm.sh/helm/v3/cmd/helm' },
];
/** Of one program, with its modules, on a busy machine. */
const boundMs = 15 * 60_000;

/**
 * The folder of kubectl, Helm and an informer of the modules in src/testing/kubernetes/go-clients, of
 * ETCDECK_KUBE_CLIENTS or in the user's cache, by their versions. `builds`: makes them where they are not there yet, which
 * takes minutes.
 * @param {{ readonly builds: boolean }} how
 * @returns {Promise<{ folder: string } | { missing: string }>}
 */
export async function obtainKubeClients({ builds }) {
  const named = process.env.ETCDECK_KUBE_CLIENTS;
  const folder = named || cacheFolder();
  const missing = built.filter(({ program }) => !existsSync(join(folder, program)));
  if (missing.length === 0) return { folder };
  const names = missing.map(({ program }) => program).join(', ');
  if (named) throw new Error(`ETCDECK_KUBE_CLIENTS names ${named}, which has no ${names}`);
  const go = onPath('go');
  if (go === null) {
    const command = installCommand({ debian: 'golang', brew: 'brew install go', other: 'see https://go.dev/dl/' });
    return { missing: `there is no Go to build ${names} with. Install it: ${command}` };
  }
  if (!builds) return { missing: `${names} are not built yet: node scripts/checks/build-kube-clients.mjs builds them` };
  mkdirSync(folder, { recursive: true });
  for (const { module, program, path } of missing) {
    console.log(`Building ${program} (Go) …`);
    const part = join(folder, `${program}.part`);
    const { ok } = await runBounded(go, ['build', '-o', part, path], { cwd: join(modules, module), boundMs });
    if (!ok) return { missing: `${program} could not be built by go build ${path} in ${join(modules, module)}` };
    renameSync(part, join(folder, program));
  }
  return { folder };
}

function cacheFolder() {
  const hash = createHash('sha256');
  for (const module of ['helm', 'kubectl']) hash.update(readFileSync(join(modules, module, 'go.sum')));
  hash.update(readFileSync(join(modules, 'kubectl', 'informer', 'main.go')));
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(cache, 'etcdeck', 'kube-clients', hash.digest('hex').slice(0, 16));
}
