import { isAbsolute, join, resolve } from 'node:path';
import type { Abort } from '../../contract/abort.ts';
import type { IssuedCertificates, NewMember } from '../../contract/new-cluster.ts';
import { cancelled } from '../etcd/failures.ts';
import {
  caFile,
  endOf,
  endOfCertificates,
  issuedFiles,
  memberFiles,
  type NewFile,
  pair,
  readMe,
  requireNewFolder,
  writeNewFolder,
} from './certificate-files.ts';
import { certificatesReadMe } from './certificates-readme.ts';
import { refusedRequest, requireCertificatesFolder, requireMembers } from './require-members.ts';

const operation = 'newCluster.issueCertificates';
const day = 86_400_000;
/** As kubeadm has it: the authority outlives many renewals of the certificates. */
const authorityDays = 3_650;

/**
 * Issues a CA and the certificates of a new cluster into a folder that does not exist: `ca.crt` and `ca.key`, a client's
 * of the user root, and in `members/<name>` exactly what that member's host needs. The folder appears whole or not at
 * all. Fails with `FileExists`, `FileNotWritable`, `DiskFull`, `BadRequest`.
 */
export async function issueCertificates(
  request: { readonly folder: string; readonly members: readonly NewMember[]; readonly certificatesFolder: string },
  signal?: Abort,
): Promise<IssuedCertificates> {
  const { members, certificatesFolder } = request;
  requireMembers(members, 'https', operation);
  requireCertificatesFolder(certificatesFolder, operation);
  if (!isAbsolute(request.folder)) throw refusedRequest('the folder is an absolute path', operation);
  const folder = resolve(request.folder);
  await requireNewFolder(folder, operation);
  const { files, ...ends } = await issue(members, certificatesFolder);
  if (signal?.aborted) throw cancelled(operation);
  await writeNewFolder(folder, files, operation);
  return { folder, files: issuedFiles(folder, files), ...ends };
}

async function issue(members: readonly NewMember[], hostFolder: string) {
  // Issuing loads a large library, for which no window should wait.
  const { makeAuthority } = await import('../certificates/certificates.ts');
  const issuedAt = Date.now();
  const authority = await makeAuthority('etcd CA', { notAfter: new Date(issuedAt + authorityDays * day) });
  const notAfter = endOfCertificates(issuedAt, authority.certPem);
  const ofMembers = await Promise.all(
    members.map(({ name, host }) =>
      memberFiles(authority, { name, hosts: [host] }, { folder: join('members', name), hostFolder, notAfter }),
    ),
  );
  const certificates: readonly NewFile[] = [
    caFile(authority),
    { path: 'ca.key', text: await authority.exportKey(), isSecret: true, goesTo: null },
    // The name is the user that etcd takes the client for where auth is on.
    ...(await pair(authority, 'client', { commonName: 'root', usage: 'client', notAfter })),
    ...ofMembers.flat(),
  ];
  const ends = { validUntil: notAfter.getTime(), caValidUntil: endOf(authority.certPem) };
  const hosts = new Map(members.map(({ name, host }) => [name, [host]]));
  const text = certificatesReadMe({ files: certificates, hosts, issuedAt, ...ends });
  return { files: [{ path: readMe, text, isSecret: false, goesTo: null }, ...certificates], ...ends };
}
