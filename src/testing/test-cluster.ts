import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { ConnectionDraft } from '../contract/connections/profile.ts';
import { EtcdClient, type EtcdTarget } from '../core/etcd/client.ts';
import { range } from '../core/etcd/kv.ts';
import { findFreePorts } from '../core/sandbox/free-ports.ts';
import { type MemberPlan, type MemberProcess, startMember } from '../core/sandbox/member-process.ts';
import { type PortTls, startMembers } from '../core/sandbox/start-members.ts';
import { type Authority, makeAuthority, writeCertificate } from './certificates.ts';
import { chosenEtcd, type EtcdBinaries } from './etcd-binaries.ts';
import { orphanGuard } from './orphan-guard.ts';
import { stopProcess } from './stop-process.ts';

const run = promisify(execFile);

export interface TestClusterOptions {
  /** The number of members; 1 by default. */
  readonly members?: 1 | 3 | 5;
  /** `server`: members present a certificate. `mutual`: they also require one. `none` by default. */
  readonly tls?: 'none' | 'server' | 'mutual';
  /** Whether members require each other's certificates too; only with `mutual`. */
  readonly peerTls?: boolean;
  /** Users `root`/`rootpw`, and `reader`/`readerpw` who may read the keys beneath `/app/`. */
  readonly auth?: boolean;
  readonly binaries?: EtcdBinaries;
  /** More of etcd's own flags, for every member. */
  readonly args?: readonly string[];
}

/** One real member. */
export interface TestMember {
  readonly name: string;
  readonly endpoint: string;
  readonly peerUrl: string;
  readonly pid: number;
  /** Sends SIGKILL, and waits until the process is gone. */
  kill(): Promise<void>;
  /** Stops the process: the member keeps its sockets and answers nothing, like a machine that hangs. */
  freeze(): void;
  thaw(): void;
  /**
   * Starts it again on its data and waits until it serves; before 3.5 that needs a quorum. `args`: more flags, for every
   * later start as well; the last one counts of a flag that is given twice.
   */
  restart(args?: readonly string[]): Promise<void>;
  /** Starts it again without data as a new cluster on the same endpoint, like a restored one. */
  startAnew(): Promise<void>;
}

/** A member that is not in the cluster yet. */
export interface FurtherMember {
  readonly name: string;
  readonly endpoint: string;
  readonly peerUrl: string;
  /** Starts it without data, with these as the other members of `--initial-cluster`, and waits until it serves. */
  join(others: readonly Pick<TestMember, 'name' | 'peerUrl'>[], args?: readonly string[]): Promise<TestMember>;
}

/** A real cluster on 127.0.0.1. */
export interface TestCluster {
  readonly endpoints: readonly string[];
  readonly folder: string;
  readonly version: string;
  readonly members: readonly TestMember[];
  /** Paths of the CA and of a client's certificate and key, when TLS is on. */
  readonly files: { readonly ca: string; readonly cert: string; readonly key: string } | null;
  readonly authority: Authority | null;
  /** Runs etcdctl as root with the cluster's endpoints and certificates; returns its output. */
  etcdctl(...args: readonly string[]): Promise<string>;
  /** Runs etcdctl in the same way with one endpoint only. */
  etcdctlAt(endpoint: string, ...args: readonly string[]): Promise<string>;
  /** Adds a learner, starts it without data and waits until it serves. `members` and `endpoints` do not contain it. */
  addLearner(name: string): Promise<TestMember>;
  /**
   * Finds ports for a further member, of the same version by default. It has to be added before it joins; `members` does
   * not contain it.
   */
  furtherMember(name: string, binaries?: EtcdBinaries): Promise<FurtherMember>;
  target(overrides?: Partial<EtcdTarget>): EtcdTarget;
  draft(overrides?: Partial<ConnectionDraft>): ConnectionDraft;
  /** Kills the members and removes the folder. */
  close(): Promise<void>;
}

