import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EtcdClient } from '../core/etcd/client.ts';
import { buildCli, type Cli, type CliOptions, hasTerminals } from '../testing/cli-process.ts';
import { startBlackHole, startProxy } from '../testing/proxy.ts';
import { startCluster, type TestCluster } from '../testing/test-cluster.ts';
import { put } from '../testing/unguarded-writes.ts';

let cli: Cli;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-cli-faults-'));
  cli = await buildCli(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function failure(args: readonly string[], options?: CliOptions) {
  const { exitCode, stdout, stderr } = await cli.run(['-w', 'json', ...args], options);
  expect(stdout).toBe('');
  return { exitCode, code: JSON.parse(stderr).error.code };
}

describe('wrong usage exits 2 and asks nobody', () => {
  it.each([
    [['frobnicate']],
    [['get']],
    [['get', 'a', 'b']],
    [['get', 'a', '--nonsense']],
    [['get', 'a', '--rev', '-1']],
    [['get', 'xyz', '--key-encoding', 'hex']],
    [['get', 'a', '--endpoints', 'ftp://127.0.0.1:1']],
    [['get', 'a', '--endpoints', 'http://127.0.0.1:1', '--connection', 'home']],
    [['get', 'a', '--dial-timeout', 'soon']],
    [['put', 'a', 'b', '--if-mod-revision', '1', '--force']],
    [['del', 'a', '--if-mod-revision', '0']],
    [['get', 'a', '--keepalive-time', '2s']],
    [['get', 'a', '--keepalive-timeout=6s']],
    [[]],
  ])('%j', async (args) => {
    expect(await failure(args)).toEqual({ exitCode: 2, code: expect.stringMatching(/^(BadRequest|EndpointInvalid)$/) });
  });

  it('names a saved connection that is not there, and a file', async () => {
    expect(await failure(['get', 'a', '--connection', 'home'])).toEqual({ exitCode: 2, code: 'ConnectionUnknown' });
    const args = ['get', 'a', '--endpoints', 'https://127.0.0.1:1', '--cacert', join(folder, 'none.pem')];
    expect(await failure(args)).toEqual({ exitCode: 2, code: 'FileNotFound' });
  });

  it('says by name which flag of etcdctl it does not take, and what a write needs', async () => {
    const told = async (...args: readonly string[]) => (await cli.run(args)).stderr;
    expect(await told('get', 'a', '--keepalive-time=2s')).toContain('--keepalive-time is not supported: ');
    expect(await told('get', 'a', '-w', 'protobuf')).toContain('protobuf is not supported');
    expect(await told('put', 'a', 'b')).toContain('or 0 for a key that must not exist; --force writes');
    expect(await told('del', 'a')).toMatch(/modRevision that you have seen; --force deletes/);
    expect(await told('del', 'a')).not.toContain('must not exist');
  });

  it('says it in words where JSON is not asked for', async () => {
    const { exitCode, stdout, stderr } = await cli.run(['get', 'a', '--nonsense']);
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: "etcdeck: unknown option '--nonsense'\nSee etcdeck --help.\n",
    });
    expect((await cli.run([])).stderr).toContain('Usage: etcdeck');
    expect(await cli.run(['--help'])).toMatchObject({ exitCode: 0, stderr: '' });
  });
});

describe('whom it cannot ask', () => {
  it('exits 3 when nothing listens', async () => {
    const args = ['get', 'a', '--endpoints', 'http://127.0.0.1:1'];
    expect(await failure(args)).toEqual({ exitCode: 3, code: 'ConnectionRefused' });
    expect(await failure(['status', ...args.slice(2)])).toEqual({ exitCode: 3, code: 'ConnectionRefused' });
    const { stderr } = await cli.run(args);
    expect(stderr).toMatch(/^etcdeck: http:\/\/127\.0\.0\.1:1.*\(ConnectionRefused\)\.\nCheck the port/);
  });

  it('exits 3 when nothing is answered, as soon as it was told to give up', async () => {
    const hole = await startBlackHole();
    try {
      const args = ['get', 'a', '--endpoints', hole.endpoint, '--dial-timeout', '300ms', '--command-timeout', '60s'];
      const startedAt = performance.now();
      expect(await failure(args)).toEqual({ exitCode: 3, code: 'ConnectTimeout' });
      expect(performance.now() - startedAt).toBeLessThan(30_000);
    } finally {
      await hole.close();
    }
  });
});

