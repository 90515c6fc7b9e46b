import { fork } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { build } from 'vite';
import { kernelPlugin } from '../kernels/plugin.mjs';
import { ProcessGroup } from '../process-group.mjs';
import { inProject, projectFolder } from '../project.mjs';
import { peakMB } from './peak-memory.mjs';

/** @typedef {import('./keyspace-host/host.ts').Answered} Answered */
/** @typedef {import('./keyspace-host/questions.ts').Questions} Questions */
/** @typedef {keyof Questions} Name */
/** @typedef {{ readonly endpoint: string, stop(): Promise<unknown> }} Server */

const startMs = 120_000;

/** Returns a port where nothing listens. @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/**
 * Starts a member with so many keys, made with `fill` when they are not there.
 * @param {import('../checks/etcd.mjs').Etcd} etcd
 * @param {number} keys
 * @param {string} hostFile
 * @returns {Promise<Server>}
 */
export async function serveKeys(etcd, keys, hostFile) {
  return await serveFilled(etcd, `pods-from-20-${etcd.version}-${keys}`, async (endpoint) => {
    console.log(`Writing ${keys.toLocaleString('en')} keys into etcd ${etcd.version} …`);
    const host = openHost(hostFile, endpoint);
    await host.ask('fill', keys);
    host.close();
  });
}

/**
 * Starts a member whose data stays in the system's folder for passing files, for the next run: it is filled when it is not
 * there, or was not finished.
 * @param {import('../checks/etcd.mjs').Etcd} etcd
 * @param {string} name
 * @param {(endpoint: string) => Promise<void>} fill
 * @returns {Promise<Server>}
 */
export async function serveFilled(etcd, name, fill) {
  const folder = join(tmpdir(), `etcdeck-bench-${name}`);
  const stamp = join(folder, 'filled');
  const isFilled = existsSync(stamp);
  if (!isFilled) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const server = await serveMember(etcd, folder);
  if (!isFilled) {
    await fill(server.endpoint);
    writeFileSync(stamp, '');
  }
  return server;
}

/**
 * Starts a member whose data is in a folder, and waits until it serves.
 * @param {import('../checks/etcd.mjs').Etcd} etcd
 * @param {string} folder
 * @returns {Promise<Server>}
 */
export async function serveMember({ binary }, folder) {
  const [client, peer] = [`http://127.0.0.1:${await freePort()}`, `http://127.0.0.1:${await freePort()}`];
  const group = new ProcessGroup(
    binary,
    [
      ...['--data-dir', join(folder, 'data'), '--name', 'bench', '--initial-cluster', `bench=${peer}`],
      ...['--listen-client-urls', client, '--advertise-client-urls', client],
      ...['--listen-peer-urls', peer, '--initial-advertise-peer-urls', peer],
      ...['--unsafe-no-fsync', '--quota-backend-bytes', String(8 * 1024 ** 3), '--force-new-cluster'],
    ],
    { stdio: 'ignore' },
  );
  await untilHealthy(client);
  return { endpoint: client, stop: () => group.stop() };
}

/** Waits until a member serves. @param {string} endpoint */
export async function untilHealthy(endpoint) {
  const until = Date.now() + startMs;
  for (;;) {
    try {
      const response = await fetch(`${endpoint}/health`);
      if (response.ok) return;
    } catch (error) {
      if (Date.now() > until) throw error;
    }
    await delay(200);
  }
}

/**
 * Builds a program that asks, which is TypeScript, for plain Node.
 * @param {string} outDir
 * @param {string} [folder] where its host.ts is
 * @returns {Promise<string>}
 */
export async function buildHost(outDir, folder = 'keyspace-host') {
  await build({
    configFile: false,
    logLevel: 'error',
    plugins: [kernelPlugin(projectFolder)],
    publicDir: false,
    build: {
      ssr: inProject('scripts/bench', folder, 'host.ts'),
      outDir,
      emptyOutDir: false,
      target: 'node20.18',
      rolldownOptions: { output: { format: 'es', entryFileNames: 'host.mjs' } },
    },
  });
  return join(outDir, 'host.mjs');
}

/** A separate process that asks one member, to measure the cost. @param {string} file @param {string} endpoint */
export function openHost(file, endpoint) {
  // What is kept can be told only when what is not kept is gone.
  const child = fork(file, [endpoint], { execArgv: ['--expose-gc'] });
  return {
    /**
     * @template {Name} N
     * @param {N} name
     * @param {Parameters<Questions[N]>[0]} argument
     * @returns {Promise<{ readonly answer: Awaited<ReturnType<Questions[N]>>, readonly stallMs: number, readonly peakMB: number }>}
     */
    ask: (name, argument) =>
      new Promise((resolve, reject) => {
        const gone = () => reject(new Error(`the host of the bench is gone (${name})`));
        child.once('exit', gone);
        child.once('message', (/** @type {Answered} */ { answer, failure, stallMs, peakMB }) => {
          child.off('exit', gone);
          if (failure !== null) reject(new Error(failure));
          // The answer to a question is what the question gives.
          else resolve({ answer: /** @type {Awaited<ReturnType<Questions[N]>>} */ (answer), stallMs, peakMB });
        });
        child.send({ name, argument });
      }),
    close: () => child.kill(),
  };
}

/** Runs a command to its end: how long it took, and the most memory it had. @param {string} command @param {readonly string[]} args */
export async function measureCommand(command, args) {
  const startedAt = performance.now();
  const group = new ProcessGroup(command, args, { stdio: 'ignore' });
  let most = 0;
  const looking = setInterval(() => {
    most = Math.max(most, peakMB(group.child.pid) ?? 0);
  }, 10);
  const { code, error } = await group.ended;
  clearInterval(looking);
  if (error !== null || code !== 0) throw new Error(`${command} failed: ${error?.message ?? code}`);
  return { tookMs: performance.now() - startedAt, peakMB: most };
}
