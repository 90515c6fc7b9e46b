import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { inProject } from '../project.mjs';
import { buildHost, measureCommand, openHost, serveKeys } from './keyspace-server.mjs';
import { median } from './samples.mjs';

/** @typedef {import('./table.mjs').Figure} Figure */
/** @typedef {import('../checks/machine.mjs').Machine} Machine */
/** @typedef {import('../checks/etcd.mjs').Etcd} Etcd */
/** @typedef {ReturnType<typeof openHost>} Host */

const folders = ['/', '/registry/', '/registry/pods/', '/registry/pods/ns-200/', '/registry/events/ns-399/'];
const rounds = 3;
const writtenMs = 4_000;
const restMs = 16_000;
/** Of it, once a window is open and has asked what it asks once. */
const watchedMs = 10_000;

const firstRows = { target: 300, aim: 100 };
/** By how many counts of the same keys. */
const firstLevel = { target: 6, aim: 2 };
const podsLevel = { target: 2_500, aim: 1_000 };
/** By how many times what it takes alone. */
const writesMeanwhile = { target: 3, aim: 1 };
const browsedRows = 10_000;
const treeMemory = { target: 40, aim: 10 };
const stalls = { target: 50, aim: 16 };
const stallNote = 'during all of these; beside a process that only waits';

/**
 * How fast a keyspace is read, beside what etcd's own tool or one count of the same keys takes in the same minutes.
 * @param {Machine} machine
 * @param {{ readonly keys: number }} options
 * @returns {AsyncGenerator<Figure>}
 */