/** Starts a cluster and waits until every member serves. Its processes die with the test process. */
export async function startCluster(options: TestClusterOptions = {}): Promise<TestCluster> {
  const binaries = options.binaries ?? chosenEtcd();
  const folder = await mkdtemp(join(tmpdir(), 'etcdeck-test-'));
  orphanGuard.folder(folder);
  const tls = await makeTls(folder, options.tls ?? 'none');
  const processes = await startMembers({
    binary: binaries.etcd,
    folder,
    count: options.members ?? 1,
    clientTls: tls?.port ?? null,
    peerTls: options.peerTls === true ? (tls?.port ?? null) : null,
    args: [quickDisk, ...(options.auth ? cheapPasswords : []), ...(options.args ?? [])],
    onDidSpawn: guarded,
  });
  const members = processes.map(toTestMember);
  const endpoints = members.map((member) => member.endpoint);
  const target: EtcdTarget = {
    endpoints,
    tls: tls === null ? null : { ...tls.pems, serverName: null, skipVerify: false },
    user: null,
    password: null,
  };
  const isAuthOn = options.auth ?? false;
  if (isAuthOn) await enableAuth(target);

  const etcdctl = async (
    user: string | null,
    args: readonly string[],
    asked: readonly string[] = endpoints,
  ): Promise<string> => {
    if (binaries.etcdctl === null) throw new Error(`there is no etcdctl beside ${binaries.etcd}`);
    const flags = [...patience, '--endpoints', asked.join(',')];
    if (tls !== null) flags.push('--cacert', tls.files.ca, '--cert', tls.files.cert, '--key', tls.files.key);
    if (user !== null) flags.push('--user', user);
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('ETCDCTL_')));
    const { stdout } = await run(binaries.etcdctl, [...flags, ...args], { env, maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  };

  const joined: TestMember[] = [];
  const furtherMember = async (name: string, own = binaries): Promise<FurtherMember> => {
    const [first] = processes;
    if (first === undefined) throw new Error('the cluster has no member');
    const plan = await planFurther(name, first.plan, folder);
    const { endpoint, peerUrl } = plan;
    return {
      ...{ name, endpoint, peerUrl },
      async join(others, args = []) {
        const all = [...others, { name, peerUrl }].map((member) => `${member.name}=${member.peerUrl}`).join(',');
        const flags = ['--initial-cluster', all, '--initial-cluster-state', 'existing', ...args];
        const process = startMember({ ...plan, binary: own.etcd, args: [...plan.args, ...flags] });
        guarded(process);
        const member = toTestMember(process);
        joined.push(member);
        await process.ready;
        return member;
      },
    };
  };
  const addLearner = async (name: string): Promise<TestMember> => {
    const further = await furtherMember(name);
    await added(() =>
      etcdctl(isAuthOn ? 'root:rootpw' : null, ['member', 'add', name, '--learner', '--peer-urls', further.peerUrl]),
    );
    return await further.join(members);
  };

  return {
    endpoints,
    folder,
    version: binaries.version,
    members,
    files: tls?.files ?? null,
    authority: tls?.authority ?? null,
    etcdctl: (...args) => etcdctl(isAuthOn ? 'root:rootpw' : null, args),
    etcdctlAt: (endpoint, ...args) => etcdctl(isAuthOn ? 'root:rootpw' : null, args, [endpoint]),
    addLearner,
    furtherMember,
    target: (overrides) => ({ ...target, ...(isAuthOn ? { user: 'root', password: 'rootpw' } : {}), ...overrides }),
    draft: (overrides) => ({
      id: null,
      name: 'test cluster',
      endpoints,
      tls: {
        caFile: tls?.files.ca ?? null,
        certFile: tls?.files.cert ?? null,
        keyFile: tls?.files.key ?? null,
        serverName: null,
        skipVerify: false,
      },
      user: isAuthOn ? 'root' : null,
      ...overrides,
    }),
    async close() {
      await Promise.all([...members, ...joined].map((member) => member.kill()));
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
      orphanGuard.folderRemoved(folder);
    },
  };
}

/** etcdctl's default timeouts are too short for a busy machine. */
const patience = ['--dial-timeout', '30s', '--command-timeout', '30s'];

/** With fsync a busy disk would move leaders. A killed process loses nothing that it passed to the operating system. */
const quickDisk = '--unsafe-no-fsync';

/** A password is hashed at every login, by default for about a tenth of a second. */
const cheapPasswords = ['--bcrypt-cost', '4'];

/** Returns the own flags of a member that is to join. The last one counts of a flag that is given twice. */
async function planFurther(name: string, like: MemberPlan, folder: string): Promise<MemberPlan> {
  const [clientPort, peerPort] = await findFreePorts(2);
  const at = (url: string, port: number | undefined): string => url.replace(/:\d+$/, `:${port}`);
  const [endpoint, peerUrl] = [at(like.endpoint, clientPort), at(like.peerUrl, peerPort)];
  const own = [
    ...['--name', name, '--data-dir', join(folder, name)],
    ...['--listen-client-urls', endpoint, '--advertise-client-urls', endpoint],
    ...['--listen-peer-urls', peerUrl, '--initial-advertise-peer-urls', peerUrl],
  ];
  return { name, binary: like.binary, endpoint, peerUrl, args: [...like.args, ...own] };
}

