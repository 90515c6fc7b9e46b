import { randomBytes } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeEtcdManifest } from '../../../testing/etcd-manifest.ts';
import {
  cluster,
  failureOf,
  home,
  open,
  sshd,
  startSshWorld,
  trusting,
  walk,
  way,
} from '../../../testing/ssh-world.ts';
import { hasSshd, withoutSshd } from '../../../testing/sshd.ts';
import { status } from '../../etcd/maintenance.ts';

if (!hasSshd) console.warn(withoutSshd);
startSshWorld();

describe.skipIf(!hasSshd)('kubeadm in one field', () => {
  it('reads the manifest and its certificates there, and keeps neither', async () => {
    const made = await trusting();
    const folder = join(home, `pki-${randomBytes(4).toString('hex')}`, "it's here");
    const manifest = join(folder, 'etcd.yaml');
    await writeEtcdManifest(cluster, { manifest, pki: folder });
    const asked = { auth: null, keyFile: sshd.keyFile, manifest, secrets: {} };
    const destination = `${sshd.user}@127.0.0.1:${sshd.port}`;
    const found = await made.api.fromKubeadm({ ...asked, destination });
    expect(found.draft).toMatchObject({
      tls: { caFile: null, certFile: null, keyFile: null },
      ssh: way(sshd, { manifest }),
      imported: true,
    });
    // Like the manifest of a cluster's first host, it names no other member; the cluster does.
    const { draft } = found;
    expect([...draft.endpoints].sort()).toEqual([...cluster.endpoints].sort());
    expect((await walk(made, draft)).filter((step) => step.startsWith('cluster ok'))).toHaveLength(3);
    const opened = await open(made, draft);
    for (const endpoint of cluster.endpoints) {
      expect((await status(opened.connection.client, endpoint, {})).version).toBe(cluster.version);
    }
    await opened.close();
    const chains = await made.api.inspect({ draft, secrets: {} });
    expect(chains.map(({ role, failure }) => [role, failure])).toContainEqual(['client', null]);
    expect(await readFile(join(made.folder, 'connections.json'), 'utf8')).not.toMatch(/BEGIN|crt/);

    // Certificates are read again at each opening, so a missing one is noticed.
    await rm(join(folder, 'client.key'));
    expect((await failureOf(open(made, draft))).code).toBe('SshFileNotReadable');
    expect(
      (await failureOf(made.api.fromKubeadm({ ...asked, destination, manifest: join(folder, 'ca.crt') }))).code,
    ).toBe('BadRequest');
    expect((await failureOf(made.api.fromKubeadm({ ...asked, destination: 'a b' }))).code).toBe('BadRequest');
  });
});
