import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { openPackedScripts } from '../../src/core/packed-scripts.ts';
import { buildFacts } from '../build-facts.mjs';
import { kernelPlugin } from '../kernels/plugin.mjs';
import { startAnsweringMember } from './answering-member.ts';
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
      await keepCompiled(folder);
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
    define: buildFacts(project),
    plugins: [kernelPlugin(project), quickPackages],
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

/** Commands whose scripts lie in one pack, and the packs of which they show V8 what is to be compiled. */
interface Group {
  readonly commands: readonly (readonly string[])[];
  readonly compile: readonly number[];
}

/**
 * The commands that run what short commands run. The first pack is all that is read before a command is known; the last
 * is of what `get` and `status` need not read.
 */
const groups = (answering: string): readonly Group[] => {
  const at = ['--endpoints', answering];
  const nobody = ['--endpoints', 'http://127.0.0.1:9'];
  return [
    { commands: [['--version']], compile: [0] },
    {
      commands: [
        ['get', 'a', ...at],
        ['status', ...at],
      ],
      compile: [0, 1],
    },
    {
      commands: [
        ['ls', ...at],
        ['put', 'a', 'b', '--force', ...at],
        ['get', 'a', ...nobody],
      ],
      compile: [2],
    },
  ];
};

/** Puts the scripts of short commands into packs, and runs these commands for what V8 compiles of them. */
async function keepCompiled(folder: string): Promise<void> {
  rmSync(join(folder, 'cli', 'packs.json'), { force: true });
  const member = await startAnsweringMember();
  try {
    const all = groups(member.endpoint);
    const packs: string[][] = [];
    for (const { commands } of all) {
      const names = new Set<string>();
      for (const command of commands) for (const name of await scriptsOf(folder, command)) names.add(name);
      packs.push([...names].filter((name) => !packs.some((earlier) => earlier.includes(name))));
    }
    await runCommandLine(`cli.scripts.writePacks(${JSON.stringify(packs)})`, folder, []);
    for (const { commands, compile } of all) {
      const run = `process.on('exit', () => cli.scripts.keepCompiled(${JSON.stringify(compile)})); cli.start()`;
      for (const command of commands) await runCommandLine(run, folder, command);
    }
    if (openPackedScripts(join(folder, 'cli')).uncompiled()?.length !== 0)
      throw new Error('V8 compiled nothing of the command line: its commands did not run to their end');
  } finally {
    member.close();
  }
}

/** Returns the scripts that a command loads. */
async function scriptsOf(folder: string, command: readonly string[]): Promise<readonly string[]> {
  const tell = "require('node:fs').writeSync(3, JSON.stringify(cli.scripts.loaded()))";
  const told = await runCommandLine(`process.on('exit', () => ${tell}); cli.start()`, folder, command);
  if (told === '')
    throw new Error('The command line that was built does not run: node out/main/cli.cjs --help says why');
  return JSON.parse(told);
}

/** How long a command may run: it takes a second on a busy machine. */
const longestMs = 60_000;

/** What is set for commands of the one who builds is nothing to these: they would ask another cluster than is given. */
const isForCommands = /^(?:etcdctl_|etcdeck_|node_options$|(?:https?|all|grpc|no)_proxy$)/i;
const ownEnvironment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !isForCommands.test(name)));

/** Runs some code with the command line that was built, `cli`, and returns what it writes to descriptor 3. */
async function runCommandLine(code: string, folder: string, args: readonly string[]): Promise<string> {
  const settings = mkdtempSync(join(tmpdir(), 'etcdeck-build-'));
  try {
    const run = ['-e', `const cli = require(process.argv[1]); ${code}`, join(folder, 'cli.cjs'), ...args];
    const env = { ...ownEnvironment, ETCDECK_CONFIG_DIR: settings };
    const command = spawn(process.execPath, run, {
      env,
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      timeout: longestMs,
      killSignal: 'SIGKILL',
    });
    const told: Buffer[] = [];
    command.stdio[3]?.on('data', (part: Buffer) => told.push(part));
    await once(command, 'close');
    return Buffer.concat(told).toString();
  } finally {
    rmSync(settings, { recursive: true, force: true });
  }
}

/**
 * Packages as a short command needs them, word for word. Node's expression for IPv6 addresses takes 9 ms to compile, and
 * gRPC's library asks about every address: text without a colon is none. The parser loads `child_process`, 3 ms, for
 * commands that are programs of their own: etcdeck has none.
 */
const quickPackages: Plugin = {
  name: 'etcdeck-quick-packages',
  transform(code, id) {
    const path = id.replaceAll('\\', '/');
    if (path.includes('/@grpc/grpc-js/') && code.includes(asksForIPv6)) {
      const quick = "const isIPv6Text = (text) => text.includes(':') && net_1.isIPv6(text);";
      return { code: `${code.replaceAll(asksForIPv6, 'isIPv6Text(')}\n${quick}`, map: null };
    }
    if (!path.endsWith('/commander/lib/command.js')) return null;
    if (!code.includes(loadsPrograms))
      throw new Error('The parser loads child_process in another way: see quickPackages');
    const late =
      "const childProcess = { spawn: (...all) => process.getBuiltinModule('node:child_process').spawn(...all) };";
    return { code: code.replace(loadsPrograms, late), map: null };
  },
};
const asksForIPv6 = '(0, net_1.isIPv6)(';
const loadsPrograms = "const childProcess = require('node:child_process');";