/** Members accept another only after they have been connected for five seconds (`HealthInterval`). */
async function added(add: () => Promise<string>): Promise<void> {
  for (const deadline = Date.now() + 60_000; ; ) {
    try {
      await add();
      return;
    } catch (error) {
      if (!String(error).includes('unhealthy cluster') || Date.now() > deadline) throw error;
      await delay(500);
    }
  }
}

async function enableAuth(target: EtcdTarget): Promise<void> {
  const client = new EtcdClient(target, { callTimeoutMs: 30_000 });
  const perm = { permType: 'Read', key: Buffer.from('/app/'), range_end: Buffer.from('/app0') } as const;
  try {
    await client.call(({ auth }) => auth.userAdd({ name: 'root', password: 'rootpw' }));
    await client.call(({ auth }) => auth.roleAdd({ name: 'root' }));
    await client.call(({ auth }) => auth.userGrantRole({ user: 'root', role: 'root' }));
    await client.call(({ auth }) => auth.userAdd({ name: 'reader', password: 'readerpw' }));
    await client.call(({ auth }) => auth.roleAdd({ name: 'app-reader' }));
    await client.call(({ auth }) => auth.roleGrantPermission({ name: 'app-reader', perm }));
    await client.call(({ auth }) => auth.userGrantRole({ user: 'reader', role: 'app-reader' }));
    await client.call(({ auth }) => auth.authEnable());
    // One member has answered, and the others may be a moment behind. A member that refuses this read is not, nor is
    // one that answers it, because an answer needs the others' agreement.
    const key = Buffer.from('/app/');
    await Promise.allSettled(target.endpoints.map((endpoint) => range(client, { key }, { endpoint })));
  } finally {
    client.close();
  }
}

interface TestTls {
  readonly authority: Authority;
  readonly port: PortTls;
  readonly files: { readonly ca: string; readonly cert: string; readonly key: string };
  readonly pems: { readonly ca: string; readonly cert: string; readonly key: string };
}

async function makeTls(folder: string, kind: 'none' | 'server' | 'mutual'): Promise<TestTls | null> {
  if (kind === 'none') return null;
  const authority = await makeAuthority('etcdeck test CA');
  const client = await authority.issue({ commonName: 'etcdeck-test', usage: 'client' });
  const server = await authority.issue({ commonName: 'etcd', names: ['127.0.0.1', 'localhost'], usage: 'both' });
  const ca = join(folder, 'ca.crt');
  await writeFile(ca, authority.certPem);
  const serverFiles = await writeCertificate(folder, 'server', server);
  return {
    authority,
    port: {
      certFile: serverFiles.cert,
      keyFile: serverFiles.key,
      callerCaFile: kind === 'mutual' ? ca : null,
    },
    files: { ca, ...(await writeCertificate(folder, 'client', client)) },
    pems: { ca: authority.certPem, cert: client.certPem, key: client.keyPem },
  };
}

function guarded(member: MemberProcess): void {
  orphanGuard.process(member.pid);
  void member.exited.then(() => orphanGuard.processGone(member.pid));
}

/** Starts it on its old ports; a process that looks for free ports may hold one for a moment. */
async function startAgain(plan: MemberPlan, onDidSpawn: (member: MemberProcess) => void): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const member = startMember(plan);
    guarded(member);
    onDidSpawn(member);
    try {
      await member.ready;
      return;
    } catch (error) {
      if (attempt === 5 || !member.lastWords().includes('address already in use')) throw error;
    }
  }
}

function toTestMember(first: MemberProcess): TestMember {
  let plan: MemberPlan = first.plan;
  let current = first;
  let beginnings = 1;
  const now = (member: MemberProcess): void => {
    current = member;
  };
  return {
    name: first.plan.name,
    endpoint: first.plan.endpoint,
    peerUrl: first.plan.peerUrl,
    get pid() {
      return current.pid;
    },
    kill: () => current.kill(),
    freeze: () => stopProcess(current.pid),
    thaw: () => void process.kill(current.pid, 'SIGCONT'),
    async restart(args = []) {
      await current.kill();
      plan = { ...plan, args: [...plan.args, ...args] };
      await startAgain(plan, now);
    },
    async startAnew() {
      await current.kill();
      beginnings += 1;
      const { name, peerUrl, args } = plan;
      const folder = `${args[args.indexOf('--data-dir') + 1]}-${beginnings}`;
      // The last flag of a name counts.
      const own = ['--data-dir', folder, '--initial-cluster', `${name}=${peerUrl}`];
      plan = { ...plan, args: [...args, ...own, '--initial-cluster-token', `beginning-${beginnings}`] };
      await startAgain(plan, now);
    },
  };
}
