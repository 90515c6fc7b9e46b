import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliHome, startCliHome } from '../testing/cli-home.ts';
import { startBlackHole } from '../testing/proxy.ts';
import { startCluster, type TestCluster } from '../testing/test-cluster.ts';

let home: CliHome;
beforeAll(async () => {
  home = await startCliHome();
});
afterAll(() => home?.close());

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
    expect(await home.failure(args)).toEqual({
      exitCode: 2,
      code: expect.stringMatching(/^(BadRequest|EndpointInvalid)$/),
    });
  });

  it('names a saved connection that is not there, and a file', async () => {
    expect(await home.failure(['get', 'a', '--connection', 'home'])).toEqual({
      exitCode: 2,
      code: 'ConnectionUnknown',
    });
    const args = ['get', 'a', '--endpoints', 'https://127.0.0.1:1', '--cacert', join(home.folder, 'none.pem')];
    expect(await home.failure(args)).toEqual({ exitCode: 2, code: 'FileNotFound' });
  });

  it('dials nothing without TLS where a CA is given, and says of a variable that it is not used', async () => {
    const plain = ['get', 'a', '--endpoints', 'http://127.0.0.1:1'];
    const refused = await home.cli.run([...plain, '--cacert', join(home.folder, 'none.pem')]);
    expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--cacert is not used: http://') });
    const { stderr } = await home.cli.run(plain, { env: { ETCDCTL_CACERT: '/none.pem' } });
    expect(stderr).toMatch(/^etcdeck: ETCDCTL_CACERT is not used: .*without TLS\.\n.*\(ConnectionRefused\)/);
  });

  it('says by name which flag of etcdctl it does not take, and what a write needs', async () => {
    const told = async (...args: readonly string[]) => (await home.cli.run(args)).stderr;
    expect(await told('get', 'a', '--keepalive-time=2s')).toContain('--keepalive-time is not supported: ');
    expect(await told('get', 'a', '-w', 'protobuf')).toContain('protobuf is not supported');
    expect(await told('put', 'a', 'b')).toContain('or 0 for a key that must not exist; --force writes');
    expect(await told('del', 'a')).toMatch(/modRevision that you have seen; --force deletes/);
    expect(await told('del', 'a')).not.toContain('must not exist');
  });

  it.each([
    [['member', 'list'], 'member list of etcdctl is etcdeck status\nSee etcdeck member --help.'],
    [['--endpoints', 'a:1', 'alarm', 'list'], 'alarm list of etcdctl is etcdeck status\nSee etcdeck --help.'],
    [['get', 'a', '--prefix=true'], 'etcdeck get takes no --prefix: etcdeck ls PREFIX lists what is beneath a prefix'],
  ])('says for %j of etcdctl what it is here', async (args, words) => {
    const { exitCode, stderr } = await home.cli.run(args);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining(words) });
  });

  it('says it in words where JSON is not asked for', async () => {
    const { exitCode, stdout, stderr } = await home.cli.run(['get', 'a', '--nonsense']);
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: "etcdeck: unknown option '--nonsense'\nSee etcdeck get --help.\n",
    });
    expect((await home.cli.run(['lease', 'grant', '60'])).stderr).toMatch(/\nSee etcdeck lease grant --help\.\n$/);
    expect((await home.cli.run(['leases'])).stderr).toMatch(/\nSee etcdeck --help\.\n$/);
    expect((await home.cli.run([])).stderr).toContain('Usage: etcdeck');
    expect(await home.cli.run(['--help'])).toMatchObject({ exitCode: 0, stderr: '' });
  });
});

