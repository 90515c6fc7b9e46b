import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { Abort } from '../../contract/abort.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { IssuedCertificates } from '../../contract/new-cluster.ts';
import type { Authority } from '../certificates/certificates.ts';
import { cancelled } from '../etcd/failures.ts';
import { toFileError } from '../files/file-failure.ts';
import { readSmallFile } from '../files/small-file.ts';
import {
  endOf,
  endOfCertificates,
  issuedFiles,
  memberFiles,
  readMe,
  requireNewFolder,
  writeNewFolder,
} from './certificate-files.ts';
import { certificatesReadMe } from './certificates-readme.ts';
import { faultOfHost, faultOfName, refusedRequest, requireCertificatesFolder } from './require-members.ts';

const operation = 'newCluster.issueMemberCertificates';
const most = { bytes: 64 * 1024, purpose: 'a certificate or a key' };

/** One more member, for which a CA that `issueCertificates` made issues. */
export interface MemberOrder {
  readonly caFile: string;
  readonly name: string;
  readonly hosts: readonly string[];
  readonly certificatesFolder: string;
}

/**
 * Issues what one more member's host needs into a new folder `members/<name>` beside the CA. No certificate is valid for
 * longer than the CA. Fails as the contract's method does.
 */
export async function issueMemberCertificates(order: MemberOrder, signal?: Abort): Promise<IssuedCertificates> {
  const { name, hosts, certificatesFolder } = order;
  requireOrder(order);
  const ca = resolve(order.caFile);
  const folder = join(dirname(ca), 'members', name);
  await requireNewFolder(folder, operation);
  const authority = await authorityAt(ca);
  const issuedAt = Date.now();
  const caValidUntil = endOf(authority.certPem);
  if (caValidUntil <= issuedAt) {
    throw refusedRequest(`the CA ended on ${new Date(caValidUntil).toISOString().slice(0, 10)}`, operation);
  }
  const notAfter = endOfCertificates(issuedAt, authority.certPem);
  const at = { folder: '', hostFolder: certificatesFolder, notAfter };
  const certificates = await memberFiles(authority, { name, hosts }, at);
  const ends = { validUntil: notAfter.getTime(), caValidUntil };
  const text = certificatesReadMe({ files: certificates, hosts: new Map([[name, hosts]]), issuedAt, ...ends });
  if (signal?.aborted) throw cancelled(operation);
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw toFileError(error, dirname(folder), operation);
  });
  const files = [{ path: readMe, text, isSecret: false, goesTo: null }, ...certificates];
  await writeNewFolder(folder, files, operation);
  return { folder, files: issuedFiles(folder, files), ...ends };
}

function requireOrder({ caFile, name, hosts, certificatesFolder }: MemberOrder): void {
  const wrongName = faultOfName(name);
  if (wrongName !== null) throw refusedRequest(wrongName, operation, { field: 'name' });
  for (const host of hosts.length === 0 ? [''] : hosts) {
    const wrongHost = faultOfHost(name, host);
    if (wrongHost !== null) throw refusedRequest(wrongHost, operation, { field: 'hosts' });
  }
  requireCertificatesFolder(certificatesFolder, operation);
  if (!isAbsolute(caFile)) throw refusedRequest('the CA’s file is an absolute path', operation);
}

async function authorityAt(ca: string): Promise<Authority> {
  const keyFile = join(dirname(ca), 'ca.key');
  const certPem = (await readSmallFile(ca, most)).toString('utf8');
  const keyPem = (await readSmallFile(keyFile, most)).toString('utf8');
  const certificate = readCertificate(certPem, ca);
  const key = readKey(keyPem);
  if (!certificate.ca) throw refusedRequest(`${ca} is no CA’s certificate`, operation);
  if (key === null) throw refusedRequest(`${keyFile} is no key that etcdeck has made`, operation);
  if (!certificate.checkPrivateKey(key)) throw refusedRequest(`${keyFile} is not the key of ${ca}`, operation);
  // Issuing loads a large library, for which no window should wait.
  const { readAuthority } = await import('../certificates/certificates.ts');
  return await readAuthority(certificate.toString(), keyPem);
}

function readCertificate(pem: string, file: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (error) {
    const message = `${file} holds no certificate`;
    throw new EtcdeckError({ code: 'CertificateInvalid', message, operation, detail: { file } }, { cause: error });
  }
}

/** An EC key on P-256, unencrypted PKCS#8, as `makeAuthority` has it. */
function readKey(pem: string) {
  if (!pem.includes('-----BEGIN PRIVATE KEY-----')) return null;
  try {
    const key = createPrivateKey(pem);
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : null;
  } catch {
    return null;
  }
}