export async function* measureKeyspace(machine, { keys }) {
  const found = await machine.etcds();
  if ('missing' in found) {
    yield { name: 'keyspace', unit: 'ms', value: null, note: found.missing };
    return;
  }
  const old = found.etcds.find(({ version }) => version.startsWith('3.5.')) ?? found.etcds[0];
  const streaming = found.etcds.find(({ version }) => version.startsWith('3.7.'));
  // Inside the project, so that packages are found from there.
  await mkdir(inProject('node_modules', '.cache'), { recursive: true });
  const folder = mkdtempSync(inProject('node_modules', '.cache', 'etcdeck-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const hostFile = await buildHost(folder);
  for (const etcd of [old, streaming]) if (etcd !== undefined) yield* measureServer(etcd, keys, hostFile);
}

/** @param {Etcd} etcd @param {number} keys @param {string} hostFile @returns {AsyncGenerator<Figure>} */
async function* measureServer(etcd, keys, hostFile) {
  const server = await serveKeys(etcd, keys, hostFile);
  const host = openHost(hostFile, server.endpoint);
  let longestMs = 0;
  // This process only waits: how long it is kept from turning is the machine's doing.
  const waiting = monitorEventLoopDelay({ resolution: 1 });
  waiting.enable();
  /** @type {Host['ask']} */
  const ask = async (name, argument) => {
    const asked = await host.ask(name, argument);
    longestMs = Math.max(longestMs, asked.stallMs);
    return asked;
  };
  const name = (/** @type {string} */ text) => `${etcd.version}: ${text}`;
  try {
    // The first question connects, and loads what speaks gRPC: a window has done both when it shows a tree.
    await host.ask('level', '/nothing/');
    yield* measureTree(name, ask);
    yield* measureWrites(name, ask, openHost(hostFile, server.endpoint));
    yield* measureScan(name, etcd, server.endpoint, ask);
    yield {
      name: name('host’s event loop, longest stall'),
      unit: 'ms',
      value: longestMs,
      ...stalls,
      reference: waiting.max / 1e6,
      note: stallNote,
    };
    yield* measureBrowsing(name, openHost(hostFile, server.endpoint));
    yield* measureRest(name, server.endpoint, openHost(hostFile, server.endpoint));
  } finally {
    waiting.disable();
    host.close();
    await server.stop();
  }
}

/** @param {(text: string) => string} name @param {Host['ask']} ask @returns {AsyncGenerator<Figure>} */
async function* measureTree(name, ask) {
  const countOf = async (/** @type {string} */ prefix) => {
    const samples = [];
    for (let round = 0; round < rounds; round++) samples.push((await ask('count', prefix)).answer);
    return median(samples);
  };
  const levelOf = async (/** @type {string} */ prefix) => {
    /** @type {import('./keyspace-host/questions.ts').LevelTimes[]} */
    const samples = [];
    for (let round = 0; round < rounds; round++) samples.push((await ask('level', prefix)).answer);
    const ms = (/** @type {'firstMs' | 'wholeMs'} */ which) => median(samples.map((sample) => sample[which]));
    return { firstMs: ms('firstMs'), wholeMs: ms('wholeMs'), children: samples[0]?.children ?? 0 };
  };
  const all = await countOf('/registry/');
  let slowest = { folder: '', ms: 0 };
  for (const folder of folders) {
    const { firstMs } = await levelOf(folder);
    if (firstMs >= slowest.ms) slowest = { folder, ms: firstMs };
  }
  const note = `slowest of ${folders.length}: ${slowest.folder}; beside a count of all keys`;
  yield {
    name: name('first rows of a folder'),
    unit: 'ms',
    value: slowest.ms,
    ...firstRows,
    reference: all,
    note,
  };

  const registry = await levelOf('/registry/');
  yield {
    ...{ name: name('first level of /registry/'), unit: 'ms', value: registry.wholeMs },
    ...{ target: firstLevel.target * all, aim: firstLevel.aim * all, reference: all },
    note: `${registry.children} folders; beside one count of it`,
  };
  const pods = await levelOf('/registry/pods/');
  yield {
    ...{ name: name('level of /registry/pods/'), unit: 'ms', value: pods.wholeMs, ...podsLevel },
    reference: await countOf('/registry/pods/'),
    note: `${pods.children} folders; beside one count of it`,
  };
}

/**
 * What another client's writes take while the pods' namespaces are listed again and again.
 * @param {(text: string) => string} name @param {Host['ask']} ask @param {Host} other @returns {AsyncGenerator<Figure>}
 */
async function* measureWrites(name, ask, other) {
  try {
    await other.ask('write', writtenMs / 4);
    const idle = median((await other.ask('write', writtenMs)).answer);
    let isWriting = true;
    const listing = (async () => {
      while (isWriting) await ask('level', '/registry/pods/');
    })();
    const meanwhile = median((await other.ask('write', writtenMs)).answer);
    isWriting = false;
    await listing;
    const note = 'p50 while the pods are listed over and over; beside nobody else';
    yield {
      name: name('another client’s write'),
      unit: 'ms',
      value: meanwhile,
      target: writesMeanwhile.target * idle,
      aim: writesMeanwhile.aim * idle,
      reference: idle,
      note,
    };
  } finally {
    other.close();
  }
}

/**
 * @param {(text: string) => string} name @param {Etcd} etcd @param {string} endpoint @param {Host['ask']} ask
 * @returns {AsyncGenerator<Figure>}
 */
async function* measureScan(name, etcd, endpoint, ask) {
  const etcdctl = join(dirname(etcd.binary), 'etcdctl');
  const get = ['--endpoints', endpoint, '--command-timeout', '120s', 'get', '/registry/', '--prefix', '--keys-only'];
  const scans = [];
  const tools = [];
  for (let round = 0; round < rounds; round++) {
    scans.push(await ask('scan', '/registry/'));
    tools.push(await measureCommand(etcdctl, get));
  }
  const tool = { tookMs: median(tools.map(({ tookMs }) => tookMs)), peakMB: median(tools.map(({ peakMB }) => peakMB)) };
  const tookMs = median(scans.map(({ answer }) => answer.tookMs));
  const note = `${scans[0]?.answer.keys.toLocaleString('en')} keys; beside etcdctl get --prefix --keys-only`;
  yield {
    name: name('keys-only scan'),
    unit: 'ms',
    value: tookMs,
    target: 2.5 * tool.tookMs,
    aim: tool.tookMs,
    reference: tool.tookMs,
    note,
  };
  const peakMB = Math.max(...scans.map((scan) => scan.peakMB));
  yield {
    name: name('keys-only scan, peak memory'),
    unit: 'MB',
    value: peakMB,
    target: 0.6 * tool.peakMB,
    reference: tool.peakMB,
    note: 'of the whole process',
  };
  const { answer } = await ask('values', '/registry/configmaps/');
  yield {
    name: name('scan with values'),
    unit: 'µs a key',
    value: (answer.tookMs * 1_000) / answer.keys,
    note: `${answer.keys.toLocaleString('en')} keys`,
  };
}

/** @param {(text: string) => string} name @param {Host} window @returns {AsyncGenerator<Figure>} */
async function* measureBrowsing(name, window) {
  try {
    const { answer } = await window.ask('browse', { prefix: '/registry/pods/', rows: browsedRows });
    const note = `with ${answer.rows.toLocaleString('en')} rows; the page itself has those on the screen`;
    yield { name: name('tree, once browsed'), unit: 'MB', value: answer.bytes / 1_000_000, ...treeMemory, note };
  } finally {
    window.close();
  }
}

/** @param {(text: string) => string} name @param {string} endpoint @param {Host} window @returns {AsyncGenerator<Figure>} */
async function* measureRest(name, endpoint, window) {
  try {
    const resting = window.ask('rest', restMs);
    await delay((restMs - watchedMs) * 0.8);
    const before = await requestsOf(endpoint);
    await delay(watchedMs);
    const after = await requestsOf(endpoint);
    await resting;
    const asked = [...after].map(
      ([method, count]) => /** @type {const} */ ([method, count - (before.get(method) ?? 0)]),
    );
    const perSecond = asked.reduce((sum, [, count]) => sum + count, 0) / (watchedMs / 1_000);
    const calls = asked.filter(([, count]) => count > 0).map(([method, count]) => `${count} ${method}`);
    const note = `in ${watchedMs / 1_000} s: ${calls.join(', ')}`;
    yield { name: name('requests of an idle window'), unit: 'a second', value: perSecond, target: 1, note };
  } finally {
    window.close();
  }
}

/** How often a member was asked each RPC so far. @param {string} endpoint @returns {Promise<ReadonlyMap<string, number>>} */
async function requestsOf(endpoint) {
  const text = await (await fetch(`${endpoint}/metrics`)).text();
  const started = text.matchAll(/^grpc_server_started_total\{grpc_method="(\w+)".*\} (\S+)$/gm);
  return new Map([...started].map(([, method = '', count]) => [method, Number(count)]));
}
