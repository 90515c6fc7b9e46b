import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { MemberStart } from '../../contract/member-start.ts';
import { chosenEtcd } from '../../testing/etcd-binaries.ts';
import { openApp } from '../../testing/opened-app.ts';
import { orphanGuard } from '../../testing/orphan-guard.ts';
import { runPrinted } from '../../testing/printed-command.ts';
import { createNewCluster } from './create-new-cluster.ts';

let folder = '';
const closing: (() => Promise<void> | void)[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-new-cluster-'));
  orphanGuard.folder(folder);
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  orphanGuard.folderRemoved(folder);
});

function run({ command }: MemberStart): ReturnType<typeof runPrinted> {
  const started = runPrinted(command);
  closing.push(() => started.kill());
  return started;
}

it('forms a cluster over mutual TLS by what is printed and issued, and takes a fourth member so', async () => {
  const api = createNewCluster();
  // All of 127.0.0.0/8 is this machine; the usual ports of an address that nobody else uses are free.
  const net = `127.${1 + Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}`;
  const members = [1, 2, 3].map((at) => ({ name: `etcd-${at}`, host: `${net}.${at}` }));
  const certificates = join(folder, 'certificates');
  await api.issueCertificates({ folder: certificates, members, certificatesFolder: '/etc/etcd/pki' });

  // Each host has its own folders; here one machine is all of them.
  const describe = async (at: number): Promise<MemberStart> => {
    const { name } = members[at] ?? { name: '' };
    const { starts } = await api.describe({
      members,
      dataDir: join(folder, name),
      token: 'shop',
      tls: true,
      certificatesFolder: join(certificates, 'members', name),
    });
    const start = starts[at];
    if (start === undefined) throw new Error(`no start of member ${at}`);
    return start;
  };
  const starts = await Promise.all([describe(0), describe(1), describe(2)]);
  await Promise.all(starts.map((start) => run(start).ready));

  const files = (name: string) => join(certificates, name);
  const app = await openApp({
    id: null,
    name: 'new',
    endpoints: [`https://${net}.1:2379`],
    tls: {
      caFile: files('ca.crt'),
      certFile: files('client.crt'),
      keyFile: files('client.key'),
      serverName: null,
      skipVerify: false,
    },
    user: null,
  });
  closing.push(() => app.close());
  const { connection } = app;
  const status = () => app.api.cluster.status({ connection });
  await vi.waitFor(async () =>
    expect((await status()).quorum).toMatchObject({ voters: 3, healthy: 3, hasQuorum: true }),
  );

  await api.issueMemberCertificates({
    caFile: files('ca.crt'),
    name: 'etcd-4',
    hosts: [`${net}.4`],
    certificatesFolder: '/etc/etcd/pki',
  });
  const peerURL = `https://${net}.4:2380`;
  const { etcdctl } = chosenEtcd();
  if (etcdctl === null) throw new Error('there is no etcdctl');
  const tls = ['--cacert', files('ca.crt'), '--cert', files('client.crt'), '--key', files('client.key')];
  const add = ['--endpoints', `https://${net}.1:2379`, ...tls, 'member', 'add', 'etcd-4', '--learner'];
  // The members take another one once they have been connected for five seconds.
  await vi.waitFor(() => promisify(execFile)(etcdctl, [...add, '--peer-urls', peerURL]));
  const { id } = await vi.waitFor(async () => {
    const added = (await status()).members.find(({ peerURLs }) => peerURLs.includes(peerURL));
    return added ?? Promise.reject(new Error('the member that answers has not heard of it'));
  });
  const request = { connection, member: id, name: 'etcd-4', clientURLs: [], dataDir: null };
  const fourth = await app.api.cluster.memberStart(request);
  // Its files are named after it, as each of the others' are: likely, and not known.
  expect(fourth.files.map(({ path }) => path)).toContain(join(certificates, 'members/etcd-4/peer.crt'));
  expect(fourth.warnings).toContain('AssumedTlsPaths');
  expect(fourth.env).toMatchObject({ ETCD_DATA_DIR: join(folder, 'etcd-4'), ETCD_INITIAL_CLUSTER_TOKEN: 'shop' });
  await run(fourth).ready;
  await vi.waitFor(async () =>
    expect((await status()).members.find((member) => member.id === id)).toMatchObject({
      name: 'etcd-4',
      isLearner: true,
      endpoint: `https://${net}.4:2379`,
      healthy: true,
    }),
  );
});
