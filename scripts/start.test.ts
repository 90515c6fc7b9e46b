import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openPackedScripts } from '../src/core/packed-scripts.ts';
import { bundleForNode } from '../src/testing/bundle.ts';
import { ensureBuilt } from './build.mjs';
import { endLeftovers, markName } from './checks/leftovers.mjs';
import { runInElectron } from './desktop-packs/run-in-electron.mjs';
import { findElectron, obtainElectron } from './electron-runtime.mjs';
import { projectFolder } from './project.mjs';

// `npm start` as people run it: on the built tree, on a fresh copy of it, as root and as an ordinary user.

const isRoot = process.getuid?.() === 0;
/** Runs what follows as an ordinary user; a user namespace does it for root, so that Chromium's sandbox can be seen to work. */
const asOrdinaryUser = isRoot ? ['unshare', '-U', '--map-user=1000', '--map-group=1000'] : [];
const noUser = 'user namespaces are not to be had here';
const canBeOrdinary = !isRoot || spawnSync(asOrdinaryUser[0] ?? '', [...asOrdinaryUser.slice(1), 'true']).status === 0;
const display = process.env.DISPLAY;
const electron = process.env.ELECTRON_EXEC_PATH;
const nobodyListens = 'http://127.0.0.1:9/';

/** `npm start` without npm. */
const launcher = [process.execPath, 'scripts/start.mjs'];

const folders: string[] = [];
function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'etcdeck-start-'));
  folders.push(folder);
  return folder;
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

/** A start that is under way. */
interface Start {
  readonly home: string;
  /** What its processes carry. */
  readonly mark: string;
  readonly lines: readonly string[];
  /** The words behind "etcdeck is ready: ". */
  readonly ready: Promise<string>;
  readonly ended: Promise<number | null>;
  stop(signal: NodeJS.Signals): Promise<number | null>;
}

/** Of what the present case started. */
const marks: string[] = [];
afterEach(async () => {
  for (const mark of marks.splice(0)) expect(await endLeftovers(mark), 'left running').toEqual([]);
});

interface StartOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly prefix?: readonly string[];
  readonly cwd?: string;
  readonly args?: readonly string[];
  /** In place of `npm start`. */
  readonly command?: readonly string[];
}

/** Starts it for the present case, which ends it. */
function npmStart(options: StartOptions): Start {
  const start = startNow(options);
  marks.push(start.mark);
  return start;
}

function startNow(options: StartOptions): Start {
  const home = temporaryFolder();
  const folder = join(home, 'etcdeck');
  const mark = randomUUID();
  const start = options.command ?? ['npm', 'start', '--'];
  const [command = '', ...rest] = [...(options.prefix ?? []), ...start, ...(options.args ?? [])];
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...inherited } = process.env;
  const child = spawn(command, rest, {
    cwd: options.cwd ?? projectFolder,
    env: {
      ...inherited,
      HOME: home,
      ETCDECK_CONFIG_DIR: folder,
      ELECTRON_MIRROR: nobodyListens,
      electron_config_cache: join(home, 'electron'),
      [markName]: mark,
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const ready = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        const words = /^etcdeck is ready: (.+)$/.exec(line)?.[1];
        if (words !== undefined) resolve(words);
      });
    }
    void ended.then((code) => reject(new Error(`npm start ended with ${code}:\n${lines.join('\n')}`)));
  });
  // A caller that does not wait for it ignores its failure.
  ready.catch(() => undefined);
  return {
    home,
    mark,
    lines,
    ready,
    ended,
    stop(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

/** The processes that draw its window's page. */
function renderers({ home }: Start): readonly string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      const command = /^\d+$/.test(pid) ? readFileSync(`/proc/${pid}/cmdline`, 'utf8') : '';
      return command.includes('--type=renderer') && command.includes(home);
    } catch {
      return false;
    }
  });
}

const readyLines = ({ lines }: Start): readonly string[] => lines.filter((line) => line.includes('is ready'));

async function expectServed(start: Start, reason: RegExp): Promise<void> {
  const link = await start.ready;
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=\S+$/);
  expect(start.lines.join('\n')).toMatch(reason);
  const page = await fetch(link, { redirect: 'manual' });
  expect([200, 302, 303]).toContain(page.status);
  await start.stop('SIGTERM');
  expect(readyLines(start)).toHaveLength(1);
  await expect(fetch(link)).rejects.toThrow();
}

