import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ProcessGroup } from '../process-group.mjs';
import { inProject } from '../project.mjs';
import { buildHost, freePort, untilHealthy } from './keyspace-server.mjs';
import { median } from './samples.mjs';

/** @typedef {import('./table.mjs').Figure} Figure */
/** @typedef {import('../checks/machine.mjs').Machine} Machine */
/** @typedef {import('./cluster-host/host.ts').Seen} Seen */
/** @typedef {{ readonly endpoint: string, readonly group: ProcessGroup }} Member */

const memberCount = 5;
const rounds = 5;
const boundMs = 30_000;
/** Until what a window asks once has been asked. */
const settleMs = 6_000;
const watchedMs = 20_000;

/**
 * How soon the members are shown while one of five is frozen, and what following them costs them and the host.
 * @param {Machine} machine
 * @returns {AsyncGenerator<Figure>}
 */
export async function* measureCluster(machine) {
  const found = await machine.etcds();
  const [etcd] = 'missing' in found ? [] : found.etcds;
  if (etcd === undefined) {
    yield { name: 'cluster', unit: 'ms', value: null, note: 'missing' in found ? found.missing : 'there is no etcd' };
    return;
  }
  // Inside the project, so that packages are found from there.
  await mkdir(inProject('node_modules', '.cache'), { recursive: true });
  const built = mkdtempSync(inProject('node_modules', '.cache', 'etcdeck-bench-'));
  const folder = mkdtempSync(join(tmpdir(), 'etcdeck-bench-cluster-'));
  process.on('exit', () => {
    for (const each of [built, folder]) rmSync(each, { recursive: true, force: true });
  });
  const hostFile = await buildHost(built, 'cluster-host');
  const members = await startMembers(etcd.binary, folder);
  try {
    yield* measureFollowing(hostFile, members);
    yield* measureFrozen(hostFile, members);
  } finally {
    for (const { group } of members) group.signal('SIGKILL');
    await Promise.all(members.map(({ group }) => group.ended));
  }
}

/** Starts five members and waits until they serve. @param {string} binary @param {string} folder @returns {Promise<readonly Member[]>} */
export async function startMembers(binary, folder) {
  const plans = [];
  for (let at = 1; at <= memberCount; at++) {
    const urls = { client: `http://127.0.0.1:${await freePort()}`, peer: `http://127.0.0.1:${await freePort()}` };
    plans.push({ name: `member-${at}`, ...urls });
  }
  const cluster = plans.map(({ name, peer }) => `${name}=${peer}`).join(',');
  const members = plans.map(({ name, client, peer }) => ({
    endpoint: client,
    group: new ProcessGroup(
      binary,
      [
        ...['--data-dir', join(folder, name), '--name', name, '--initial-cluster', cluster, '--unsafe-no-fsync'],
        ...['--listen-client-urls', client, '--advertise-client-urls', client],
        ...['--listen-peer-urls', peer, '--initial-advertise-peer-urls', peer],
      ],
      { stdio: 'ignore' },
    ),
  }));
  await Promise.all(members.map(({ endpoint }) => untilHealthy(endpoint)));
  return members;
}

/** Shows the members in a process of its own. @param {string} hostFile @param {readonly Member[]} members */
function openHost(hostFile, members) {
  const child = fork(
    hostFile,
    members.map(({ endpoint }) => endpoint),
  );
  /** @type {Seen | null} */
  let latest = null;
  child.on('message', (/** @type {Seen} */ seen) => {
    latest = seen;
  });
  return {
    latest: () => latest,
    /** Gives the first status in which so many members have answered. @param {number} answered @returns {Promise<Seen>} */
    until: (answered) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`${answered} members did not answer in time`)), boundMs);
        child.on('message', (/** @type {Seen} */ seen) => {
          if (seen.answered < answered) return;
          clearTimeout(timer);
          resolve(seen);
        });
      }),
    close: () => child.disconnect(),
  };
}

/** @param {string} hostFile @param {readonly Member[]} members @returns {AsyncGenerator<Figure>} */
async function* measureFollowing(hostFile, members) {
  const host = openHost(hostFile, members);
  try {
    await host.until(memberCount);
    await delay(settleMs);
    const cpuBefore = host.latest()?.cpuMs ?? 0;
    const before = await Promise.all(members.map(({ endpoint }) => requestsOf(endpoint)));
    await delay(watchedMs);
    const after = await Promise.all(members.map(({ endpoint }) => requestsOf(endpoint)));
    const cpuMs = (host.latest()?.cpuMs ?? 0) - cpuBefore;
    const perSecond = after.map((count, at) => (count - (before[at] ?? 0)) / (watchedMs / 1_000));
    const most = Math.max(...perSecond);
    const note = `by its own count, the most asked of ${memberCount}; ${perSecond.map((each) => each.toFixed(2)).join(', ')}`;
    yield { name: 'requests to a member while followed', unit: 'a second', value: most, target: 1, note };
    yield {
      name: 'host while it follows',
      unit: '%',
      value: (cpuMs / watchedMs) * 100,
      target: 2,
      note: 'of one core',
    };
  } finally {
    host.close();
  }
}

/** @param {string} hostFile @param {readonly Member[]} members @returns {AsyncGenerator<Figure>} */
async function* measureFrozen(hostFile, members) {
  const frozen = members.at(-1);
  frozen?.group.signal('SIGSTOP');
  // While it led, the others elect another.
  await delay(settleMs);
  const samples = [];
  for (let round = 0; round < rounds; round++) {
    const host = openHost(hostFile, members);
    try {
      samples.push((await host.until(memberCount - 1)).ms);
    } finally {
      host.close();
    }
  }
  const note = `median of ${rounds}, one of ${memberCount} frozen; slowest ${Math.max(...samples).toFixed(0)} ms`;
  yield { name: 'rows of the members that answer', unit: 'ms', value: median(samples), target: 300, note };
}

/** How many RPCs a member was asked so far. @param {string} endpoint */
async function requestsOf(endpoint) {
  const text = await (await fetch(`${endpoint}/metrics`)).text();
  const started = text.matchAll(/^grpc_server_started_total\{.*\} (\S+)$/gm);
  return [...started].reduce((sum, [, count]) => sum + Number(count), 0);
}
