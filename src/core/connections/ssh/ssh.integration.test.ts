import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ConnectionDraft, ConnectionSecrets, ConnectionSsh } from '../../../contract/connections/profile.ts';
import type { ConnectionState } from '../../../contract/connections/state.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import { writeEtcdManifest } from '../../../testing/etcd-manifest.ts';
import { testPorts } from '../../../testing/ports.ts';
import { canSetPassword, hasSshd, startAgent, startSshd, type TestSshd, withoutSshd } from '../../../testing/sshd.ts';
import { startCluster, type TestCluster } from '../../../testing/test-cluster.ts';
import { put } from '../../../testing/unguarded-writes.ts';
import { EtcdClient } from '../../etcd/client.ts';
import { prefixEnd } from '../../etcd/kv.ts';
import { status } from '../../etcd/maintenance.ts';
import { watch } from '../../etcd/watch.ts';
import { createConnections } from '../create-connections.ts';
import { openHostKeys } from './host-keys.ts';
import { SshTunnel } from './ssh-tunnel.ts';

if (!hasSshd) console.warn(withoutSshd);

let home: string;
let sshd: TestSshd;
let cluster: TestCluster;
const environment = { HOME: process.env.HOME, SSH_AUTH_SOCK: process.env.SSH_AUTH_SOCK };

