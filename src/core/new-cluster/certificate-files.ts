import { X509Certificate } from 'node:crypto';
import { access, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import type { IssuedFile } from '../../contract/new-cluster.ts';
import type { Authority, CertificateOrder } from '../certificates/certificates.ts';
import { systemCodeOf, toFileError } from '../files/file-failure.ts';

/** A file to write, by its path within the folder that is written. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
  readonly isSecret: boolean;
  /** The member whose host it goes to, and its place there; `null` where it stays. */
  readonly goesTo: { readonly member: string; readonly hostPath: string } | null;
}

const day = 86_400_000;
const certificateDays = 365;
/** Each member calls itself, and is called on its own machine by etcdctl and by an API server. */
const ownNames = ['localhost', '127.0.0.1', '::1'];

/** The name of a folder's text for whoever copies its files. */
export const readMe = 'README.txt';

/** Returns the end of the certificates that are issued now: a year ahead, and not after their CA's. */
export function endOfCertificates(now: number, caPem: string): Date {
  // A certificate has whole seconds.
  return new Date(Math.min(Math.floor(now / 1_000) * 1_000 + certificateDays * day, endOf(caPem)));
}

/** Returns the end of a certificate, in milliseconds since 1970. */
export const endOf = (certPem: string): number => Date.parse(new X509Certificate(certPem).validTo);

/** Issues what a member's host needs, named as `tlsInFolder` has it. `folder`: where it is written. */
export async function memberFiles(
  authority: Authority,
  { name, hosts }: { readonly name: string; readonly hosts: readonly string[] },
  { folder, hostFolder, notAfter }: { readonly folder: string; readonly hostFolder: string; readonly notAfter: Date },
): Promise<readonly NewFile[]> {
  const names = [...new Set([...hosts.map((host) => host.toLowerCase()), ...ownNames])];
  const order = { commonName: name, names, notAfter, usage: 'both' } as const;
  const files = [
    caFile(authority),
    ...(await pair(authority, 'server', order)),
    ...(await pair(authority, 'peer', order)),
  ];
  const inHost = hostFolder === '/' ? '' : hostFolder;
  return files.map((file) => ({
    ...file,
    path: join(folder, file.path),
    goesTo: { member: name, hostPath: `${inHost}/${file.path}` },
  }));
}

/** Returns the CA's certificate, which stays. */
export const caFile = ({ certPem }: Authority): NewFile => ({
  ...{ path: 'ca.crt', text: certPem, isSecret: false, goesTo: null },
});

/** Issues a certificate and its key, which stay. */
export async function pair(authority: Authority, path: string, order: CertificateOrder): Promise<readonly NewFile[]> {
  const { certPem, keyPem } = await authority.issue(order);
  return [
    { path: `${path}.crt`, text: certPem, isSecret: false, goesTo: null },
    { path: `${path}.key`, text: keyPem, isSecret: true, goesTo: null },
  ];
}

/** Returns files as they are reported once they are written. */
export const issuedFiles = (folder: string, files: readonly NewFile[]): readonly IssuedFile[] =>
  files.map(({ path, goesTo }) => ({
    path: join(folder, path),
    member: goesTo?.member ?? null,
    hostPath: goesTo?.hostPath ?? null,
  }));

/** Fails with `FileExists` where there is anything at a path. */
export async function requireNewFolder(folder: string, operation: string): Promise<void> {
  if (await exists(folder)) throw taken(folder, operation);
}

/**
 * Writes a folder that appears whole or not at all: beside its place first, and renamed then. Fails with `FileExists`,
 * `FileNotWritable`, `DiskFull`.
 */
export async function writeNewFolder(folder: string, files: readonly NewFile[], operation: string): Promise<void> {
  try {
    await writeWhole(folder, files);
  } catch (error) {
    const isTaken = ['EEXIST', 'ENOTEMPTY', 'ENOTDIR'].includes(systemCodeOf(error) ?? '') && (await exists(folder));
    throw isTaken ? taken(folder, operation) : toFileError(error, folder, operation);
  }
}

async function writeWhole(folder: string, files: readonly NewFile[]): Promise<void> {
  const part = await mkdtemp(`${folder}.part-`);
  try {
    for (const { path, text, isSecret } of files) {
      await mkdir(dirname(join(part, path)), { recursive: true, mode: 0o700 });
      await writeFile(join(part, path), text, { flag: 'wx', mode: isSecret ? 0o600 : 0o644, flush: true });
    }
    await rename(part, folder);
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function taken(folder: string, operation: string): EtcdeckError {
  const message = `${folder} exists already`;
  return new EtcdeckError({ code: 'FileExists', message, operation, detail: { file: folder } });
}
