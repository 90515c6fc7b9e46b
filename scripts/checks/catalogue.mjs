import { readdirSync } from 'node:fs';
import { bareMachineObstacle } from '../bare-machine/root-folder.mjs';
import { cleanRootObstacle } from '../installed/clean-root.mjs';
import { inProject } from '../project.mjs';

/** @typedef {import('./machine.mjs').Machine} Machine */

/**
 * One program to run. Steps of one name share a row of the summary.
 * @typedef {{ readonly name: string, readonly args: readonly string[], readonly env?: NodeJS.ProcessEnv,
 *   readonly boundMinutes: number, readonly report: 'vitest' | 'playwright' | null }} Step
 */

/**
 * A step that cannot run here. Where it is required the run has failed.
 * @typedef {{ readonly name: string, readonly missing: string, readonly isRequired: boolean }} Missing
 */

/** @typedef {{ readonly isFull: boolean, readonly extra: readonly string[] }} Wish what was asked for, and more arguments for the tools */

/**
 * @typedef {{ readonly name: string, readonly onlyByName?: true, readonly onlyInFull?: true,
 *   readonly isAlone?: true, readonly steps: (machine: Machine, wish: Wish) => Promise<readonly (Step | Missing)[]> }} Check
 */

const bin = {
  tsc: inProject('node_modules', 'typescript', 'bin', 'tsc'),
  biome: inProject('node_modules', '@biomejs', 'biome', 'bin', 'biome'),
  vitest: inProject('node_modules', 'vitest', 'vitest.mjs'),
  playwright: inProject('node_modules', '@playwright', 'test', 'cli.js'),
};

