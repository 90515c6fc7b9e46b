import { X509Certificate } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { Worker } from 'node:worker_threads';
import { blocksOf } from './pem.ts';
import { readPemFile } from './pem-files.ts';

/** Where distributions keep their root bundles, as Go, and so etcdctl, looks for them. */
const bundles = [
  // Debian, Ubuntu, Arch; Alpine has it too.
  '/etc/ssl/certs/ca-certificates.crt',
  // Fedora, RHEL.
  '/etc/pki/tls/certs/ca-bundle.crt',
  // SUSE.
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  // Alpine, OpenBSD, macOS.
  '/etc/ssl/cert.pem',
] as const;

/** Their name in messages. */
export const systemRootsName = 'the operating system’s roots';

/**
 * Returns the roots that this machine trusts, in PEM, each once: the operating system's and those built into the
 * runtime. `SSL_CERT_FILE` and `SSL_CERT_DIR` count as they do for OpenSSL. Reads them anew each time, because an
 * operator may add some; never fails: an unreadable store adds no root.
 */
export async function systemRoots(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<readonly string[]> {
  const own = await (env.SSL_CERT_FILE || env.SSL_CERT_DIR ? namedRoots(env) : storedRoots());
  const byContent = new Map(
    [...own.filter(isCertificate), ...rootCertificates].map((pem) => [pem.replace(/\s/g, ''), pem.trim()]),
  );
  return [...byContent.values()];
}

/** A damaged certificate would keep TLS from reading those after it. */
function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

async function namedRoots({
  SSL_CERT_FILE: file,
  SSL_CERT_DIR: folders,
}: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const inFolders = (folders?.split(process.platform === 'win32' ? ';' : ':') ?? []).map(async (folder) => {
    const names = await readdir(folder).catch(() => []);
    return (await Promise.all(names.map((name) => rootsIn(join(folder, name))))).flat();
  });
  return (await Promise.all([file ? rootsIn(file) : firstBundle(), ...inFolders])).flat();
}

/** macOS and Windows have no file of roots: only newer runtimes can read them. */
async function storedRoots(): Promise<readonly string[]> {
  const hasStore = process.platform === 'darwin' || process.platform === 'win32';
  const stored = hasStore ? await askRuntime() : [];
  return stored.length > 0 ? stored : await firstBundle();
}

async function firstBundle(): Promise<readonly string[]> {
  for (const bundle of bundles) {
    const roots = await rootsIn(bundle);
    if (roots.length > 0) return roots;
  }
  return [];
}

async function rootsIn(file: string): Promise<readonly string[]> {
  const read = await readPemFile(file, null).catch(() => null);
  return read === null ? [] : read.blocks.filter(({ label }) => label === 'CERTIFICATE').map(({ text }) => text);
}

/** Runs in a worker thread: a keychain takes up to a second to answer. */
const question = `
  const { getCACertificates } = require('node:tls');
  require('node:worker_threads').parentPort.postMessage(getCACertificates?.('system') ?? []);
`;

function askRuntime(): Promise<readonly string[]> {
  return new Promise((resolve) => {
    const worker = new Worker(question, { eval: true });
    worker.once('message', (roots: readonly string[]) =>
      resolve(roots.flatMap((pem) => blocksOf(pem).map((one) => one.text))),
    );
    worker.once('error', () => resolve([]));
    worker.once('exit', () => resolve([]));
  });
}
