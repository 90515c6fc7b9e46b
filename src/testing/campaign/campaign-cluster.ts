import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionDraft } from '../../contract/connections/profile.ts';
import { EtcdClient } from '../../core/etcd/client.ts';
import { status } from '../../core/etcd/maintenance.ts';
import { findFreePorts } from '../../core/sandbox/free-ports.ts';
import { type MemberPlan, type MemberProcess, startMember } from '../../core/sandbox/member-process.ts';
import { makeAuthority, writeCertificate } from '../certificates.ts';
import { chosenEtcd, hasAtLeast } from '../etcd-binaries.ts';
import { orphanGuard } from '../orphan-guard.ts';
import { stopProcess } from '../stop-process.ts';
import { layPeerLinks, type PeerLinks, peerHost } from './peer-links.ts';

/** Of one transaction: few enough for a plan to be shown whole, and to take several transactions all the same. */
export const mostTxnOps = 32;

const size = 3;

/** One member, and the faults applied to it. */
export interface CampaignMember {
  readonly name: string;
  readonly endpoint: string;
  readonly state: 'up' | 'frozen' | 'down';
  freeze(): void;
  kill(): Promise<void>;
  /** Thaws it, or starts it again and waits until it serves. */
  mend(): Promise<void>;
}

/** Three members with TLS to clients and to each other. Each link can be cut. */
export interface CampaignCluster {
  readonly members: readonly CampaignMember[];
  readonly links: PeerLinks;
  readonly caFile: string;
  /** A client without lines in between, for calls that are not part of the test. */
  readonly direct: EtcdClient;
  draft(endpoints: readonly string[]): ConnectionDraft;
  /** Returns the place of the leader, or `null` when there is none, or no member reports one. */
  leader(): Promise<number | null>;
  close(): Promise<void>;
}

/** Starts the members and waits until every one serves. They die with the test process. */
export async function startCampaignCluster(): Promise<CampaignCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'etcdeck-campaign-'));
  orphanGuard.folder(folder);
  const authority = await makeAuthority('etcdeck campaign CA');
  const caFile = join(folder, 'ca.crt');
  await writeFile(caFile, authority.certPem);
  const names = ['127.0.0.1', ...places.map(peerHost)];
  const issued = await authority.issue({ commonName: 'etcd', names, usage: 'both' });
  const files = { caFile, ...(await writeCertificate(folder, 'server', issued)) };
  const { members, links } = await startOnFreePorts(folder, files);
  const endpoints = members.map(({ endpoint }) => endpoint);
  const tls = { ca: authority.certPem, cert: null, key: null, serverName: null, skipVerify: false };
  const direct = new EtcdClient({ endpoints, tls, user: null, password: null });
  return {
    members,
    links,
    caFile,
    direct,
    draft: (lines) => ({
      id: null,
      name: 'campaign',
      endpoints: lines,
      tls: { caFile, certFile: null, keyFile: null, serverName: null, skipVerify: false },
      user: null,
      learnsEndpoints: false,
    }),
    async leader() {
      const said = await Promise.all(
        members.map(({ endpoint, state }) =>
          state === 'up' ? status(direct, endpoint, { timeoutMs: 500 }).catch(() => null) : null,
        ),
      );
      const place = said.findIndex((one) => one !== null && one.leader === one.memberId);
      return place === -1 ? null : place;
    },
    async close() {
      direct.close();
      await Promise.all(members.map((member) => member.kill()));
      await links.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
      orphanGuard.folderRemoved(folder);
    },
  };
}

const places = Array.from({ length: size }, (_, place) => place);
const attempts = 5;

/** If another process took a port in the meantime, retries with other ports. */
async function startOnFreePorts(folder: string, files: PlanParts['files']) {
  for (let attempt = 1; ; attempt++) {
    const ports = await findFreePorts(2 * size);
    const [clientPorts, peerPorts] = [ports.slice(0, size), ports.slice(size)];
    const links = await layPeerLinks(peerPorts);
    const parts = { folder: join(folder, `${attempt}`), files, clientPorts, peerPorts, links };
    const members = places.map((place) => toMember(memberPlan(place, parts)));
    try {
      await Promise.all(members.map(({ ready }) => ready));
      return { members, links };
    } catch (error) {
      await Promise.all(members.map((member) => member.kill()));
      await links.close();
      if (attempt === attempts || !String(error).includes('address already in use')) throw error;
    }
  }
}

interface PlanParts {
  readonly folder: string;
  readonly files: { readonly caFile: string; readonly cert: string; readonly key: string };
  readonly clientPorts: readonly number[];
  readonly peerPorts: readonly number[];
  readonly links: PeerLinks;
}

/** A member is started by `env`, which sets its own proxy and then becomes the member. */
function memberPlan(place: number, { folder, files, clientPorts, peerPorts, links }: PlanParts): MemberPlan {
  const peerUrl = (member: number): string => `https://${peerHost(member)}:${peerPorts[member]}`;
  const name = `member-${place + 1}`;
  const endpoint = `https://127.0.0.1:${clientPorts[place]}`;
  const others = peerPorts.map((_, member) => `member-${member + 1}=${peerUrl(member)}`);
  return {
    name,
    binary: '/usr/bin/env',
    endpoint,
    peerUrl: peerUrl(place),
    args: [
      ...['HTTP_PROXY=', 'NO_PROXY=', 'no_proxy=', `HTTPS_PROXY=${links.proxyOf(place)}`, chosenEtcd().etcd],
      ...['--name', name, '--data-dir', join(folder, name)],
      ...['--listen-client-urls', endpoint, '--advertise-client-urls', endpoint],
      ...['--listen-peer-urls', `https://127.0.0.1:${peerPorts[place]}`],
      ...['--initial-advertise-peer-urls', peerUrl(place), '--initial-cluster', others.join(',')],
      ...['--initial-cluster-state', 'new', '--max-txn-ops', String(mostTxnOps)],
      ...['--heartbeat-interval', '50', '--election-timeout', '500'],
      ...['--cert-file', files.cert, '--key-file', files.key],
      ...['--peer-cert-file', files.cert, '--peer-key-file', files.key, '--peer-trusted-ca-file', files.caFile],
      // A killed process loses nothing that it has handed to the operating system.
      ...(hasAtLeast('3.5') ? ['--unsafe-no-fsync'] : []),
    ],
  };
}

function toMember(plan: MemberPlan): CampaignMember & { readonly ready: Promise<void> } {
  const start = (): MemberProcess => {
    const member = startMember(plan);
    orphanGuard.process(member.pid);
    void member.exited.then(() => orphanGuard.processGone(member.pid));
    return member;
  };
  let current = start();
  let state: CampaignMember['state'] = 'up';
  return {
    name: plan.name,
    endpoint: plan.endpoint,
    ready: current.ready,
    get state() {
      return state;
    },
    freeze() {
      stopProcess(current.pid);
      state = 'frozen';
    },
    async kill() {
      state = 'down';
      await current.kill();
    },
    async mend() {
      if (state === 'frozen') process.kill(current.pid, 'SIGCONT');
      if (state === 'down') {
        current = start();
        await current.ready;
      }
      state = 'up';
    },
  };
}
