import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { ConnectionStep } from '../contract/connections/diagnosis.ts';
import type { ConnectionDraft, ConnectionSecrets } from '../contract/connections/profile.ts';
import type { ErrorCode } from '../contract/failure.ts';
import { createConnections } from '../core/connections/create-connections.ts';
import type { LocalServer } from './local-server.ts';
import { testPorts } from './ports.ts';
import { startCluster } from './test-cluster.ts';

interface Closeable {
  close(): Promise<void>;
}

const noTls = { caFile: null, certFile: null, keyFile: null, serverName: null, skipVerify: false };

/** Clusters with mutual TLS, without TLS and with users, and the walk of a connection test over a draft. */
export type DiagnosisWorld = Awaited<ReturnType<typeof startDiagnosisWorld>>;

/** Starts the clusters; `close` ends them and everything added by `closeLater` and `started`. */
export async function startDiagnosisWorld() {
  const folder = await mkdtemp(join(tmpdir(), 'etcdeck-diagnosis-'));
  const [mutual, plain, withAuth] = await Promise.all([
    startCluster({ tls: 'mutual' }),
    startCluster(),
    startCluster({ auth: true }),
  ]);
  const { authority } = mutual;
  if (authority === null) throw new Error('a TLS cluster has an authority');
  const opened: Closeable[] = [mutual, plain, withAuth];

  /** Returns every notice of a walk: each step as it begins and as it ends. */
  async function everything(
    draft: ConnectionDraft,
    secrets: ConnectionSecrets = {},
  ): Promise<readonly ConnectionStep[]> {
    const { api } = createConnections(testPorts(folder));
    const steps: ConnectionStep[] = [];
    for await (const step of api.test({ draft, secrets })) steps.push(step);
    return steps;
  }

  /** Returns the ended steps of a walk. */
  async function walk(draft: ConnectionDraft, secrets: ConnectionSecrets = {}): Promise<readonly ConnectionStep[]> {
    return (await everything(draft, secrets)).filter(({ state }) => state !== 'running');
  }

  return {
    folder,
    mutual,
    plain,
    withAuth,
    authority,
    everything,
    walk,
    /** Walks a draft and expects it to fail at this step with this failure, after every earlier step succeeded. */
    async fails(
      draft: ConnectionDraft,
      step: ConnectionStep['step'],
      code: ErrorCode,
      secrets: ConnectionSecrets = {},
    ): Promise<ConnectionStep> {
      const steps = await walk(draft, secrets);
      const last = steps.at(-1);
      expect({
        step: last?.step,
        state: last?.state,
        code: last?.failure?.code,
        words: last?.failure?.message,
      }).toMatchObject({ step, state: 'failed', code });
      expect(steps.slice(0, -1).every(({ state }) => state === 'ok' || state === 'skipped')).toBe(true);
      for (const secret of Object.values(secrets)) {
        if (secret.length > 3) expect(JSON.stringify(steps)).not.toContain(secret);
      }
      if (last === undefined) throw new Error('no step was told');
      return last;
    },
    /** Returns the draft of the mutual TLS cluster with other TLS settings. */
    withTls(overrides: Partial<ConnectionDraft['tls']>): ConnectionDraft {
      const draft = mutual.draft();
      return { ...draft, tls: { ...draft.tls, ...overrides } };
    },
    /** Returns the PEM of the mutual TLS cluster's client key. */
    clientKey: () => readFile(mutual.files?.key ?? '', 'utf8'),
    /** Writes a file for a draft, and returns its path. */
    async write(name: string, content: string): Promise<string> {
      const file = join(folder, name);
      await writeFile(file, content);
      return file;
    },
    async started(server: Promise<LocalServer>): Promise<LocalServer> {
      opened.push(await server);
      return server;
    },
    closeLater(one: Closeable): void {
      opened.push(one);
    },
    async close(): Promise<void> {
      await Promise.all(opened.map((one) => one.close()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Returns the draft of a connection to these endpoints, without TLS or a user. */
export function draftOf(...endpoints: readonly string[]): ConnectionDraft {
  return { id: null, name: 'odd', endpoints, tls: noTls, user: null };
}