describe('a cluster with TLS and users', () => {
  let cluster: TestCluster;
  let env: Readonly<Record<string, string>>;
  beforeAll(async () => {
    cluster = await startCluster({ tls: 'mutual', auth: true });
    await cluster.etcdctl('put', '/app/a', 'x');
    const { ca = '', cert = '', key = '' } = cluster.files ?? {};
    const bare = cluster.endpoints.map((url) => url.replace('https://', ''));
    env = { ETCDCTL_ENDPOINTS: bare.join(','), ETCDCTL_CACERT: ca, ETCDCTL_CERT: cert, ETCDCTL_KEY: key };
  });
  afterAll(() => cluster?.close());

  it("takes etcdctl's variables, and flags before them", async () => {
    const withUser = { ...env, ETCDCTL_USER: 'root:rootpw' };
    expect((await cli.run(['get', '/app/a', '--raw'], { env: withUser })).stdout).toBe('x');
    expect(await failure(['get', '/b', '--user', 'reader:readerpw'], { env: withUser })).toEqual({
      exitCode: 3,
      code: 'PermissionDenied',
    });
  });

  it('lists what the user may read, and says that it is a part, and which', async () => {
    const asReader = { env: { ...env, ETCDCTL_USER: 'reader:readerpw' } };
    const part = await cli.run(['ls', '/', '-w', 'json'], asReader);
    expect(JSON.parse(part.stdout)).toMatchObject({
      complete: false,
      children: [{ kind: 'folder', name: 'app/', key: Buffer.from('/app/').toString('base64') }],
    });
    expect(part.stderr).toBe('Only what the user reader may read is listed: /app/ (role app-reader).\n');
    const whole = await cli.run(['ls', '/app/', '-w', 'json'], asReader);
    expect(JSON.parse(whole.stdout)).toMatchObject({ complete: true, children: [{ name: 'a' }] });
    expect(whole.stderr).toBe('');
    const denied = await cli.run(['ls', '/registry/'], asReader);
    expect(denied.exitCode).toBe(3);
    expect(denied.stderr).toContain('the user reader may not read this; it may read /app/ (role app-reader)');
    const { stdout } = await cli.run(['status', '-w', 'json'], asReader);
    const [member] = JSON.parse(stdout).members;
    // Late releases of 3.5 give status to root only.
    const isTold = member.version !== null;
    expect(member).toMatchObject({ healthy: true, isLeader: isTold ? true : null });
    expect(member.error?.code).toBe(isTold ? undefined : 'PermissionDenied');
    expect((await cli.run(['status'], asReader)).stdout).toContain(isTold ? ' leader ' : ' unknown ');
  });

  it('says where the name in the client certificate is no user', async () => {
    expect(await failure(['ls', '/app/'], { env })).toEqual({ exitCode: 3, code: 'CertificateUserUnknown' });
    const { stderr } = await cli.run(['get', '/app/a'], { env });
    expect(stderr).toContain("etcd takes the client certificate's name, etcdeck-test, for the user");
    expect(stderr).toContain('Give --user and --password');
  });

  it('says which secret is missing where nobody can be asked', async () => {
    expect(await failure(['get', 'a', '--user', 'root'], { env })).toEqual({ exitCode: 2, code: 'PasswordRequired' });
    expect(await failure(['get', 'a', '--user', 'root:wrong'], { env })).toEqual({ exitCode: 3, code: 'AuthFailed' });
    const { stderr } = await cli.run(['get', 'a', '--user', 'root:wrong'], { env });
    expect(stderr).not.toContain('wrong');
  });

  it.each([
    [{ ETCDCTL_CERT: '', ETCDCTL_KEY: '' }, 'ClientCertificateRequired'],
    [{ ETCDCTL_CACERT: '' }, 'ServerCertificateUntrusted'],
  ])('with %j it fails at TLS', async (without, code) => {
    expect(await failure(['get', 'a', '--user', 'root:rootpw'], { env: { ...env, ...without } })).toEqual({
      exitCode: 3,
      code,
    });
  });

  it('opens a connection that the app has saved', async () => {
    const profile = { ...cluster.draft({ name: 'home' }), id: '4f0c1d0e-0000-4000-8000-000000000000' };
    const own = await mkdtemp(join(folder, 'saved-'));
    await writeFile(
      join(own, 'connections.json'),
      JSON.stringify({ connections: [{ ...profile, lastOpenedAt: null }] }),
    );
    const options = { env: { ETCDECK_CONFIG_DIR: own, ETCDCTL_PASSWORD: 'rootpw' } };
    expect((await cli.run(['get', '/app/a', '--raw', '--connection', 'home'], options)).stdout).toBe('x');
  });
});