beforeAll(async () => {
  if (!hasSshd) return;
  home = await mkdtemp(join(tmpdir(), 'etcdeck-home-'));
  // The operator's own keys and known hosts are no part of this.
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

function way(server: TestSshd = sshd, changes: Partial<ConnectionSsh> = {}): ConnectionSsh {
  const { host, port, user, keyFile } = server;
  return { host, port, user, auth: 'key', keyFile, manifest: null, ...changes };
}

async function connections(settings?: string) {
  const folder = settings ?? (await mkdtemp(join(home, 'settings-')));
  const ports = testPorts(folder);
  return { ...createConnections(ports), ports, folder };
}

/** The host's key, trusted as the operator does it. */
async function trusting(server: TestSshd = sshd) {
  const made = await connections();
  const { host, port } = server;
  await made.api.trustHostKey({ host, port, fingerprint: await server.fingerprint() });
  return made;
}

type Made = Awaited<ReturnType<typeof connections>>;

async function failureOf(work: Promise<unknown>): Promise<EtcdeckError> {
  const error = await work.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  if (error instanceof EtcdeckError) return error;
  throw error;
}

/** Opens a draft until it is connected, and gives what it is then. The caller stops it. */
async function open({ api, open: registry }: Made, draft: ConnectionDraft, secrets: ConnectionSecrets = {}) {
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

/** The first thing that happens to a draft when it is opened: connected, or a failure. */
async function attempt(made: Made, ssh: ConnectionSsh, secrets: ConnectionSecrets = {}): Promise<string> {
  const opened = await open(made, cluster.draft({ ssh }), secrets).catch((error: unknown) => error);
  if (opened instanceof EtcdeckError) return opened.code;
  if (opened instanceof Error) throw opened;
  await (opened as Awaited<ReturnType<typeof open>>).close();
  return 'connected';
}

describe.skipIf(!hasSshd)('the host key', () => {
  it('is asked for, remembered, and never taken silently when it changes', async () => {
    const server = await startSshd();
    try {
      const made = await connections();
      const draft = cluster.draft({ ssh: way(server) });
      const unknown = await failureOf(open(made, draft));
      const { host, port } = server;
      const fingerprint = await server.fingerprint();
      expect(unknown).toMatchObject({ code: 'SshHostKeyUnknown', detail: { host, port, fingerprint } });
      await made.api.trustHostKey({ host, port, fingerprint });
      // Another process, which reads the settings afresh.
      const again = await connections(made.folder);
      expect(await attempt(again, way(server))).toBe('connected');

      await server.stop();
      await server.changeHostKey();
      await server.start();
      const changed = await failureOf(open(again, draft));
      expect(changed).toMatchObject({
        code: 'SshHostKeyChanged',
        detail: { fingerprint: await server.fingerprint(), expected: fingerprint },
      });
      await made.api.trustHostKey({ host, port, fingerprint: await server.fingerprint() });
      expect(await attempt(again, way(server))).toBe('connected');
    } finally {
      await server.close();
    }
  });

  it("is OpenSSH's own where that knows it, and a revoked one is refused", async () => {
    const file = join(home, '.ssh', 'known_hosts');
    await writeFile(file, `[127.0.0.1]:${sshd.port} ${await sshd.hostKey()}\n`);
    expect(await attempt(await connections(), way())).toBe('connected');
    await writeFile(file, `@revoked * ${await sshd.hostKey()}\n`);
    expect(await attempt(await trusting(), way())).toBe('SshHostKeyChanged');
  });
});

describe.skipIf(!hasSshd)('logging in', () => {
  it('takes a key, encrypted or not', async () => {
    const made = await trusting();
    const encrypted = way(sshd, { keyFile: sshd.encryptedKeyFile });
    expect(await attempt(made, way())).toBe('connected');
    expect(await attempt(made, encrypted)).toBe('SshPassphraseRequired');
    expect(await attempt(made, encrypted, { sshPassphrase: 'wrong' })).toBe('SshPassphraseWrong');
    expect(await attempt(made, encrypted, { sshPassphrase: sshd.passphrase })).toBe('connected');
    expect(await attempt(made, way(sshd, { keyFile: sshd.strangerKeyFile }))).toBe('SshAuthFailed');
    expect(await attempt(made, way(sshd, { keyFile: `${sshd.keyFile}.pub` }))).toBe('SshKeyInvalid');
    expect(await attempt(made, way(sshd, { keyFile: join(home, 'nothing') }))).toBe('FileNotFound');
  });

  it('takes the agent', async () => {
    const made = await trusting();
    expect(await attempt(made, way(sshd, { auth: 'agent' }))).toBe('SshAgentMissing');
    process.env.SSH_AUTH_SOCK = join(home, 'no-agent');
    expect(await attempt(made, way(sshd, { auth: 'agent' }))).toBe('SshAgentMissing');
    for (const [keys, outcome] of [
      [[sshd.strangerKeyFile, sshd.keyFile], 'connected'],
      [[sshd.strangerKeyFile], 'SshAuthFailed'],
    ] as const) {
      const agent = await startAgent(keys);
      process.env.SSH_AUTH_SOCK = agent.socket;
      expect(await attempt(made, way(sshd, { auth: 'agent' }))).toBe(outcome);
      agent.close();
    }
  });

  it.skipIf(!canSetPassword).each(['password', 'keyboard-interactive'] as const)(
    'takes a password, asked as %s',
    async (asked) => {
      const server = await startSshd({ password: asked });
      try {
        const made = await trusting(server);
        const ssh = way(server, { auth: 'password' });
        expect(await attempt(made, ssh)).toBe('SshPasswordRequired');
        expect(await attempt(made, ssh, { sshPassword: 'wrong' })).toBe('SshAuthFailed');
        expect(await attempt(made, ssh, { sshPassword: server.password })).toBe('connected');
      } finally {
        await server.close();
      }
    },
  );

  it.skipIf(!canSetPassword)('takes a key and then a password', async () => {
    const server = await startSshd({ password: 'password', config: ['AuthenticationMethods publickey,password'] });
    try {
      const made = await trusting(server);
      expect(await attempt(made, way(server))).toBe('SshAuthFailed');
      expect(await attempt(made, way(server), { sshPassword: server.password })).toBe('connected');
    } finally {
      await server.close();
    }
  });

  it('keeps secrets and keys out of files, failures and the log', async () => {
    const made = await trusting();
    const { passphrase } = sshd;
    const encrypted = way(sshd, { keyFile: sshd.encryptedKeyFile });
    const opened = await open(made, cluster.draft({ ssh: encrypted }), {
      sshPassphrase: passphrase,
      sshPassword: 'p4ssw0rd',
    });
    await opened.close();
    const failed = await failureOf(open(made, cluster.draft({ ssh: encrypted }), { sshPassphrase: 'p4ssw0rd' }));
    const files = await Promise.all(
      ['connections', 'known_hosts'].map((name) => readFile(join(made.folder, `${name}.json`), 'utf8')),
    );
    const everything = [...files, ...made.ports.said, JSON.stringify(failed.toFailure()), String(failed.stack)].join(
      '\n',
    );
    expect(everything).toContain(sshd.encryptedKeyFile);
    expect(everything).not.toMatch(/p4ssw0rd|correct horse|PRIVATE KEY/);
  });
});

describe.skipIf(!hasSshd)('the tunnel', () => {
  it('leads to every member, each verified by its own name, over no local TCP port', async () => {
    const made = await trusting();
    // Those of the tests before may still be ending.
    await expect.poll(() => sshd.sessions()).toBe(0);
    const before = await listeners();
    const opened = await open(made, cluster.draft({ ssh: way() }));
    const { client } = opened.connection;
    for (const endpoint of cluster.endpoints)
      expect((await status(client, endpoint, {})).version).toBe(cluster.version);
    expect(await listeners()).toEqual(before);
    expect(sshd.sessions()).toBe(1);
    await opened.close();
    await expect.poll(() => sshd.sessions()).toBe(0);
    const draft = cluster.draft({ ssh: way() });
    const wrong = { ...draft, tls: { ...draft.tls, serverName: 'etcd.example.org' } };
    expect((await failureOf(open(made, wrong))).code).toBe('ServerCertificateNameMismatch');
  });

  it('carries what is not gRPC', async () => {
    const made = await trusting();
    const opened = await open(made, cluster.draft({ ssh: way() }));
    const endpoint = cluster.endpoints[0] ?? '';
    const socket = await opened.connection.dial(endpoint, { timeoutMs: 5_000 });
    const { ca, cert, key } = cluster.target().tls ?? {};
    const text = await new Promise<string>((resolve, reject) => {
      const asked = request(`${endpoint}/metrics`, {
        createConnection: () => connect({ socket, host: '127.0.0.1', ca: ca ?? '', cert: cert ?? '', key: key ?? '' }),
      });
      asked.once('error', reject);
      asked.once('response', async (response) => {
        let body = '';
        for await (const chunk of response) body += String(chunk);
        resolve(body);
      });
      asked.end();
    });
    expect(text).toContain('etcd_server_has_leader 1');
    await opened.close();
  });

  it('heals after a cut, and a watch over it loses nothing', async () => {
    const made = await trusting();
    const opened = await open(made, cluster.draft({ ssh: way() }));
    const { client } = opened.connection;
    const key = new TextEncoder().encode('/ssh/');
    const stop = new AbortController();
    const seen: string[] = [];
    const wanted = 60;
    const range = { key, rangeEnd: prefixEnd(key), startRevision: null, previous: false, signal: stop.signal };
    let resumed = 0;
    let begin = (): void => undefined;
    const started = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const watching = (async () => {
      for await (const notice of watch(client, range)) {
        if (notice.kind === 'started') begin();
        if (notice.kind === 'resumed') resumed += 1;
        if (notice.kind === 'event')
          seen.push(new TextDecoder().decode(notice.event.type === 'put' ? notice.event.entry.key : new Uint8Array(0)));
        if (seen.length >= wanted) return;
      }
    })();
    const names = Array.from({ length: wanted }, (_, index) => `/ssh/${String(index).padStart(3, '0')}`);
    const beside = new EtcdClient(cluster.target());
    await started;
    for (const [index, name] of names.entries()) {
      if (index === 20 || index === 40) sshd.cut();
      await put(beside, { key: new TextEncoder().encode(name), value: new Uint8Array(0) });
    }
    await watching;
    stop.abort();
    beside.close();
    expect(seen).toEqual(names);
    expect(resumed).toBeGreaterThan(0);
    await opened.close();
  });

  it('runs nothing at a host that is only a way, and where commands are run, one in each session', async () => {
    const server = await startSshd({ config: ['LogLevel VERBOSE'] });
    // Ended ones: a shell that is killed as it starts may leave locks of its start-up files behind.
    const commands = (): number => server.said().match(/Close session: /g)?.length ?? 0;
    const logins = (): number => server.said().match(/Accepted publickey/g)?.length ?? 0;
    const hostKeys = openHostKeys((await trusting(server)).ports);
    const tunnel = new SshTunnel({ ssh: way(server), secrets: { sshPassword: null, sshPassphrase: null }, hostKeys });
    const bounds = { timeoutMs: 20_000 };
    const to = { host: '127.0.0.1', port: server.port };
    const pass = async (): Promise<void> => {
      const stream = await tunnel.open(to, bounds);
      await new Promise((resolve, reject) =>
        stream.once('data', resolve).once('close', () => reject(new Error('cut'))),
      );
      stream.destroy();
    };
    /** As long as the cut is not noticed here, an attempt may fail. */
    const passAgain = async (): Promise<void> => {
      server.cut();
      await vi.waitFor(pass, 40_000);
    };
    try {
      await pass();
      await passAgain();
      expect(await tunnel.run('echo here', bounds)).toMatchObject({ exitCode: 0 });
      await expect.poll(() => [logins(), commands()]).toEqual([2, 1]);
      await passAgain();
      await expect.poll(() => [logins(), commands()]).toEqual([3, 2]);
    } finally {
      tunnel.close();
      await server.close();
    }
  });

  it('says why it leads nowhere', async () => {
    const strict = await startSshd({ config: ['AllowTcpForwarding no'] });
    try {
      const made = await trusting(strict);
      const steps = await walk(made, cluster.draft({ ssh: way(strict) }));
      expect(steps.at(-1)).toMatch(/^tcp failed SshForwardRefused/);
    } finally {
      await strict.close();
    }
    const made = await trusting();
    const to = (endpoint: string) => walk(made, { ...cluster.draft({ ssh: way() }), endpoints: [endpoint] });
    expect(await to('https://127.0.0.1:1')).toContainEqual(expect.stringMatching(/^tcp failed ConnectionRefused/));
    expect(await to('https://no.such.name.invalid:1')).toContainEqual(
      expect.stringMatching(/^tcp failed NameNotResolved/),
    );
    expect(await attempt(made, way(sshd, { user: 'nobody-here' }))).toBe('SshAuthFailed');
  });

  it('is a step of the test, before the endpoints', async () => {
    const made = await trusting();
    const steps = await walk(made, cluster.draft({ ssh: way(), endpoints: cluster.endpoints.slice(0, 1) }));
    expect(steps.map((step) => step.split(' ').slice(0, 2).join(' '))).toEqual([
      'ssh ok',
      'files ok',
      'resolve skipped',
      'tcp ok',
      'tls ok',
      'auth ok',
      'cluster ok',
    ]);
    expect(steps[0]).toContain(await sshd.fingerprint());
    const unknown = await walk(await connections(), cluster.draft({ ssh: way() }));
    expect(unknown).toEqual([expect.stringMatching(/^ssh failed SshHostKeyUnknown/)]);
    const absent = await walk(made, cluster.draft({ ssh: way(sshd, { port: 1 }) }));
    expect(absent).toEqual([expect.stringMatching(/^ssh failed SshUnreachable/)]);
    const { port } = new URL(cluster.endpoints[0] ?? '');
    const noSsh = await walk(made, cluster.draft({ ssh: way(sshd, { port: Number(port) }) }));
    expect(noSsh).toEqual([expect.stringMatching(/^ssh failed Ssh(HandshakeFailed|Unreachable)/)]);
  });
});

describe.skipIf(!hasSshd)('kubeadm in one field', () => {
  it('reads the manifest and its certificates there, and keeps neither', async () => {
    const made = await trusting();
    const folder = join(home, `pki-${randomBytes(4).toString('hex')}`, "it's here");
    const manifest = join(folder, 'etcd.yaml');
    await writeEtcdManifest(cluster, { manifest, pki: folder });
    const asked = { auth: null, keyFile: sshd.keyFile, manifest, secrets: {} };
    const destination = `${sshd.user}@127.0.0.1:${sshd.port}`;
    const found = await made.api.fromKubeadm({ ...asked, destination });
    expect(found.draft).toMatchObject({
      tls: { caFile: null, certFile: null, keyFile: null },
      ssh: way(sshd, { manifest }),
      imported: true,
    });
    // The manifest, as of a cluster's first host, knows no other; the cluster does.
    const { draft } = found;
    expect([...draft.endpoints].sort()).toEqual([...cluster.endpoints].sort());
    expect((await walk(made, draft)).filter((step) => step.startsWith('cluster ok'))).toHaveLength(3);
    const opened = await open(made, draft);
    for (const endpoint of cluster.endpoints) {
      expect((await status(opened.connection.client, endpoint, {})).version).toBe(cluster.version);
    }
    await opened.close();
    const chains = await made.api.inspect({ draft, secrets: {} });
    expect(chains.map(({ role, failure }) => [role, failure])).toContainEqual(['client', null]);
    expect(await readFile(join(made.folder, 'connections.json'), 'utf8')).not.toMatch(/BEGIN|crt/);

    // Read again at each opening: what has gone is missed.
    await rm(join(folder, 'client.key'));
    expect((await failureOf(open(made, draft))).code).toBe('SshFileNotReadable');
    expect(
      (await failureOf(made.api.fromKubeadm({ ...asked, destination, manifest: join(folder, 'ca.crt') }))).code,
    ).toBe('BadRequest');
    expect((await failureOf(made.api.fromKubeadm({ ...asked, destination: 'a b' }))).code).toBe('BadRequest');
  });
});

/** The steps that are over, each in a line. */
async function walk({ api }: Made, draft: ConnectionDraft, secrets: ConnectionSecrets = {}): Promise<string[]> {
  const lines: string[] = [];
  for await (const { step, state, failure, detail } of api.test({ draft, secrets })) {
    if (state !== 'running') lines.push(`${step} ${state} ${failure?.code ?? ''} ${detail}`);
  }
  return lines;
}

/** The TCP ports that this very process listens on, as Linux tells them. */
async function listeners(): Promise<readonly string[]> {
  if (process.platform !== 'linux') return [];
  const links = (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => ''));
  const own = new Set((await Promise.all(links)).map((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1]));
  const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/self/net/${name}`, 'utf8')));
  return tables.flatMap((table) =>
    table.split('\n').flatMap((line) => {
      const [, address = '', , state, , , , , , inode] = line.trim().split(/\s+/);
      return state === '0A' && own.has(inode) ? [address] : [];
    }),
  );
}
