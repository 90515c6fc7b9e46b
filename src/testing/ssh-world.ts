import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { ConnectionDraft, ConnectionSecrets, ConnectionSsh } from '../contract/connections/profile.ts';
import type { ConnectionState } from '../contract/connections/state.ts';
import { EtcdeckError } from '../contract/failure.ts';
import { createConnections } from '../core/connections/create-connections.ts';
import { testPorts } from './ports.ts';
import { hasSshd, startSshd, type TestSshd } from './sshd.ts';
import { startCluster, type TestCluster } from './test-cluster.ts';

export let home: string;
export let sshd: TestSshd;
export let cluster: TestCluster;
const environment = { HOME: process.env.HOME, SSH_AUTH_SOCK: process.env.SSH_AUTH_SOCK };

/** Registers the hooks that start the world before a file's tests and end it after them. */
export function startSshWorld(): void {
  beforeAll(async () => {
    if (!hasSshd) return;
    home = await mkdtemp(join(tmpdir(), 'etcdeck-home-'));
    // The tests do not use the operator's own keys and known hosts.
    process.env.HOME = home;
    delete process.env.SSH_AUTH_SOCK;
    await mkdir(join(home, '.ssh'));
    [sshd, cluster] = await Promise.all([startSshd(), startCluster({ members: 3, tls: 'mutual' })]);
  });
  afterAll(async () => {
    await Promise.all([sshd?.close(), cluster?.close()]);
    await rm(home ?? join(tmpdir(), 'etcdeck-none'), { recursive: true, force: true });
    for (const [name, value] of Object.entries(environment)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });
  afterEach(async () => {
    delete process.env.SSH_AUTH_SOCK;
    if (hasSshd) await rm(join(home, '.ssh', 'known_hosts'), { force: true });
  });
}

export function way(server: TestSshd = sshd, changes: Partial<ConnectionSsh> = {}): ConnectionSsh {
  const { host, port, user, keyFile } = server;
  return { host, port, user, auth: 'key', keyFile, manifest: null, ...changes };
}

export async function connections(settings?: string) {
  const folder = settings ?? (await mkdtemp(join(home, 'settings-')));
  const ports = testPorts(folder);
  return { ...createConnections(ports), ports, folder };
}

/** Trusts the host's key, as the operator does. */
export async function trusting(server: TestSshd = sshd) {
  const made = await connections();
  const { host, port } = server;
  await made.api.trustHostKey({ host, port, fingerprint: await server.fingerprint() });
  return made;
}

export type Made = Awaited<ReturnType<typeof connections>>;

export async function failureOf(work: Promise<unknown>): Promise<EtcdeckError> {
  const error = await work.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  if (error instanceof EtcdeckError) return error;
  throw error;
}

/** Opens a draft, waits until it is connected, and returns its state. The caller stops it. */
export async function open({ api, open: registry }: Made, draft: ConnectionDraft, secrets: ConnectionSecrets = {}) {
  const { profile } = await api.save({ draft, secrets });
  const stop = new AbortController();
  const states: ConnectionState[] = [];
  const stream = api.open({ connection: profile.id, secrets }, { signal: stop.signal })[Symbol.asyncIterator]();
  for (;;) {
    const next = await stream.next();
    if (next.done) throw new Error('it ended');
    states.push(next.value);
    if (next.value.phase === 'connected') break;
  }
  return {
    connection: registry.require(profile.id),
    next: () => stream.next(),
    async close() {
      stop.abort();
      await stream.next().catch(() => undefined);
    },
  };
}

/** Returns the first result of opening a draft: connected, or a failure. */
export async function attempt(made: Made, ssh: ConnectionSsh, secrets: ConnectionSecrets = {}): Promise<string> {
  const opened = await open(made, cluster.draft({ ssh }), secrets).catch((error: unknown) => error);
  if (opened instanceof EtcdeckError) return opened.code;
  if (opened instanceof Error) throw opened;
  await (opened as Awaited<ReturnType<typeof open>>).close();
  return 'connected';
}

/** Returns the steps that have ended, each as a line. */
export async function walk({ api }: Made, draft: ConnectionDraft, secrets: ConnectionSecrets = {}): Promise<string[]> {
  const lines: string[] = [];
  for await (const { step, state, failure, detail } of api.test({ draft, secrets })) {
    if (state !== 'running') lines.push(`${step} ${state} ${failure?.code ?? ''} ${detail}`);
  }
  return lines;
}
