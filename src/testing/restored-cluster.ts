import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Api } from '../contract/api.ts';
import type { ConnectionDraft } from '../contract/connections/profile.ts';
import type { RestoreForm, RestorePlan } from '../contract/restores.ts';
import { EtcdClient, type EtcdTarget } from '../core/etcd/client.ts';
import { txnPuts } from '../core/etcd/kv.ts';
import { findFreePorts } from '../core/sandbox/free-ports.ts';
import { type MemberProcess, startMember } from '../core/sandbox/member-process.ts';
import { issueSandboxTls } from '../core/sandbox/sandbox-tls.ts';
import { chosenEtcd } from './etcd-binaries.ts';
import { orphanGuard } from './orphan-guard.ts';

const run = promisify(execFile);

/** A cluster that was restored by printed commands. */
export interface RestoredCluster {
  readonly endpoints: readonly string[];
  readonly target: EtcdTarget;
  readonly draft: ConnectionDraft;
  close(): Promise<void>;
}

/** Restores a snapshot by the bash commands that are printed for each of three members, and starts them with TLS. */
export async function restoreAsPrinted(
  api: Pick<Api, 'restores'>,
  file: string,
  changes: Partial<RestoreForm> = {},
): Promise<RestoredCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'etcdeck-restored-'));
  orphanGuard.folder(folder);
  const tls = await issueSandboxTls(folder, 'root');
  const ports = await findFreePorts(6);
  const members = [0, 1, 2].map((at) => ({
    name: `restored-${at + 1}`,
    peerURLs: [`https://127.0.0.1:${ports[2 * at]}`],
    endpoint: `https://127.0.0.1:${ports[2 * at + 1]}`,
  }));
  const dataDirs = join(folder, "it's data");
  const { form: begun } = await api.restores.begin({ file, connection: null });
  const form: RestoreForm = {
    ...begun,
    members: members.map(({ name, peerURLs }) => ({ name, peerURLs })),
    toolVersion: chosenEtcd().version,
    dataDir: dataDirs,
    ...changes,
  };
  const plan = await api.restores.describe({ form });
  const initialCluster = members.map(({ name, peerURLs }) => `${name}=${peerURLs}`).join(',');
  const flags = (prefix: string, { certFile, keyFile, callerCaFile }: typeof tls.clientPort): readonly string[] => [
    ...[`--${prefix}cert-file`, certFile, `--${prefix}key-file`, keyFile],
    ...[`--${prefix}trusted-ca-file`, callerCaFile ?? '', `--${prefix}client-cert-auth`],
  ];
  const started: MemberProcess[] = [];
  try {
    for (const { name, peerURLs, endpoint } of members) {
      const dataDir = `${dataDirs}-${name}`;
      await runPrinted(plan, name);
      const args = [
        ...['--name', name, '--data-dir', dataDir, '--unsafe-no-fsync'],
        ...['--listen-client-urls', endpoint, '--advertise-client-urls', endpoint],
        ...['--listen-peer-urls', `${peerURLs}`, '--initial-advertise-peer-urls', `${peerURLs}`],
        ...['--initial-cluster', initialCluster, '--initial-cluster-state', 'existing'],
        ...[...flags('', tls.clientPort), ...flags('peer-', tls.peerPort)],
      ];
      const member = startMember({ name, binary: chosenEtcd().etcd, endpoint, peerUrl: `${peerURLs}`, args });
      orphanGuard.process(member.pid);
      started.push(member);
    }
    await Promise.all(started.map(({ ready }) => ready));
  } catch (error) {
    await Promise.all(started.map((member) => member.kill()));
    throw error;
  }
  const endpoints = members.map(({ endpoint }) => endpoint);
  return {
    endpoints,
    target: { endpoints, tls: { ...tls.pems, serverName: null, skipVerify: false }, user: null, password: null },
    draft: {
      ...{ id: null, name: `restored ${form.token}`, endpoints, user: null },
      tls: { ...tls.files, serverName: null, skipVerify: false },
    },
    async close() {
      await Promise.all(started.map((member) => member.kill()));
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
      orphanGuard.folderRemoved(folder);
    },
  };
}

/** Runs a member's command as printed, in a shell that has etcd's programs on PATH. */
async function runPrinted({ faults, commands }: RestorePlan, name: string): Promise<void> {
  const command = commands.find(({ member }) => member === name)?.bash;
  if (command === undefined) throw new Error(`there is no command: ${JSON.stringify(faults)}`);
  const PATH = [dirname(chosenEtcd().etcd), process.env.PATH].join(delimiter);
  await run('sh', ['-c', command], { env: { ...process.env, PATH } });
}

const bytes = (text: string): Buffer => Buffer.from(text);

/**
 * Fills a cluster with what a snapshot may hold: history, a compaction, a lease, a large value, deletions, and a
 * transaction at its end that deletes last.
 */
export async function fillForRestore(target: EtcdTarget, keys: number): Promise<void> {
  const client = new EtcdClient(target, { callTimeoutMs: 30_000 });
  const put = (key: string, value: string) => ({ key: bytes(key), value: bytes(value) });
  try {
    for (let from = 0; from < keys; from += 100) {
      const some = Array.from({ length: Math.min(100, keys - from) }, (_, at) => put(`/app/${from + at}`, `v ${at}`));
      await txnPuts(client, some);
    }
    for (let turn = 0; turn < 5; turn += 1) await txnPuts(client, [put('/app/changing', `${turn}`)]);
    const { revision } = await txnPuts(client, [put('/app/large', 'x'.repeat(300_000))]);
    await client.call(({ kv }) => kv.compact({ revision: String(revision - 2), physical: true }));
    const { answer } = await client.call(({ lease }) => lease.leaseGrant({ TTL: 3_600 }));
    await client.call(({ kv }) => kv.put({ ...put('/app/leased', 'l'), lease: answer.ID }));
    await client.call(({ kv }) => kv.deleteRange({ key: bytes('/app/1'), range_end: bytes('/app/10') }));
    await client.call(({ kv }) =>
      kv.txn({
        success: [{ request_put: put('/app/last', 'l') }, { request_delete_range: { key: bytes('/app/2') } }],
      }),
    );
  } finally {
    client.close();
  }
}
