import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Api } from '../../contract/api.ts';
import type { ConnectionDraft } from '../../contract/connections/profile.ts';
import { type KeySource, liveKeys, snapshotKeys } from '../../contract/key-source.ts';
import { createApp } from '../../core/app.ts';
import { resourcesFolder } from '../../core/assets/assets.ts';
import type { KubeApiRequest, RunningKubeApi } from '../../core/kube-api/kube-api.ts';
import { testPorts } from '../ports.ts';

/** What is served to the clients of a test, and how. */
export type ServedOptions = Partial<Omit<KubeApiRequest, 'source'>> & {
  readonly revision?: number;
  readonly encryption?: string;
};

/** A registry that is served to the clients of a test. */
export interface ServedRegistry extends RunningKubeApi {
  readonly api: Api;
  readonly source: KeySource;
  /** The settings folder, which is the home of its clients as well. */
  readonly folder: string;
  /** The log. */
  readonly said: readonly string[];
  close(): Promise<void>;
}

/** The snapshot that ships with the product. */
export const sampleFile = join(resourcesFolder(), 'sample-snapshot.db');

/** Serves a snapshot's registry. */
export async function serveSnapshot(file: string, options: ServedOptions = {}): Promise<ServedRegistry> {
  return await served(options, async (api) => {
    const source = snapshotKeys(file, options.revision ?? null);
    const opening = api.sources.open({ source })[Symbol.asyncIterator]();
    for (;;) {
      const { value, done } = await opening.next();
      if (done || value.kind === 'opened') return { source, leave: () => opening.return?.() };
    }
  });
}

/** Serves a cluster's registry. */
export async function serveCluster(draft: ConnectionDraft, options: ServedOptions = {}): Promise<ServedRegistry> {
  return await served(options, async (api) => {
    const { profile } = await api.connections.save({ draft, secrets: {} });
    const states = api.connections.open({ connection: profile.id, secrets: {} })[Symbol.asyncIterator]();
    for (;;) {
      const { value, done } = await states.next();
      if (done) throw new Error('the connection was closed');
      if (value.phase !== 'connected') continue;
      return { source: liveKeys(profile.id, options.revision ?? null), leave: () => states.return?.() };
    }
  });
}

async function served(
  { revision: _, encryption, ...options }: ServedOptions,
  open: (api: Api) => Promise<{ readonly source: KeySource; readonly leave: () => Promise<unknown> | undefined }>,
): Promise<ServedRegistry> {
  const folder = await mkdtemp(join(tmpdir(), 'etcdeck-kube-'));
  const ports = testPorts(folder);
  const app = createApp(ports);
  const close = async (): Promise<void> => {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const { source, leave } = await open(app.api);
    if (encryption !== undefined) await app.api.kubernetes.setEncryption({ source, configuration: encryption });
    const usual = { registry: null, port: 0, reveal: false, kubeconfig: { kind: 'own', file: null } } as const;
    const running = await app.kubeApi.start({ ...usual, ...options, source });
    const closeAll = async (): Promise<void> => {
      await running.stop();
      await leave();
      await close();
    };
    return { ...running, api: app.api, source, folder, said: ports.said, close: closeAll };
  } catch (error) {
    await close();
    throw error;
  }
}
