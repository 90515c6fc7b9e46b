import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConnectionDraft, ConnectionSecrets } from '../contract/connections/profile.ts';
import type { RecoveryApi, Runbook, Survey, WaysBack } from '../contract/recovery.ts';
import { EtcdClient, type EtcdTarget } from '../core/etcd/client.ts';
import { range, toTheEnd } from '../core/etcd/kv.ts';
import { writeCertificate } from './certificates.ts';
import { type OpenedApp, openApp } from './opened-app.ts';
import { startCluster, type TestCluster, type TestClusterOptions, type TestMember } from './test-cluster.ts';

/** How the cluster lets somebody in, and how the connection is let in. */
export interface WayIn {
  readonly options: TestClusterOptions;
  readonly target: (cluster: TestCluster) => Promise<Partial<EtcdTarget>>;
  readonly draft: (cluster: TestCluster) => Promise<Partial<ConnectionDraft>>;
  readonly secrets?: ConnectionSecrets;
  /** What a survey says of root; a certificate that may read does not show whether auth is on. */
  readonly needsRoot: boolean | null;
  /** Variables of the shells that a runbook is executed in. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Nobody has to say who they are. */
export const withoutAuth: WayIn = { options: {}, target: async () => ({}), draft: async () => ({}), needsRoot: false };

async function rootCertificate({ authority, folder }: TestCluster) {
  if (authority === null) throw new Error('there is no TLS');
  const issued = await authority.issue({ commonName: 'root', usage: 'client' });
  return { issued, files: await writeCertificate(folder, 'root', issued) };
}

/** Auth is on, and the client's certificate is root's. */
export const byCertificate: WayIn = {
  options: { tls: 'mutual', auth: true },
  async target(cluster) {
    const { issued } = await rootCertificate(cluster);
    const { tls } = cluster.target();
    if (tls === null) throw new Error('there is no TLS');
    return { user: null, password: null, tls: { ...tls, cert: issued.certPem, key: issued.keyPem } };
  },
  async draft(cluster) {
    const { files } = await rootCertificate(cluster);
    const { tls } = cluster.draft();
    return { user: null, tls: { ...tls, certFile: files.cert, keyFile: files.key } };
  },
  needsRoot: null,
};

/** Auth is on, and root has a password only. */
export const byPassword: WayIn = {
  options: { tls: 'mutual', auth: true },
  target: async () => ({}),
  draft: async () => ({}),
  secrets: { password: 'rootpw' },
  needsRoot: true,
  env: { ETCDCTL_PASSWORD: 'rootpw' },
};

/** A cluster that lost its quorum for good, and what the survivor holds. */
export interface LostQuorum {
  readonly cluster: TestCluster;
  readonly app: OpenedApp;
  readonly survivor: TestMember;
  readonly held: Held;
}

/** All that a member holds. */
export type Held = Awaited<ReturnType<typeof allOf>>;

/**
 * Makes three members of which two are lost with their data. `closing` takes what ends them. `beforeLoss` is called
 * while all of them run.
 */
export async function loseQuorum(
  way: WayIn,
  closing: (() => Promise<void>)[],
  beforeLoss: (cluster: TestCluster, survivor: TestMember) => Promise<void> = async () => undefined,
): Promise<LostQuorum> {
  const cluster = await startCluster({ members: 3, ...way.options });
  closing.push(() => cluster.close());
  const app = await openApp(cluster.draft(await way.draft(cluster)), {}, way.secrets);
  closing.push(() => app.close());
  const client = new EtcdClient(cluster.target(await way.target(cluster)));
  closing.push(async () => client.close());
  const { answer } = await client.call((calls) => calls.lease.leaseGrant({ TTL: 3_600 }));
  const put = (key: string, value: string, more = {}) =>
    client.call(({ kv }) => kv.put({ key: Buffer.from(key), value: Buffer.from(value), ...more }));
  for (let number = 0; number < 20; number += 1) await put(`/app/${number % 15}`, `value ${number}`);
  await put('/leased', 'x', { lease: answer.ID });
  await client.call(({ kv }) => kv.deleteRange({ key: Buffer.from('/app/3') }));
  const [one, two, survivor] = cluster.members;
  if (!one || !two || !survivor) throw new Error('there are three');
  // The token of a password comes before the loss.
  const read = await allOf(client, survivor.endpoint, true);
  await beforeLoss(cluster, survivor);
  for (const lost of [one, two]) {
    await lost.kill();
    await rm(join(cluster.folder, lost.name), { recursive: true });
  }
  const held = await allOf(client, survivor.endpoint, true);
  if (held.revision !== read.revision) throw new Error('the survivor changed without a quorum');
  return { cluster, app, survivor, held };
}

/** Reads all keys of a member. */
export async function allOf(client: EtcdClient, endpoint: string, serializable: boolean) {
  const request = { key: Uint8Array.of(0), rangeEnd: toTheEnd, serializable };
  const { revision, kvs } = await range(client, request, { endpoint, timeoutMs: 20_000 });
  return { revision, kvs };
}

/** What ways back are made for. */
export type WaysChoice = Omit<Parameters<RecoveryApi['waysBack']>[0], 'connection' | 'survey'>;

/** Asks the members, and makes the ways back of what was answered. */
export async function surveyOf(
  { api, connection }: OpenedApp,
  choice: Partial<WaysChoice> = {},
): Promise<Survey & WaysBack> {
  const found = await api.recovery.survey({ connection });
  const request = { connection, survey: found.id, layout: 'plain', from: null, without: [], ...choice } as const;
  return { ...found, ...(await api.recovery.waysBack(request)) };
}

/** Returns the runbook of a kind. */
export function runbookOf({ runbooks }: WaysBack, kind: Runbook['kind']): Runbook {
  const found = runbooks.find((runbook) => runbook.kind === kind);
  if (found === undefined) throw new Error(`there is no runbook ${kind}`);
  return found;
}