describe('saved connections', () => {
  let own: string;
  beforeAll(async () => {
    own = await mkdtemp(join(folder, 'connections-'));
    const tls = { caFile: null, certFile: null, keyFile: null, serverName: null, skipVerify: false };
    const home = { id: 'a', name: 'home', endpoints: ['http://a:2379', 'http://b:2379'], tls, user: null };
    const prod = { ...home, id: 'b', name: 'prod\u001b[2J', environment: 'production' };
    const connections = [prod, home, { id: 'c', name: 'lost', endpoints: 7, tls }];
    await writeFile(join(own, 'connections.json'), JSON.stringify({ connections }));
  });

  it('are listed, a damaged one with what is wrong', async () => {
    const options = { env: { ETCDECK_CONFIG_DIR: own } };
    const { exitCode, stdout } = await cli.run(['connections', '-w', 'json'], options);
    const endpoints = ['http://a:2379', 'http://b:2379'];
    expect({ exitCode, ...JSON.parse(stdout) }).toEqual({
      exitCode: 0,
      connections: [
        { name: 'home', endpoints, environment: null, error: null },
        {
          name: 'lost',
          endpoints: [],
          environment: null,
          error: { code: 'SettingsDamaged', message: expect.stringContaining('endpoints: ') },
        },
        { name: 'prod\u001b[2J', endpoints, environment: 'production', error: null },
      ],
    });
    const { stdout: forPeople } = await cli.run(['connections'], options);
    expect(forPeople).toMatch(
      /^NAME +ENDPOINTS +ENVIRONMENT\nhome +http:\/\/a:2379,http:\/\/b:2379 +-\nlost +- +DAMAGED: /,
    );
    expect(forPeople).toContain('prod\\x1b[2J  http://a:2379,http://b:2379  production');
    expect((await cli.run(['connections'])).stdout).toBe('NAME  ENDPOINTS  ENVIRONMENT\n');
  });
});

describe('members that go', () => {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await startCluster({ members: 3, tls: 'mutual' });
  });
  afterAll(() => cluster?.close());

  it('are rows with their error, and quorum decides the exit code', async () => {
    const { ca = '', cert = '', key = '' } = cluster.files ?? {};
    const flags = ['--endpoints', cluster.endpoints.join(','), '--cacert', ca, '--cert', cert, '--key', key];
    const status = async () => {
      const { exitCode, stdout } = await cli.run([...flags, 'status', '-w', 'json']);
      return { exitCode, ...JSON.parse(stdout) };
    };
    const leading = (await status()).members.find(({ isLeader }: { isLeader: boolean }) => isLeader)?.endpoint;
    // While the leader lives the others know of one.
    const [first, second, third] = cluster.members.toSorted(
      (a, b) => Number(a.endpoint === leading) - Number(b.endpoint === leading),
    );
    await first?.kill();
    const one = await status();
    expect({ exitCode: one.exitCode, quorum: one.quorum }).toEqual({
      exitCode: 0,
      quorum: { voters: 3, healthy: 2, needed: 2, tolerance: 0 },
    });
    const dead = one.members.find(({ endpoint }: { endpoint: string }) => endpoint === first?.endpoint);
    expect(dead).toMatchObject({
      name: first?.name,
      healthy: false,
      isLeader: false,
      version: null,
      dbSize: null,
      raftTerm: null,
      error: { code: 'ConnectionRefused', message: expect.any(String) },
    });

    await second?.kill();
    // Until its election timeout the last one still takes the leader for living.
    await expect.poll(async () => (await status()).quorum.healthy).toBe(0);
    const lost = await status();
    expect({ exitCode: lost.exitCode, quorum: lost.quorum }).toEqual({
      exitCode: 1,
      quorum: { voters: 3, healthy: 0, needed: 2, tolerance: 0 },
    });
    const alone = lost.members.find(({ endpoint }: { endpoint: string }) => endpoint === third?.endpoint);
    // It answers, and says that it has no leader.
    expect(alone).toMatchObject({ healthy: false, version: cluster.version });
    expect(alone.error).not.toBeNull();
  });
});

