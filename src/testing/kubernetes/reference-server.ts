import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findFreePorts } from '../../core/sandbox/free-ports.ts';
import { orphanGuard } from '../orphan-guard.ts';

/**
 * The API server that `ETCDECK_KUBE_APISERVER` names, or `null`. Made by
 * `go build -o FILE .` in `src/testing/kubernetes/api-server`, which takes half an hour and a gigabyte of modules.
 */
export function referenceBinary(): string | null {
  return process.env.ETCDECK_KUBE_APISERVER || null;
}

/** An answer of the API server. */
export interface ReferenceAnswer {
  readonly status: number;
  readonly body: Buffer;
}

/** A running API server. */
export interface ReferenceServer {
  get(path: string, accept: string): Promise<ReferenceAnswer>;
  send(method: string, path: string, body: unknown, contentType?: string): Promise<ReferenceAnswer>;
  close(): Promise<void>;
}

const token = 'reference';
const startBoundMs = 240_000;

/** What would change or refuse objects that no cluster stands behind. */
const withoutAdmission = [
  ...['ServiceAccount', 'NamespaceLifecycle', 'Priority', 'DefaultTolerationSeconds', 'StorageObjectInUseProtection'],
  ...['LimitRanger', 'ResourceQuota', 'RuntimeClass', 'DefaultStorageClass', 'DefaultIngressClass'],
  ...['ValidatingAdmissionPolicy', 'ValidatingAdmissionWebhook', 'MutatingAdmissionWebhook'],
];

/** Starts an API server on an etcd, and waits until it is ready. */
export async function startReferenceServer(binary: string, etcd: string): Promise<ReferenceServer> {
  const folder = await mkdtemp(join(tmpdir(), 'etcdeck-reference-'));
  orphanGuard.folder(folder);
  const [port = 0] = await findFreePorts(1);
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  const file = async (name: string, text: string) => {
    await writeFile(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const child = spawn(
    binary,
    [
      `--etcd-servers=${etcd}`,
      '--service-account-issuer=https://reference',
      `--service-account-key-file=${await file('sa.pub', publicKey)}`,
      `--service-account-signing-key-file=${await file('sa.key', privateKey)}`,
      `--token-auth-file=${await file('tokens.csv', `${token},admin,1,"system:masters"\n`)}`,
      '--authorization-mode=AlwaysAllow',
      '--bind-address=127.0.0.1',
      `--secure-port=${port}`,
      `--cert-dir=${join(folder, 'certificates')}`,
      '--service-cluster-ip-range=10.0.0.0/16',
      '--runtime-config=api/all=true',
      `--disable-admission-plugins=${withoutAdmission.join(',')}`,
    ],
    { stdio: 'ignore' },
  );
  if (child.pid !== undefined) orphanGuard.process(child.pid);
  const send = (method: string, path: string, headers: Readonly<Record<string, string>>, body: string | null) =>
    new Promise<ReferenceAnswer>((resolve, reject) => {
      // Its certificate is made at its start.
      const options = { host: '127.0.0.1', port, path, method, headers, rejectUnauthorized: false };
      const sent = request(options, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts) }));
        response.on('error', reject);
      });
      sent.on('error', reject);
      sent.end(body ?? undefined);
    });
  const authorization = `Bearer ${token}`;
  const server: ReferenceServer = {
    get: (path, accept) => send('GET', path, { authorization, accept }, null),
    send: (method, path, body, contentType = 'application/json') =>
      send(
        method,
        path,
        { authorization, accept: 'application/json', 'content-type': contentType },
        JSON.stringify(body),
      ),
    async close() {
      await ended(child);
      if (child.pid !== undefined) orphanGuard.processGone(child.pid);
      await rm(folder, { recursive: true, force: true });
      orphanGuard.folderRemoved(folder);
    },
  };
  for (const giveUpAt = Date.now() + startBoundMs; ; await delay(500)) {
    const answer = await server.get('/readyz', '*/*').catch(() => null);
    if (answer?.status === 200) return server;
    if (child.exitCode !== null || Date.now() > giveUpAt) throw new Error('the API server does not become ready');
  }
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else {
      child.once('exit', () => resolve());
      child.kill('SIGKILL');
    }
  });
}
