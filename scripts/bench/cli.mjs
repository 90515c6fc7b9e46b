import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inProject } from '../project.mjs';
import { scratchFolder } from './desktop-run.mjs';
import { measureCommand, serveMember } from './keyspace-server.mjs';
import { median } from './samples.mjs';

/** @typedef {import('./table.mjs').Figure} Figure */
/** @typedef {import('../checks/machine.mjs').Machine} Machine */

const rounds = 15;
/** How many times as long as a Node that runs nothing. */
const targets = { version: 1.5, command: 2 };

/**
 * How long short commands take, beside a Node that runs nothing and beside etcdctl. All take turns, so that a busy machine
 * slows all.
 * @param {Machine} machine
 * @returns {AsyncGenerator<Figure>}
 */
export async function* measureCli(machine) {
  await machine.build();
  const found = await machine.etcds();
  const [etcd] = 'missing' in found ? [] : found.etcds;
  const cli = inProject('out/main/cli.cjs');
  /** @type {[string, readonly string[]]} */
  const bare = [process.execPath, ['-e', '0']];
  const own = (/** @type {readonly string[]} */ args) => /** @type {const} */ ([process.execPath, [cli, ...args]]);
  const light = { '--version': own(['--version']), '--help': own(['--help']) };
  if (etcd === undefined) {
    const { bare: bareMs, ...times } = await inTurns({ bare, ...light });
    yield* lightFigures(times, bareMs ?? []);
    yield {
      name: 'get, status',
      unit: 'ms',
      value: null,
      note: 'missing' in found ? found.missing : 'there is no etcd',
    };
    return;
  }
  const server = await serveMember(etcd, scratchFolder('cli'));
  try {
    const etcdctl = join(dirname(etcd.binary), 'etcdctl');
    const at = ['--endpoints', server.endpoint];
    await measureCommand(...own([...at, 'put', '/bench', 'a value', '--if-mod-revision', '0']));
    const commands = { get: ['get', '/bench'], status: ['status'] };
    const theirs = existsSync(etcdctl) ? { get: ['get', '/bench'], status: ['endpoint', 'status'] } : null;
    const times = await inTurns({
      ...{ bare, ...light },
      ...Object.fromEntries(Object.entries(commands).map(([name, args]) => [name, own([...at, ...args])])),
      ...Object.fromEntries(
        Object.entries(theirs ?? {}).map(([name, args]) => [`etcdctl ${name}`, [etcdctl, [...at, ...args]]]),
      ),
    });
    const bareMs = times.bare ?? [];
    yield* lightFigures(Object.fromEntries(Object.keys(light).map((name) => [name, times[name] ?? []])), bareMs);
    for (const name of Object.keys(commands)) {
      yield figure(`${name}, beside bare node`, times[name] ?? [], bareMs, targets.command);
      const reference = times[`etcdctl ${name}`];
      if (reference !== undefined) yield figure(`${name}, beside etcdctl`, times[name] ?? [], reference);
    }
  } finally {
    await server.stop();
  }
}

/** @param {Readonly<Record<string, readonly number[]>>} times @param {readonly number[]} bareMs */
function* lightFigures(times, bareMs) {
  for (const [name, ms] of Object.entries(times))
    yield figure(`${name}, beside bare node`, ms, bareMs, targets.version);
}

/**
 * @param {string} name @param {readonly number[]} ms @param {readonly number[]} besideMs @param {number} [ratio]
 * @returns {Figure}
 */
function figure(name, ms, besideMs, ratio) {
  const reference = median(besideMs);
  const note = `median of ${rounds}, ${Math.min(...ms).toFixed(0)}–${Math.max(...ms).toFixed(0)}`;
  const target = ratio === undefined ? {} : { target: ratio * reference };
  return { name, unit: 'ms', value: median(ms), reference, note, ...target };
}

/**
 * Runs each command so many times, one after the other; the first round only fills the system's caches.
 * @param {Readonly<Record<string, readonly [string, readonly string[]]>>} commands
 */
async function inTurns(commands) {
  /** @type {Record<string, number[]>} */
  const times = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, [command, args]] of Object.entries(commands)) {
      const { tookMs } = await measureCommand(command, args);
      if (round > 0) times[name]?.push(tookMs);
    }
  }
  return times;
}