describe('whom it cannot ask', () => {
  it('exits 3 when nothing listens', async () => {
    const args = ['get', 'a', '--endpoints', 'http://127.0.0.1:1'];
    expect(await home.failure(args)).toEqual({ exitCode: 3, code: 'ConnectionRefused' });
    expect(await home.failure(['status', ...args.slice(2)])).toEqual({ exitCode: 3, code: 'ConnectionRefused' });
    const { stderr } = await home.cli.run(args);
    expect(stderr).toMatch(/^etcdeck: http:\/\/127\.0\.0\.1:1.*\(ConnectionRefused\)\.\nCheck the port/);
  });

  it('exits 3 when nothing is answered, as soon as it was told to give up', async () => {
    const hole = await startBlackHole();
    try {
      const args = ['get', 'a', '--endpoints', hole.endpoint, '--dial-timeout', '300ms', '--command-timeout', '60s'];
      const startedAt = performance.now();
      expect(await home.failure(args)).toEqual({ exitCode: 3, code: 'ConnectTimeout' });
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
    expect((await home.cli.run(['get', '/app/a', '--raw'], { env: withUser })).stdout).toBe('x');
    expect(await home.failure(['get', '/b', '--user', 'reader:readerpw'], { env: withUser })).toEqual({
      exitCode: 3,
      code: 'PermissionDenied',
    });
  });

  it('lists what the user may read, and says that it is a part, and which', async () => {
    const asReader = { env: { ...env, ETCDCTL_USER: 'reader:readerpw' } };
    const part = await home.cli.run(['ls', '/', '-w', 'json'], asReader);
    expect(JSON.parse(part.stdout)).toMatchObject({
      complete: false,
      children: [{ kind: 'folder', name: 'app/', key: Buffer.from('/app/').toString('base64') }],
    });
    expect(part.stderr).toBe('Only what the user reader may read is listed: /app/ (role app-reader).\n');
    const whole = await home.cli.run(['ls', '/app/', '-w', 'json'], asReader);
    expect(JSON.parse(whole.stdout)).toMatchObject({ complete: true, children: [{ name: 'a' }] });
    expect(whole.stderr).toBe('');
    const denied = await home.cli.run(['ls', '/registry/'], asReader);
    expect(denied.exitCode).toBe(3);
    expect(denied.stderr).toContain('the user reader may not read this; it may read /app/ (role app-reader)');
    const { stdout } = await home.cli.run(['status', '-w', 'json'], asReader);
    const [member] = JSON.parse(stdout).members;
    // Late releases of 3.5 give status to root only.
    const isTold = member.version !== null;
    expect(member).toMatchObject({ healthy: true, isLeader: isTold ? true : null });
    expect(member.error?.code).toBe(isTold ? undefined : 'PermissionDenied');
    expect((await home.cli.run(['status'], asReader)).stdout).toContain(isTold ? ' leader ' : ' unknown ');
  });

  it('says where the name in the client certificate is no user', async () => {
    expect(await home.failure(['ls', '/app/'], { env })).toEqual({ exitCode: 3, code: 'CertificateUserUnknown' });
    const { stderr } = await home.cli.run(['get', '/app/a'], { env });
    expect(stderr).toContain("etcd takes the client certificate's name, etcdeck-test, for the user");
    expect(stderr).toContain('Give --user and --password');
  });

  it('says which secret is missing where nobody can be asked', async () => {
    expect(await home.failure(['get', 'a', '--user', 'root'], { env })).toEqual({
      exitCode: 2,
      code: 'PasswordRequired',
    });
    expect(await home.failure(['get', 'a', '--user', 'root:wrong'], { env })).toEqual({
      exitCode: 3,
      code: 'AuthFailed',
    });
    const { stderr } = await home.cli.run(['get', 'a', '--user', 'root:wrong'], { env });
    expect(stderr).not.toContain('wrong');
  });

  it.each([
    [{ ETCDCTL_CERT: '', ETCDCTL_KEY: '' }, 'ClientCertificateRequired'],
    [{ ETCDCTL_CACERT: '' }, 'ServerCertificateUntrusted'],
  ])('with %j it fails at TLS', async (without, code) => {
    expect(await home.failure(['get', 'a', '--user', 'root:rootpw'], { env: { ...env, ...without } })).toEqual({
      exitCode: 3,
      code,
    });
  });

  it('opens a connection that the app has saved', async () => {
    const profile = { ...cluster.draft({ name: 'home' }), id: '4f0c1d0e-0000-4000-8000-000000000000' };
    const own = await mkdtemp(join(home.folder, 'saved-'));
    await writeFile(
      join(own, 'connections.json'),
      JSON.stringify({ connections: [{ ...profile, lastOpenedAt: null }] }),
    );
    const options = { env: { ETCDECK_CONFIG_DIR: own, ETCDCTL_PASSWORD: 'rootpw' } };
    expect((await home.cli.run(['get', '/app/a', '--raw', '--connection', 'home'], options)).stdout).toBe('x');
  });
});

describe('saved connections', () => {
  let own: string;
  beforeAll(async () => {
    own = await mkdtemp(join(home.folder, 'connections-'));
    const tls = { caFile: null, certFile: null, keyFile: null, serverName: null, skipVerify: false };
    const atHome = { id: 'a', name: 'home', endpoints: ['http://a:2379', 'http://b:2379'], tls, user: null };
    const prod = { ...atHome, id: 'b', name: 'prod\u001b[2J', environment: 'production' };
    const connections = [prod, atHome, { id: 'c', name: 'lost', endpoints: 7, tls }];
    await writeFile(join(own, 'connections.json'), JSON.stringify({ connections }));
  });

  it('are listed, a damaged one with what is wrong', async () => {
    const options = { env: { ETCDECK_CONFIG_DIR: own } };
    const { exitCode, stdout } = await home.cli.run(['connections', '-w', 'json'], options);
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
    const { stdout: forPeople } = await home.cli.run(['connections'], options);
    expect(forPeople).toMatch(
      /^NAME +ENDPOINTS +ENVIRONMENT\nhome +http:\/\/a:2379,http:\/\/b:2379 +-\nlost +- +DAMAGED: /,
    );
    expect(forPeople).toContain('prod\\x1b[2J  http://a:2379,http://b:2379  production');
    const none = await home.cli.run(['connections']);
    expect(none).toMatchObject({ exitCode: 0, stdout: 'NAME  ENDPOINTS  ENVIRONMENT\n' });
    expect(none.stderr).toMatch(/^No connection is saved\. /);
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
      const { exitCode, stdout } = await home.cli.run([...flags, 'status', '-w', 'json']);
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