describe('an interrupt', () => {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await startCluster();
    const client = new EtcdClient(cluster.target());
    const value = new Uint8Array(1_400_000).fill(1);
    for (let index = 0; index < 25; index++) await put(client, { key: Buffer.from(`/big/${index}`), value });
    client.close();
  });
  afterAll(() => cluster?.close());

  it('ends a snapshot and leaves nothing of it', async () => {
    const into = await mkdtemp(join(folder, 'interrupted-'));
    const { child, ended } = cli.start([
      ...['--endpoints', cluster.endpoints.join(','), '-w', 'json'],
      ...['snapshot', 'save', join(into, 'a.db')],
    ]);
    // Its passing name.
    await expect.poll(() => readdir(into)).toHaveLength(1);
    for (const member of cluster.members) member.freeze();
    try {
      child.kill('SIGINT');
      const { exitCode, stdout, stderr } = await ended;
      expect({ exitCode, stdout }).toEqual({ exitCode: 130, stdout: '' });
      expect(JSON.parse(stderr).error.code).toBe('Cancelled');
      expect(await readdir(into)).toEqual([]);
    } finally {
      for (const member of cluster.members) member.thaw();
    }
  });

  it.skipIf(!hasTerminals)('is Ctrl-C on a terminal, which ends a watch and a question', async () => {
    const flags = ['--endpoints', cluster.endpoints.join(',')];
    const typed = async (args: readonly string[], asked: RegExp, keys: string) => {
      const { child, ended } = cli.startOnTerminal([...flags, ...args]);
      let shown = '';
      child.stdout.on('data', (chunk: Buffer) => {
        shown += chunk.toString('utf8');
      });
      await expect.poll(() => shown, { timeout: 20_000 }).toMatch(asked);
      child.stdin.write(keys);
      return (await ended).exitCode;
    };
    const ctrlC = '\u0003';
    expect(await typed(['watch', '/watched'], /watching from revision/, ctrlC)).toBe(130);
    expect(await typed(['put', '/asked', 'x'], /\[y\/N\]/, ctrlC)).toBe(130);
    expect(await typed(['put', '/asked', 'x'], /\[y\/N\]/, 'n\r')).toBe(1);
    expect(await cluster.etcdctl('get', '/asked', '--keys-only')).toBe('');
    expect(await typed(['put', '/asked', 'x'], /\[y\/N\]/, 'y\r')).toBe(0);
    expect(await typed(['del', '/asked'], /It holds:\s+x\s.*\[y\/N\]/s, 'y\r')).toBe(0);
  });

  it('ends a question that nobody answers', async () => {
    const proxy = await startProxy(cluster.endpoints[0] ?? '');
    proxy.stall();
    try {
      const { child, ended } = cli.start(['--endpoints', proxy.endpoint, '-w', 'json', 'get', '/big/1']);
      await expect.poll(() => proxy.connections()).toBe(1);
      child.kill('SIGINT');
      const { exitCode, stdout, stderr } = await ended;
      expect({ exitCode, stdout, code: JSON.parse(stderr).error.code }).toEqual({
        exitCode: 130,
        stdout: '',
        code: 'Cancelled',
      });
    } finally {
      await proxy.close();
    }
  });

  it('ends a value that never ends', async () => {
    const { child, ended } = cli.start(['--endpoints', cluster.endpoints.join(','), 'put', '/a', '--force']);
    // A write larger than the pipe's buffer completes only once the child reads.
    await new Promise((resolve) => child.stdin.write('x'.repeat(1_000_000), resolve));
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ exitCode: 130, stdout: '' });
    expect(await cluster.etcdctl('get', '/a', '--keys-only')).toBe('');
  });

  it('goes on without its user where the cluster knows none, and says so', async () => {
    const args = ['--endpoints', cluster.endpoints.join(','), '--user', 'root:pw', 'ls', '/', '--limit', '1'];
    const { exitCode, stdout, stderr } = await cli.run(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'big/\n' });
    expect(stderr).toBe('etcdeck: the cluster has authentication disabled: --user is not used.\n');
    const json = await cli.run([...args, '-w', 'json']);
    expect([json.exitCode, JSON.parse(json.stderr)]).toEqual([
      0,
      { warning: expect.objectContaining({ code: 'AuthNotEnabled' }) },
    ]);
  });

  it('bounds a short command where it is told to', async () => {
    for (const member of cluster.members) member.freeze();
    try {
      const args = ['--endpoints', cluster.endpoints.join(','), 'get', '/big/1', '--command-timeout', '500ms'];
      expect(await failure(args)).toEqual({ exitCode: 3, code: 'DeadlineExceeded' });
    } finally {
      for (const member of cluster.members) member.thaw();
    }
  });
});

