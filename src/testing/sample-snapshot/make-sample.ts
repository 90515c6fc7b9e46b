import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { resourcesFolder } from '../../core/assets/assets.ts';
import { EtcdClient } from '../../core/etcd/client.ts';
import { compact } from '../../core/etcd/kv.ts';
import { status } from '../../core/etcd/maintenance.ts';
import { loadKubernetesSchema } from '../../core/kubernetes-storage/codec/load-schema.ts';
import type { KubernetesSchema } from '../../core/kubernetes-storage/codec/schema.ts';
import { type MemberProcess, startMember } from '../../core/sandbox/member-process.ts';
import { storedObject } from '../../core/sandbox/sample-keyspace.ts';
import { descriptionFileOf } from '../../core/snapshot-files/description.ts';
import { chosenEtcd } from '../etcd-binaries.ts';
import { type StoryWrite, sampleStory } from './story.ts';

const run = promisify(execFile);

const eventLease = { ID: '7587883212297323522', TTL: '3600' };
const lockLease = { ID: '7587883212297323523', TTL: '60' };

/**
 * Tells the sample story to a real cluster with a member at each of this machine's addresses, and saves the snapshot of
 * the first one.
 */
export async function makeSampleSnapshot(
  file: string,
  addresses: readonly string[],
): Promise<{ readonly bytes: number; readonly revision: number }> {
  const binaries = chosenEtcd();
  if (binaries.etcdctl === null) throw new Error(`there is no etcdctl beside ${binaries.etcd}`);
  const folder = await mkdtemp(join(tmpdir(), 'etcdeck-sample-'));
  const members = startAll(binaries.etcd, folder, addresses);
  const endpoints = addresses.map((address) => `https://${address}:2379`);
  const client = new EtcdClient({
    endpoints,
    // Members make their certificates themselves, each its own.
    tls: { ca: null, cert: null, key: null, serverName: null, skipVerify: true },
    user: null,
    password: null,
  });
  const etcdctl = async (endpoint: string, ...args: readonly string[]): Promise<void> => {
    const own = ['--endpoints', endpoint, '--insecure-transport=false', '--insecure-skip-tls-verify'];
    await run(binaries.etcdctl ?? '', [...own, ...args], { env: { ...process.env, ETCDCTL_API: '3' } });
  };
  try {
    await Promise.all(members.map(({ ready }) => ready));
    const revision = await tell(client, await loadKubernetesSchema(resourcesFolder()));
    for (const endpoint of endpoints) await etcdctl(endpoint, 'defrag');
    const part = `${file}.new`;
    await rm(part, { force: true });
    await etcdctl(endpoints[0] ?? '', 'snapshot', 'save', part);
    await rename(part, file);
    await describe(file, { client, version: binaries.version, endpoint: endpoints[0] ?? '', revision });
    return { bytes: (await stat(file)).size, revision };
  } finally {
    client.close();
    await Promise.all(members.map((member) => member.kill()));
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes what is known of the snapshot and is not in it, as of the moment that the story ends. */
async function describe(
  file: string,
  told: { readonly client: EtcdClient; readonly version: string; readonly endpoint: string; readonly revision: number },
): Promise<void> {
  const { client, version, endpoint, revision } = told;
  const { clusterId, memberId } = await status(client, endpoint);
  const sha256 = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  const at = sampleStory().at(-1)?.at ?? 0;
  const facts = { endpoint, member: memberId, clusterId, at, etcdVersion: version, sha256, revision };
  await writeFile(descriptionFileOf(file), `${JSON.stringify({ ...facts, connection: 'sample' }, null, 2)}\n`);
}

function startAll(binary: string, folder: string, addresses: readonly string[]): readonly MemberProcess[] {
  const named = addresses.map((address, index) => ({ name: `control-${index + 1}`, address }));
  const cluster = named.map(({ name, address }) => `${name}=https://${address}:2380`).join(',');
  return named.map(({ name, address }) => {
    const [endpoint, peerUrl] = [`https://${address}:2379`, `https://${address}:2380`];
    const args = [
      ...['--name', name, '--data-dir', join(folder, name), '--auto-tls', '--peer-auto-tls'],
      ...['--listen-client-urls', endpoint, '--advertise-client-urls', endpoint],
      ...['--listen-peer-urls', peerUrl, '--initial-advertise-peer-urls', peerUrl],
      ...['--initial-cluster', cluster, '--initial-cluster-token', 'etcdeck-sample'],
    ];
    return startMember({ name, binary, endpoint, peerUrl, args });
  });
}

/** Makes every write of the story, and returns the revision of the last one. */
async function tell(client: EtcdClient, schema: KubernetesSchema): Promise<number> {
  const sample = { client, schema };
  for (const lease of [eventLease, lockLease]) await client.call((calls) => calls.lease.leaseGrant(lease));
  let revision = 0;
  for (const step of sampleStory()) {
    for (const write of step.writes) revision = await make(sample, write);
    if (step.isCompacted) {
      const to = revision;
      revision = await make(sample, { key: 'compact_rev_key', value: String(to) });
      await compact(client, { revision: to, isPhysical: true });
    }
  }
  return revision;
}

async function make(
  { client, schema }: { readonly client: EtcdClient; readonly schema: KubernetesSchema },
  write: StoryWrite,
): Promise<number> {
  const { answer } = await client.call(async ({ kv }): Promise<number> => {
    if ('deleted' in write) {
      const key = Buffer.from(write.deleted.startsWith('/') ? write.deleted : `/registry/${write.deleted}`);
      return Number((await kv.deleteRange({ key })).header.revision);
    }
    if ('object' in write) {
      const { key, value } = storedObject(schema, write.object);
      const lease = write.isEvent ? eventLease.ID : '0';
      return Number((await kv.put({ key: Buffer.from(key), value: Buffer.from(value), lease })).header.revision);
    }
    const { key, value, isLocked } = write;
    const lease = isLocked ? lockLease.ID : '0';
    return Number((await kv.put({ key: Buffer.from(key), value: Buffer.from(value), lease })).header.revision);
  });
  return answer;
}