/** Every folder with a tsconfig.json: a part of the project with its own idea of what it may name. */
function typedParts() {
  const within = (/** @type {string} */ folder) =>
    readdirSync(inProject(folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.name === 'tsconfig.json')
      .map((entry) => entry.parentPath);
  return [inProject(), ...['src', 'scripts', 'e2e'].flatMap(within)];
}

/**
 * @param {string} name
 * @param {readonly string[]} projects
 * @param {number} boundMinutes
 * @param {Wish} wish
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Step}
 */
function vitest(name, projects, boundMinutes, { extra, isFull }, env = {}) {
  const selected = projects.flatMap((project) => ['--project', project]);
  const args = [bin.vitest, 'run', ...selected, ...extra];
  return { name, args, env: { ...fullOf(isFull), ...env }, boundMinutes, report: 'vitest' };
}

/** Tests that can go on for long go on as long as was asked for. @param {boolean} isFull @returns {NodeJS.ProcessEnv} */
const fullOf = (isFull) => (isFull ? { ETCDECK_FULL: '1' } : {});

/**
 * Steps against real etcd: one for the default version, and one for each other where everything was asked for.
 * @param {string} name
 * @param {Machine} machine
 * @param {Wish} wish
 * @param {(name: string, env: NodeJS.ProcessEnv) => Step} step
 * @returns {Promise<readonly (Step | Missing)[]>}
 */
async function onEtcd(name, machine, { isFull }, step) {
  const found = await machine.etcds();
  if ('missing' in found) return [{ name, missing: found.missing, isRequired: true }];
  const chosen = isFull ? found.etcds : found.etcds.slice(0, 1);
  return chosen.map(({ version }) => step(`${name} (etcd ${version})`, { ETCDECK_ETCD_VERSION: version }));
}

/**
 * The step that tells what is known against the packages, where the registry says so.
 * @param {Machine} machine
 * @returns {Promise<Step | Missing>}
 */
async function advisories(machine) {
  const name = 'packages: advisories';
  const found = await machine.advisories();
  if ('missing' in found) return { name, missing: found.missing, isRequired: false };
  const tell = inProject('scripts', 'checks', 'tell-advisories.mjs');
  return { name, args: [tell, JSON.stringify(found.advisories)], boundMinutes: 1, report: null };
}

/**
 * The row that says that nothing of SSH was tested, where nothing is.
 * @param {Machine} machine
 * @returns {Promise<readonly Missing[]>}
 */
async function withoutSshd(machine) {
  const found = await machine.sshd();
  return 'missing' in found ? [{ name: 'integration: SSH', missing: found.missing, isRequired: false }] : [];
}

/**
 * The row that says that no object store was tested, where none was.
 * @param {Machine} machine
 * @returns {Promise<readonly Missing[]>}
 */
async function withoutS3(machine) {
  const found = await machine.s3();
  return 'missing' in found ? [{ name: 'integration: S3', missing: found.missing, isRequired: false }] : [];
}

/**
 * Steps with the clients of Kubernetes, and the rows that say which of them are not here. A full run builds those in Go,
 * and installs those in Python and JavaScript.
 * @param {Machine} machine
 * @param {Wish} wish
 * @param {(env: NodeJS.ProcessEnv) => Promise<readonly (Step | Missing)[]>} steps
 * @returns {Promise<readonly (Step | Missing)[]>}
 */
async function onKubeClients(machine, { isFull }, steps) {
  const found = await machine.kubeClients(isFull);
  const scripted = isFull ? await machine.scriptedKubeClients() : null;
  const missing = [
    ...('missing' in found ? [{ name: 'integration: kubectl', missing: found.missing, isRequired: false }] : []),
    ...(scripted !== null && 'missing' in scripted
      ? [{ name: 'integration: Python and JavaScript', missing: scripted.missing, isRequired: false }]
      : []),
  ];
  const env = {
    ...('folder' in found ? { ETCDECK_KUBE_CLIENTS: found.folder } : {}),
    ...(scripted !== null && 'folder' in scripted ? { ETCDECK_KUBE_SCRIPTED: scripted.folder } : {}),
  };
  return [...missing, ...(await steps(env))];
}

/**
 * The row that says that nothing was compared with Kubernetes' own data, where nothing is.
 * @param {Machine} machine
 * @returns {Promise<readonly Missing[]>}
 */
async function withoutKubernetes(machine) {
  const found = await machine.kubernetesSources();
  return 'missing' in found ? [{ name: 'unit: Kubernetes', missing: found.missing, isRequired: false }] : [];
}

/**
 * The other versions, each shown to work in the main.
 * @param {Machine} machine
 * @param {Wish} wish
 * @returns {Promise<readonly (Step | Missing)[]>}
 */
async function onOtherEtcds(machine, wish) {
  const found = await machine.etcds();
  if ('missing' in found || wish.isFull) return [];
  return found.etcds
    .slice(1)
    .map(({ version }) =>
      vitest(`compatibility (etcd ${version})`, ['compatibility'], 15, wish, { ETCDECK_ETCD_VERSION: version }),
    );
}

/**
 * @param {string} project
 * @param {NodeJS.ProcessEnv} runtime
 * @param {Machine} machine
 * @param {Wish} wish
 */
async function endToEnd(project, runtime, machine, wish) {
  await machine.build();
  // What proves nothing of a host runs in one of the two, and in both where all was asked for.
  const hasBrowser = !('missing' in (await machine.chromium()));
  const hasBoth = hasBrowser && !('missing' in (await desktop(machine)));
  const oneHost = wish.isFull || !hasBoth ? {} : { ETCDECK_ONE_HOST: '1' };
  // No window knows a version of etcd by itself: where a browser has met them all, the desktop meets the default one.
  const isRepeated = project === 'web' || !hasBrowser;
  return onEtcd(`e2e ${project}`, machine, { ...wish, isFull: wish.isFull && isRepeated }, (name, env) => ({
    name,
    args: [bin.playwright, 'test', '--config', inProject('e2e'), '--project', project, ...wish.extra],
    env: { ...fullOf(wish.isFull), ...runtime, ...oneHost, ...env },
    boundMinutes: 60,
    report: 'playwright',
  }));
}

/**
 * What an Electron that is driven by tests runs in.
 * @param {Machine} machine
 * @returns {Promise<{ runtime: NodeJS.ProcessEnv } | { missing: string }>}
 */
async function desktop(machine) {
  const electron = machine.electron();
  if ('missing' in electron) return electron;
  const display = await machine.display();
  if ('missing' in display) return display;
  return { runtime: { ELECTRON_EXEC_PATH: electron.executable, DISPLAY: display.name } };
}

/**
 * The checks of `npm test`, in the order in which they begin: the quickest to fail first, of the others the longest.
 * @type {readonly Check[]}
 */
export const catalogue = [
  {
    name: 'types',
    steps: async () =>
      [...typedParts().map((folder) => [bin.tsc, '-p', folder]), [inProject('scripts', 'kernels', 'check.mjs')]].map(
        (args) => ({ name: 'types', args, boundMinutes: 3, report: null }),
      ),
  },
  {
    name: 'lint',
    steps: async () => [
      {
        name: 'lint',
        args: [bin.biome, 'ci', '--error-on-warnings', `--colors=${process.stdout.isTTY ? 'force' : 'off'}`],
        boundMinutes: 3,
        report: null,
      },
    ],
  },
  { name: 'layers', steps: async (_, wish) => [vitest('layers', ['layers'], 3, wish)] },
  {
    name: 'packages',
    steps: async (machine, wish) => [vitest('packages', ['packages'], 3, wish), await advisories(machine)],
  },
  {
    name: 'integration',
    steps: async (machine, wish) => [
      ...(await withoutSshd(machine)),
      ...(await withoutS3(machine)),
      ...(await onKubeClients(machine, wish, (clients) =>
        onEtcd('integration', machine, wish, (name, env) =>
          vitest(name, ['integration'], 60, wish, { ...env, ...clients }),
        ),
      )),
    ],
  },
  {
    name: 'unit',
    steps: async (machine, wish) => [
      ...(await withoutKubernetes(machine)),
      vitest('unit', ['unit', 'unit alone', 'renderer'], 60, wish),
    ],
  },
  {
    name: 'e2e:electron',
    steps: async (machine, wish) => {
      const found = await desktop(machine);
      if ('missing' in found) return [{ name: 'e2e electron', missing: found.missing, isRequired: false }];
      return endToEnd('electron', found.runtime, machine, wish);
    },
  },
  {
    name: 'e2e:web',
    steps: async (machine, wish) => {
      const found = await machine.chromium();
      if ('missing' in found) return [{ name: 'e2e web', missing: found.missing, isRequired: false }];
      return endToEnd('web', { ETCDECK_CHROMIUM: found.executable }, machine, wish);
    },
  },
  { name: 'integration:compatibility', steps: onOtherEtcds },
  {
    name: 'gallery',
    steps: async (machine, wish) => {
      const found = await machine.chromium();
      if ('missing' in found) return [{ name: 'gallery', missing: found.missing, isRequired: false }];
      return [
        {
          name: 'gallery',
          args: [bin.playwright, 'test', '--config', inProject('e2e'), '--project', 'gallery', ...wish.extra],
          env: { ...fullOf(wish.isFull), ETCDECK_CHROMIUM: found.executable },
          boundMinutes: 20,
          report: 'playwright',
        },
      ];
    },
  },
  {
    name: 'start',
    steps: async (machine, wish) => {
      await machine.build();
      const found = await desktop(machine);
      return [vitest('start', ['start'], 30, wish, 'missing' in found ? {} : found.runtime)];
    },
  },
  {
    name: 'campaign',
    steps: async (machine, wish) =>
      onEtcd('campaign', machine, { ...wish, isFull: false }, (name, env) =>
        vitest(name, ['campaign'], wish.isFull ? 60 : 30, wish, env),
      ),
  },
  {
    name: 'soak',
    steps: (machine, wish) =>
      onEtcd('soak', machine, wish, (name, env) => vitest(name, ['soak'], wish.isFull ? 60 : 20, wish, env)),
  },
  {
    name: 'contract',
    steps: (machine, wish) =>
      onEtcd('contract', machine, wish, (name, env) => vitest(name, ['contract'], 20, wish, env)),
  },
  {
    name: 'bare-machine',
    isAlone: true,
    onlyInFull: true,
    steps: async (machine) => {
      const chromium = await machine.chromium();
      const missing = bareMachineObstacle() ?? ('missing' in chromium ? chromium.missing : null);
      if (missing !== null) return [{ name: 'bare-machine', missing, isRequired: false }];
      return [
        { name: 'bare-machine', args: [inProject('scripts', 'bare-machine.mjs')], boundMinutes: 40, report: null },
      ];
    },
  },
  {
    name: 'installed',
    isAlone: true,
    onlyInFull: true,
    steps: async (machine, wish) => {
      const obstacle = cleanRootObstacle();
      if (obstacle !== null) return [{ name: 'installed', missing: obstacle, isRequired: false }];
      const found = await desktop(machine);
      const cleanRoot = 'missing' in found ? found : await machine.cleanRoot();
      await machine.build();
      const only = (/** @type {string} */ file) => ({
        ...wish,
        isFull: false,
        extra: [...wish.extra, inProject('scripts', 'installed', file)],
      });
      return [
        ...(await onEtcd('installed', machine, { ...wish, isFull: false }, (name, env) =>
          vitest(name, ['installed'], 30, only('single-file.test.ts'), env),
        )),
        'missing' in cleanRoot || 'missing' in found
          ? { name: 'installed: deb', missing: 'missing' in cleanRoot ? cleanRoot.missing : '', isRequired: false }
          : vitest('installed: deb', ['installed'], 60, only('desktop.test.ts'), found.runtime),
      ];
    },
  },
  {
    name: 'mutants',
    isAlone: true,
    onlyInFull: true,
    steps: async (machine, wish) =>
      onEtcd('mutants', machine, { ...wish, isFull: false }, (name, env) => vitest(name, ['mutants'], 40, wish, env)),
  },
  {
    name: 'screenshots',
    isAlone: true,
    onlyByName: true,
    steps: async (machine, wish) => {
      const found = await machine.chromium();
      if ('missing' in found) return [{ name: 'screenshots', missing: found.missing, isRequired: true }];
      return endToEnd('screenshots', { ETCDECK_CHROMIUM: found.executable }, machine, wish);
    },
  },
];