describe('serve', () => {
  beforeAll(async () => {
    const renderer = join(dirname(cli.script), 'renderer');
    await mkdir(join(renderer, 'assets'), { recursive: true });
    await writeFile(join(renderer, 'index.html'), '<!doctype html><title>etcdeck</title>');
  });

  it('prints its link, serves, and ends with an interrupt', async () => {
    const { child, ended } = cli.start(['serve']);
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    const link = /^etcdeck is ready: (http:\/\/\S+)$/.exec(line)?.[1] ?? '';
    expect((await fetch(link, { redirect: 'manual' })).status).toBeLessThan(400);

    const port = new URL(link).port;
    expect(await failure(['serve', '--port', port])).toEqual({ exitCode: 2, code: 'BadRequest' });
    child.kill('SIGINT');
    expect((await ended).exitCode).toBe(0);
  });

  it.skipIf(!hasTerminals)('prints another link on Enter, and to who asks it', async () => {
    const settings = await mkdtemp(join(folder, 'serve-'));
    const options = { env: { ETCDECK_CONFIG_DIR: settings } };
    const { child, ended } = cli.startOnTerminal(['serve'], options);
    let shown = '';
    child.stdout.on('data', (chunk: Buffer) => {
      shown += chunk.toString('utf8');
    });
    const links = () => [...shown.matchAll(/(?:is ready|A new link): (http:\S+)/g)].map(([, link = '']) => link);
    const bound = { timeout: 30_000 };
    await expect.poll(() => shown, bound).toContain('Press Enter for another.');
    child.stdin.write('\r');
    await expect.poll(links, bound).toHaveLength(2);
    const asked = await cli.run(['serve', '--link', '-w', 'json'], options);
    expect(asked).toMatchObject({ exitCode: 0, stderr: '' });
    const { link } = JSON.parse(asked.stdout);
    // Only the newest lets anybody in.
    const statuses = [...links(), link].map(async (one) => (await fetch(one, { redirect: 'manual' })).status);
    expect(await Promise.all(statuses)).toEqual([401, 401, 200]);
    expect(shown).toContain('A new link was asked for');
    child.stdin.write('\u0003');
    expect((await ended).exitCode).toBe(0);
    expect(await failure(['serve', '--link'], options)).toEqual({ exitCode: 3, code: 'Unavailable' });
    expect(await failure(['serve', '--link', '--open'], options)).toEqual({ exitCode: 2, code: 'BadRequest' });
  });

  it.skipIf(!hasTerminals)('leaves what is typed to the shell whose background it serves in', async () => {
    const settings = await mkdtemp(join(folder, 'serve-'));
    const { child, ended } = cli.startBehindShell(['serve'], { env: { ETCDECK_CONFIG_DIR: settings } });
    let shown = '';
    child.stdout.on('data', (chunk: Buffer) => {
      shown += chunk.toString('utf8');
    });
    const bound = { timeout: 30_000 };
    await expect.poll(() => shown, bound).toContain('is ready: http');
    for (const word of ['one', 'two', 'three']) {
      child.stdin.write(`${word}\r`);
      await expect.poll(() => shown, bound).toContain(`heard ${word}`);
    }
    // A shell stops a job that reads the terminal from the background: it would answer nothing any more.
    const link = /is ready: (http:\S+)/.exec(shown)?.[1] ?? '';
    const answer = await fetch(link, { redirect: 'manual', signal: AbortSignal.timeout(30_000) });
    expect(answer.status).toBe(200);
    expect(shown).not.toContain('Press Enter');
    child.stdin.write('end\r');
    await ended;
  });
});
