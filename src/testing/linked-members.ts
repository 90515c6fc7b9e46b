import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MemberId } from '../contract/ids.ts';
import { EtcdClient } from '../core/etcd/client.ts';
import { status } from '../core/etcd/maintenance.ts';
import type { LabLinks } from '../core/lab/lab-world.ts';
import { createLabLinks } from '../core/lab/links/create-lab-links.ts';
import { proxyVariables } from '../core/lab/links/proxy-variables.ts';
import { findFreePorts } from '../core/sandbox/free-ports.ts';
import { type MemberPlan, type MemberProcess, startMember } from '../core/sandbox/member-process.ts';
import { makeAuthority, writeCertificate } from './certificates.ts';
import { chosenEtcd, type EtcdBinaries } from './etcd-binaries.ts';
import { orphanGuard } from './orphan-guard.ts';
import { testPorts } from './ports.ts';

export interface LinkedMembersOptions {
  readonly members: number;
  readonly binaries?: EtcdBinaries;
  /** More of etcd's own flags, for every member. */
  readonly args?: readonly string[];
  /** Without it members dial each other themselves, for comparison. */
  readonly isLinked?: boolean;
}

/** A real member whose peers are behind links. */
export interface LinkedTestMember {
  readonly name: string;
  readonly endpoint: string;
  kill(): Promise<void>;
  /** Starts it again on its data, and does not wait. */
  start(): void;
}

/** A cluster whose members dial each other, with TLS, through the proxies of a lab. */
export interface LinkedMembers {
  readonly links: LabLinks;
  readonly members: readonly LinkedTestMember[];
  readonly client: EtcdClient;
  /** What the links' thread complained of. */
  readonly said: readonly string[];
  /** The proxy that a member was given. */
  proxyOf(name: string): string;
  /** What each of the named members, or of all, says of the leader: its name; `null` where they do not agree on one. */
  leader(names?: readonly string[]): Promise<string | null>;
  put(key: string, at?: string, timeoutMs?: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts the members, and waits until all of them serve. */
export async function startLinkedMembers(options: LinkedMembersOptions): Promise<LinkedMembers> {
  const binaries = options.binaries ?? chosenEtcd();
  const folder = await mkdtemp(join(tmpdir(), 'etcdeck-test-'));
  orphanGuard.folder(folder);
  const authority = await makeAuthority('etcdeck test CA');
  const ports = await findFreePorts(options.members * 2);
  const ofMembers = Array.from({ length: options.members }, (_, i) => ({
    name: `m${i + 1}`,
    peerHost: options.isLinked === false ? '127.0.0.1' : `192.0.2.${i + 11}`,
    clientPort: ports[i * 2] ?? 0,
    listenPort: ports[i * 2 + 1] ?? 0,
  }));
  const names = ['127.0.0.1', ...ofMembers.map(({ peerHost }) => peerHost)];
  const issued = await authority.issue({ commonName: 'peer', names, usage: 'both' });
  const files = await writeCertificate(folder, 'peer', issued);
  const ca = join(folder, 'ca.crt');
  await writeFile(ca, authority.certPem);
  const testing = testPorts(folder);
  const links = await createLabLinks(testing, {
    ca: authority.certPem,
    certificate: issued.certPem,
    key: issued.keyPem,
  });
  const peerUrl = (member: (typeof ofMembers)[number]): string =>
    `https://${member.peerHost}:${options.isLinked === false ? member.listenPort : 2380}`;
  const all = ofMembers.map((member) => `${member.name}=${peerUrl(member)}`).join(',');
  const proxies = new Map<string, string>();
  for (const member of ofMembers) proxies.set(member.name, await links.add(member));
  const members = ofMembers.map((member) => {
    const endpoint = `http://127.0.0.1:${member.clientPort}`;
    const plan: MemberPlan = {
      ...{ name: member.name, binary: binaries.etcd, endpoint, peerUrl: peerUrl(member) },
      args: [
        ...['--name', member.name, '--data-dir', join(folder, member.name), '--unsafe-no-fsync'],
        ...['--listen-client-urls', endpoint, '--advertise-client-urls', endpoint],
        ...['--listen-peer-urls', `https://127.0.0.1:${member.listenPort}`],
        ...['--initial-advertise-peer-urls', peerUrl(member)],
        ...['--initial-cluster', all, '--initial-cluster-state', 'new'],
        ...['--peer-cert-file', files.cert, '--peer-key-file', files.key],
        ...['--peer-trusted-ca-file', ca, '--peer-client-cert-auth'],
        ...(options.args ?? []),
      ],
      env: options.isLinked === false ? {} : proxyVariables(proxies.get(member.name) ?? ''),
    };
    let current: MemberProcess;
    const start = (): void => {
      current = startMember(plan);
      const { pid } = current;
      orphanGuard.process(pid);
      void current.exited.then(() => orphanGuard.processGone(pid));
    };
    start();
    return {
      ...{ name: member.name, endpoint, start },
      kill: () => current.kill(),
      ready: () => current.ready,
    };
  });
  const client = new EtcdClient(
    { endpoints: members.map(({ endpoint }) => endpoint), tls: null, user: null, password: null },
    { callTimeoutMs: 30_000 },
  );
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    client.close();
    await Promise.all(members.map((member) => member.kill()));
    await links.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    orphanGuard.folderRemoved(folder);
  };
  const endpointOf = (name: string): string => members.find((member) => member.name === name)?.endpoint ?? '';
  try {
    await Promise.all(members.map((member) => member.ready()));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    ...{ links, members, client },
    close: () => (closing ??= close()),
    said: testing.said,
    proxyOf: (name) => proxies.get(name) ?? '',
    async leader(asked = members.map(({ name }) => name)) {
      const answers = await Promise.all(
        members.map(({ name, endpoint }) =>
          status(client, endpoint, { timeoutMs: 2_000 }).then(
            ({ memberId, leader }) => ({ name, memberId, leader }),
            () => ({ name, memberId: null, leader: null }),
          ),
        ),
      );
      const leaders = new Set<MemberId | null>(answers.filter(({ name }) => asked.includes(name)).map((a) => a.leader));
      const [leader] = leaders;
      if (leaders.size !== 1 || leader === null) return null;
      return answers.find(({ memberId }) => memberId === leader)?.name ?? null;
    },
    async put(key, at, timeoutMs) {
      await client.call(({ kv }) => kv.put({ key: Buffer.from(key), value: Buffer.from('x') }), {
        endpoint: at === undefined ? undefined : endpointOf(at),
        timeoutMs,
      });
    },
  };
}
