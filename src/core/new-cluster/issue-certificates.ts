import { access, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import type { Abort } from '../../contract/abort.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { NewMember } from '../../contract/new-cluster.ts';
import type { Authority, CertificateOrder } from '../certificates/certificates.ts';
import { cancelled } from '../etcd/failures.ts';
import { systemCodeOf, toFileError } from '../files/file-failure.ts';
import { requireMembers } from './require-members.ts';

const operation = 'newCluster.issueCertificates';
const day = 86_400_000;
/** As kubeadm has them: the authority outlives many renewals of the certificates. */
const validDays = { authority: 3_650, certificate: 365 } as const;
/** Each member calls itself, and is called on its own machine by etcdctl and by an API server. */
const ownNames = ['localhost', '127.0.0.1', '::1'];

/** A file to write, by its path within the folder. */
interface NewFile {
  readonly path: string;
  readonly text: string;
  readonly isSecret: boolean;
}

/**
 * Issues a CA and the certificates of a new cluster into a folder that does not exist: `ca.crt` and `ca.key`, a client's
 * of the user root, and in `members/<name>` exactly what that member's host needs. The folder appears whole or not at
 * all. Fails with `FileExists`, `FileNotWritable`, `DiskFull`, `BadRequest`.
 */
export async function issueCertificates(
  request: { readonly folder: string; readonly members: readonly NewMember[] },
  signal?: Abort,
): Promise<{ readonly folder: string; readonly files: readonly string[] }> {
  requireMembers(request.members, operation);
  if (!isAbsolute(request.folder)) {
    throw new EtcdeckError({ code: 'BadRequest', message: 'the folder is an absolute path', operation });
  }
  const folder = resolve(request.folder);
  if (await exists(folder)) throw taken(folder);
  const files = await issue(request.members);
  if (signal?.aborted) throw cancelled(operation);
  try {
    await writeWhole(folder, files);
  } catch (error) {
    const isTaken = ['EEXIST', 'ENOTEMPTY', 'ENOTDIR'].includes(systemCodeOf(error) ?? '') && (await exists(folder));
    throw isTaken ? taken(folder) : toFileError(error, folder, operation);
  }
  return { folder, files: files.map(({ path }) => join(folder, path)) };
}

async function issue(members: readonly NewMember[]): Promise<readonly NewFile[]> {
  // Issuing loads a large library, for which no window should wait.
  const { makeAuthority } = await import('../certificates/certificates.ts');
  const from = Date.now();
  const authority = await makeAuthority('etcd CA', { notAfter: new Date(from + validDays.authority * day) });
  const notAfter = new Date(from + validDays.certificate * day);
  const ca = (path: string): NewFile => ({ path, text: authority.certPem, isSecret: false });
  const issued = await Promise.all(
    members.map(async ({ name, host }) => {
      const folder = join('members', name);
      const order = { commonName: name, names: [...new Set([host.toLowerCase(), ...ownNames])], notAfter };
      return [
        ca(join(folder, 'ca.crt')),
        ...(await pair(authority, join(folder, 'server'), { ...order, usage: 'both' })),
        ...(await pair(authority, join(folder, 'peer'), { ...order, usage: 'both' })),
      ];
    }),
  );
  return [
    ca('ca.crt'),
    { path: 'ca.key', text: await authority.exportKey(), isSecret: true },
    // The name is the user that etcd takes the client for where auth is on.
    ...(await pair(authority, 'client', { commonName: 'root', usage: 'client', notAfter })),
    ...issued.flat(),
  ];
}

async function pair(authority: Authority, path: string, order: CertificateOrder): Promise<readonly NewFile[]> {
  const { certPem, keyPem } = await authority.issue(order);
  return [
    { path: `${path}.crt`, text: certPem, isSecret: false },
    { path: `${path}.key`, text: keyPem, isSecret: true },
  ];
}

/** Writes beside the folder and renames, so that nothing is there by its name before all of it is. */
async function writeWhole(folder: string, files: readonly NewFile[]): Promise<void> {
  const part = await mkdtemp(`${folder}.part-`);
  try {
    for (const { path, text, isSecret } of files) {
      await mkdir(join(part, path, '..'), { recursive: true, mode: 0o700 });
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

function taken(folder: string): EtcdeckError {
  const message = `${folder} exists already`;
  return new EtcdeckError({ code: 'FileExists', message, operation, detail: { file: folder } });
}
