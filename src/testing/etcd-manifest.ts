import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TestCluster } from './test-cluster.ts';

/** The places of a static-pod manifest and of the certificates that it names. */
export interface ManifestPlaces {
  readonly manifest: string;
  readonly pki: string;
  /** The folder of certificates as the manifest names it, if that is not its real path. */
  readonly pkiAsNamed?: string;
}

/** Writes a cluster's static-pod manifest as kubeadm does on the first host; it names only that host's member. */
export async function writeEtcdManifest(
  { endpoints, members, files }: TestCluster,
  { manifest, pki, pkiAsNamed = pki }: ManifestPlaces,
): Promise<void> {
  if (files === null) throw new Error('a control plane’s etcd has TLS');
  const flags = [
    '--name=m1',
    `--advertise-client-urls=${endpoints[0]}`,
    `--initial-cluster=m1=${members[0]?.peerUrl}`,
    '--client-cert-auth=true',
    `--trusted-ca-file=${pkiAsNamed}/ca.crt`,
    `--cert-file=${pkiAsNamed}/client.crt`,
    `--key-file=${pkiAsNamed}/client.key`,
  ];
  const command = ['etcd', ...flags].map((word) => `    - ${JSON.stringify(word)}\n`).join('');
  const container = `  containers:\n  - name: etcd\n    command:\n${command}`;
  await mkdir(dirname(manifest), { recursive: true });
  await mkdir(pki, { recursive: true });
  await writeFile(manifest, `apiVersion: v1\nkind: Pod\nmetadata:\n  name: etcd\nspec:\n${container}`);
  await copyFile(files.ca, join(pki, 'ca.crt'));
  await copyFile(files.cert, join(pki, 'client.crt'));
  await copyFile(files.key, join(pki, 'client.key'));
}
