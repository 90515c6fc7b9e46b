import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { buildFacts } from '../build-facts.mjs';
import { kernelPlugin } from '../kernels/plugin.mjs';
import { oneByteText } from './one-byte-text.ts';

/**
 * Builds the command line beside the desktop's main process: as CommonJS, because Node 20 takes V8's compiled code of
 * scripts and not of modules. `bundled`: the packages that go into its files.
 */
export function commandLinePlugin(project: string, bundled: readonly string[]): Plugin {
  return {
    name: 'etcdeck-command-line',
    apply: 'build',
    async closeBundle() {
      const folder = join(project, 'out', 'main');
      await buildScripts(project, bundled, folder);
      for (const args of usualCommands) keepCompiled(folder, args);
    },
  };
}

async function buildScripts(project: string, bundled: readonly string[], folder: string): Promise<void> {
  const { dependencies } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  const packages = Object.keys(dependencies).filter((name) => !bundled.includes(name));
  await build({
    root: project,
    configFile: false,
    logLevel: 'warn',
    plugins: [kernelPlugin(project)],
    define: buildFacts(project),
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: false,
      target: 'node20.18',
      rolldownOptions: {
        input: { cli: join(project, 'src/cli/start.ts'), 'cli/index': join(project, 'src/cli/index.ts') },
        external: packages.map((name) => new RegExp(`^${name}(/|$)`)),
        output: {
          ...{ format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'cli/[name]-[hash].cjs' },
          // V8 forgets who loads for a script when it takes compiled code: packages come by require.
          dynamicImportInCjs: false,
          ...oneByteText,
        },
      },
    },
  });
}

/** What runs the code that short commands run, as far as it can be without a member; the most usual first. */
const nobody = ['--endpoints', 'http://127.0.0.1:9'];
const usualCommands = [
  ['get', 'a', ...nobody],
  ['status', ...nobody],
  ['ls', ...nobody],
  ['put', 'a', 'b', '--force', ...nobody],
];

/** Runs a command, and keeps what V8 has compiled for it. */
function keepCompiled(folder: string, args: readonly string[]): void {
  const settings = mkdtempSync(join(tmpdir(), 'etcdeck-build-'));
  const program = join(folder, 'cli.cjs');
  const run = 'const {start,keepCompiled} = require(process.argv[1]); process.on("exit", keepCompiled); start()';
  try {
    // Nobody answers, which is its failure.
    const env = { ...process.env, ETCDECK_CONFIG_DIR: settings };
    const { error } = spawnSync(process.execPath, ['-e', run, program, ...args], { env, stdio: 'ignore' });
    if (error !== undefined) throw error;
  } finally {
    rmSync(settings, { recursive: true, force: true });
  }
  if (!existsSync(join(folder, 'cli', 'index.cjs.compiled')))
    throw new Error('The command line that was built does not run: node out/main/cli.cjs --help says why');
}
