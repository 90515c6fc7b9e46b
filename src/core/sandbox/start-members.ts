import { join } from 'node:path';
import type { Abort } from '../../contract/abort.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import { findFreePorts } from './free-ports.ts';
import { type MemberPlan, type MemberProcess, startMember } from './member-process.ts';

/**
 * TLS of a port: its certificate and key, and the CA that clients' certificates must come from, or `null` where none
 * are required.
 */
export interface PortTls {
  readonly certFile: string;
  readonly keyFile: string;
  readonly callerCaFile: string | null;
}

/** The members of one cluster to start. */
export interface StartMembersRequest {
  readonly binary: string;
  /** Each member keeps its data in `<folder>/<name>`. */
  readonly folder: string;
  readonly count: number;
  readonly clientTls: PortTls | null;
  readonly peerTls: PortTls | null;
  /** Additional etcd flags. */
  readonly args?: readonly string[];
  /** How long a start may take, in milliseconds. */
  readonly timeoutMs?: number;
  readonly signal?: Abort;
  /** Called synchronously with every process started. */
  readonly onDidSpawn?: (member: MemberProcess) => void;
}

const attempts = 5;

/**
 * Starts the members of a new cluster on 127.0.0.1 and waits until all of them serve. If a port was taken in the
 * meantime, it tries other ports. When it fails or is stopped, no process is left. Fails with `DeadlineExceeded` where they
 * run and do not serve in time.
 */
export async function startMembers(request: StartMembersRequest): Promise<readonly MemberProcess[]> {
  for (let attempt = 1; ; attempt++) {
    const plans = await planMembers(request);
    if (request.signal?.aborted) throw request.signal.reason;
    const members = plans.map((plan) => {
      const member = startMember(plan);
      request.onDidSpawn?.(member);
      return member;
    });
    try {
      await allReady(members, request.timeoutMs ?? 60_000, request.signal);
      return members;
    } catch (error) {
      await Promise.all(members.map((member) => member.kill()));
      const isPortTaken = members.some((member) => member.lastWords().includes('address already in use'));
      if (!isPortTaken || attempt === attempts) throw error;
    }
  }
}

async function planMembers(request: StartMembersRequest): Promise<readonly MemberPlan[]> {
  const ports = await findFreePorts(request.count * 2);
  const url = (tls: PortTls | null, index: number): string =>
    `${tls === null ? 'http' : 'https'}://127.0.0.1:${ports[index]}`;
  const members = Array.from({ length: request.count }, (_, index) => ({
    name: `member-${index + 1}`,
    endpoint: url(request.clientTls, index * 2),
    peerUrl: url(request.peerTls, index * 2 + 1),
  }));
  const initialCluster = members.map((member) => `${member.name}=${member.peerUrl}`).join(',');
  return members.map((member) => ({
    ...member,
    binary: request.binary,
    args: [
      ...['--name', member.name, '--data-dir', join(request.folder, member.name)],
      ...['--listen-client-urls', member.endpoint, '--advertise-client-urls', member.endpoint],
      ...['--listen-peer-urls', member.peerUrl, '--initial-advertise-peer-urls', member.peerUrl],
      ...['--initial-cluster', initialCluster, '--initial-cluster-state', 'new'],
      ...tlsFlags('', 'client-cert-auth', request.clientTls),
      ...tlsFlags('peer-', 'peer-client-cert-auth', request.peerTls),
      ...(request.args ?? []),
    ],
  }));
}

/** Returns the flags of a port: `prefix` is `peer-` for the one of peers. */
export function tlsFlags(prefix: string, demand: string, tls: PortTls | null): readonly string[] {
  if (tls === null) return [];
  const own = [`--${prefix}cert-file`, tls.certFile, `--${prefix}key-file`, tls.keyFile];
  return tls.callerCaFile === null ? own : [...own, `--${prefix}trusted-ca-file`, tls.callerCaFile, `--${demand}`];
}

async function allReady(members: readonly MemberProcess[], timeoutMs: number, signal?: Abort): Promise<void> {
  let giveUp = (): void => undefined;
  let timer: NodeJS.Timeout | undefined;
  const stopped = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const silent = members.map((member) => `${member.plan.name}: ${member.lastWords()}`).join('\n');
      const message = `the members were not ready after ${timeoutMs / 1000} s\n${silent}`;
      reject(new EtcdeckError({ code: 'DeadlineExceeded', message, retry: true }));
    }, timeoutMs);
    giveUp = () => reject(signal?.reason ?? new Error('stopped'));
    signal?.addEventListener('abort', giveUp, { once: true });
  });
  try {
    await Promise.race([Promise.all(members.map((member) => member.ready)), stopped]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}
