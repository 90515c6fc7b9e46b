import { describe, expect, it, vi } from 'vitest';
import {
  attempt,
  cluster,
  connections,
  failureOf,
  open,
  sshd,
  startSshWorld,
  trusting,
  walk,
  way,
} from '../../../testing/ssh-world.ts';
import { hasSshd, startSshd, withoutSshd } from '../../../testing/sshd.ts';
import { listeners } from '../../../testing/tcp-listeners.ts';
import { put } from '../../../testing/unguarded-writes.ts';
import { EtcdClient } from '../../etcd/client.ts';
import { prefixEnd } from '../../etcd/kv.ts';
import { status } from '../../etcd/maintenance.ts';
import { watch } from '../../etcd/watch.ts';
import { openHostKeys } from './host-keys.ts';
import { SshTunnel } from './ssh-tunnel.ts';

if (!hasSshd) console.warn(withoutSshd);
startSshWorld();

describe.skipIf(!hasSshd)('the tunnel', () => {
  it('leads to every member, each verified by its own name, over no local TCP port', async () => {
    const made = await trusting();
    // Processes of earlier tests may still be ending.
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

  it('carries what is not gRPC, by the connection’s own certificates', async () => {
    const made = await trusting();
    const opened = await open(made, cluster.draft({ ssh: way() }));
    const bounds = { timeoutMs: 10_000, mostBytes: 4_000_000 };
    for (const endpoint of cluster.endpoints) {
      const { status: code, body } = await opened.connection.get(`${endpoint}/metrics`, bounds);
      expect(code).toBe(200);
      expect(new TextDecoder().decode(body)).toContain('etcd_server_has_leader 1');
    }
    // The SSH host resolves names and refuses ports, not this machine.
    const elsewhere = opened.connection.get('https://nowhere.invalid:2379/version', bounds);
    expect(await failureOf(elsewhere)).toMatchObject({ code: 'NameNotResolved', detail: { step: 'tcp' } });
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
    // Only ended ones: a shell that is killed as it starts may leave locks of its start-up files behind.
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
    /** Until the cut is noticed here, an attempt may fail. */
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