/** `npm run package`, begun before all else: it tries a download again for half a minute. */
let packaging: Start | null = null;
beforeAll(async () => {
  await ensureBuilt();
  const command = [process.execPath, 'scripts/package.mjs'];
  // electron-builder prints less in a separate test, and packs the Electron that it is given.
  const env = { ELECTRON_BUILDER_CACHE: temporaryFolder(), VITEST: undefined, ELECTRON_EXEC_PATH: undefined };
  packaging = startNow({ command, args: ['--dir'], env });
});
// When only other cases run, no test waits for it.
afterAll(async () => {
  if (packaging !== null) await endLeftovers(packaging.mark, 0);
});

describe('npm start', () => {
  it('serves to a browser where there is no display, and says so', async () => {
    await expectServed(npmStart({}), /No desktop window: there is no display/);
  });

  it('serves to a browser for root, whom Chromium does not sandbox', async ({ skip }) => {
    skip(!isRoot, 'this is not root');
    await expectServed(
      npmStart({ env: { DISPLAY: ':0' } }),
      /No desktop window: Chromium's sandbox cannot run as root/,
    );
  });

  it('serves to a browser where Electron cannot start, with its own last words', async ({ skip }) => {
    skip(!canBeOrdinary, noUser);
    const broken = join(temporaryFolder(), 'electron');
    writeFileSync(
      broken,
      '#!/bin/sh\necho "electron: error while loading shared libraries: libgtk-3.so.0" >&2\nexit 127\n',
      {
        mode: 0o755,
      },
    );
    const env = { DISPLAY: ':0', ELECTRON_EXEC_PATH: broken };
    await expectServed(
      npmStart({ env, prefix: asOrdinaryUser }),
      /Electron was tried, but it ended before it was ready \(exit code 127\): .*libgtk-3\.so\.0/,
    );
  });

  it('opens a desktop window, sandboxed, for an ordinary user', async ({ skip }) => {
    skip(!canBeOrdinary, noUser);
    skip(!display || !electron, 'there is no Electron, or no display');
    const start = npmStart({ env: { DISPLAY: display, ELECTRON_EXEC_PATH: electron }, prefix: asOrdinaryUser });
    expect(await start.ready).toMatch(/^desktop window \(Electron \d+\./);
    // 2: system calls are filtered.
    expect(
      renderers(start).map((pid) => /^Seccomp:\s+(\d)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]),
    ).toEqual(['2']);
    await start.stop('SIGTERM');
    expect(readyLines(start)).toHaveLength(1);
  });

  it.each(['SIGINT', 'SIGHUP'] as const)('passes %s on and leaves nothing behind', async (signal) => {
    // A terminal tells all of them; npm alone would keep these to itself.
    const start = npmStart({ command: launcher });
    await start.ready;
    await start.stop(signal);
  });

  it('leaves nothing behind even when it is killed', async () => {
    const start = npmStart({ command: launcher });
    const link = await start.ready;
    await start.stop('SIGKILL');
    const answer = () =>
      fetch(link, { redirect: 'manual' }).then(
        () => 'answers',
        () => 'is gone',
      );
    await expect.poll(answer).toBe('is gone');
  });

  it('names what it does not understand', async () => {
    const start = npmStart({ args: ['--sandboxes'] });
    expect(await start.ended).toBe(2);
    expect(start.lines).toContainEqual('Not understood: --sandboxes');
  });

  it('tells what it takes', async () => {
    const start = npmStart({ args: ['--help'] });
    expect(await start.ended).toBe(0);
    expect(start.lines).toContainEqual(expect.stringMatching(/^usage: npm start -- \[--sandbox/));
    expect(start.lines.join('\n')).not.toContain('Not understood');
  });

  it('says where there is no etcd for a sandbox, and gives another link while it serves', async () => {
    const programs = temporaryFolder();
    symlinkSync(process.execPath, join(programs, 'node'));
    writeFileSync(join(programs, 'apt-get'), '#!/bin/sh\necho "E: no packages" >&2\nexit 100\n', { mode: 0o755 });
    for (const program of ['sh', 'sleep']) symlinkSync(join('/bin', program), join(programs, program));
    // Nobody hands out an etcd, and what is called apt-get installs none.
    const settings = temporaryFolder();
    const etcdRelease = { mirror: nobodyListens };
    writeFileSync(join(settings, 'settings.json'), JSON.stringify({ etcdRelease }));
    const env = { PATH: programs, ETCDECK_CONFIG_DIR: settings };
    const start = npmStart({ command: launcher, args: ['--sandbox'], env });
    const link = await start.ready;
    await expect
      .poll(() => start.lines.join('\n'))
      .toMatch(/No sandbox can start: .*nothing listens there\. To get it: sudo apt-get install etcd-server\./);
    const asked = npmStart({ command: launcher, args: ['--link'], env });
    expect(await asked.ended).toBe(0);
    const another = asked.lines.find((line) => line.startsWith('http://127.0.0.1:')) ?? '';
    expect(new URL(another).origin).toBe(new URL(link).origin);
    expect((await fetch(link, { redirect: 'manual' })).status).toBe(401);
    expect((await fetch(another, { redirect: 'manual' })).status).toBe(200);
    await start.stop('SIGTERM');
  });

  it('builds a command line that V8 has compiled, and that runs where another V8 refuses that', async () => {
    await ensureBuilt();
    const program = join(projectFolder, 'out/main/cli.cjs');
    expect(openPackedScripts(join(projectFolder, 'out/main/cli')).uncompiled()).toEqual([]);
    // V8 takes what was compiled with other flags for another version's.
    for (const flags of [[], ['--no-opt']]) {
      const { stdout, stderr } = spawnSync(process.execPath, [...flags, program, '--version'], { encoding: 'utf8' });
      expect(stderr).toBe('');
      expect(stdout).toMatch(/^\d+\.\d+\.\d+/);
    }
  });

  it('builds a desktop that V8 has compiled, where there is an Electron', async ({ skip }) => {
    skip(!electron, 'there is no Electron');
    await ensureBuilt({ forRelease: true });
    const scripts = join(projectFolder, 'out/main/desktop');
    expect(openPackedScripts(scripts).uncompiled()).toEqual([]);
    // V8 takes that where its flags are the same, which the build has to see to.
    const scratch = temporaryFolder();
    const script = join(scratch, 'taken.cjs');
    const module = await bundleForNode(join(projectFolder, 'src/core/packed-scripts.ts'));
    writeFileSync(
      script,
      `const { app } = require('electron');
      app.whenReady().then(async () => {
        const { openPackedScripts } = await import(${JSON.stringify(module)});
        const scripts = openPackedScripts(${JSON.stringify(scripts)}, require('node:zlib').crc32);
        scripts.load('backend.cjs');
        require('node:fs').writeFileSync(${JSON.stringify(join(scratch, 'taken'))}, JSON.stringify(scripts.taken()));
        app.exit(0);
      });`,
    );
    expect(await runInElectron(script, { scratch, env: {} })).toBeNull();
    expect(JSON.parse(readFileSync(join(scratch, 'taken'), 'utf8'))).toEqual([0]);
  });

  it('installs and builds on a fresh machine, and does without an Electron that cannot be fetched', async () => {
    const fresh = join(temporaryFolder(), 'etcdeck');
    const left = new Set(['node_modules', 'out', 'dist', '.git', 'test-results']);
    cpSync(projectFolder, fresh, { recursive: true, filter: (path) => !left.has(relative(projectFolder, path)) });
    const env = {
      ELECTRON_EXEC_PATH: '',
      ELECTRON_OVERRIDE_DIST_PATH: '',
      npm_config_cache: spawnSync('npm', ['config', 'get', 'cache'], { encoding: 'utf8' }).stdout.trim(),
      ...(canBeOrdinary ? { DISPLAY: ':0' } : {}),
    };
    const start = npmStart({ cwd: fresh, env, prefix: canBeOrdinary ? asOrdinaryUser : [] });
    const reason = canBeOrdinary ? /the Electron binary could not be downloaded \(/ : /there is no display/;
    await expectServed(start, reason);
    expect(existsSync(join(fresh, 'out/main/cli.cjs'))).toBe(true);

    const again = npmStart({ cwd: fresh });
    await again.ready;
    expect(again.lines.filter((line) => /Installing|Building/.test(line))).toEqual([]);
    await again.stop('SIGTERM');
  });

  it('gives a download up that never ends', async ({ skip }) => {
    skip('executable' in findElectron({}), 'Electron is installed, so nothing is downloaded');
    const stalled = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(stalled, 'listening');
    const address = stalled.address();
    const port = typeof address === 'object' ? address?.port : null;
    const env = {
      ...process.env,
      ELECTRON_MIRROR: `http://127.0.0.1:${port}/`,
      electron_config_cache: temporaryFolder(),
    };
    const found = await obtainElectron({ ...env, ELECTRON_EXEC_PATH: '', ELECTRON_OVERRIDE_DIST_PATH: '' }, 2_000);
    expect(found).toEqual({ missing: 'the Electron binary did not arrive within 2 seconds' });
    stalled.close();
  });
});

describe('npm run package', () => {
  it('says what it needs where nothing can be fetched', async () => {
    if (packaging === null) throw new Error('it was never begun');
    marks.push(packaging.mark);
    expect(await packaging.ended).not.toBe(0);
    expect(packaging.lines.join('\n')).toMatch(/The packages could not be made: .*\n.*ELECTRON_MIRROR/s);
    expect(packaging.lines.filter((line) => /^\s+at /.test(line))).toEqual([]);
  });
});
