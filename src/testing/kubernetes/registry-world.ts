import type { KeySource } from '../../contract/key-source.ts';
import { liveKeys } from '../../contract/key-source.ts';
import type { RegistryObjectsPage } from '../../contract/kubernetes.ts';
import { EtcdClient } from '../../core/etcd/client.ts';
import { loadKubernetesSchema } from '../../core/kubernetes-storage/codec/load-schema.ts';
import { sampleKeyspace } from '../../core/sandbox/sample-keyspace.ts';
import { openApp } from '../opened-app.ts';
import { testPorts } from '../ports.ts';
import { startCluster } from '../test-cluster.ts';
import { seedRegistry } from './seed-registry.ts';

export const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
export const text = (some: Uint8Array): string => Buffer.from(some).toString();
export const registry = bytes('/registry/');

/** A part of a resource's objects. */
export interface ObjectsRequest {
  readonly resource: string;
  readonly namespace?: string;
  readonly after?: Uint8Array;
  readonly limit?: number;
}

/** The product with a connection to a cluster of registries: the sandbox's sample, OpenShift's, and a tenant's. */
export type RegistryWorld = Awaited<ReturnType<typeof startRegistryWorld>>;

/** Starts the cluster and the product; `close` ends both. */
export async function startRegistryWorld() {
  const cluster = await startCluster();
  const client = new EtcdClient(cluster.target());
  const schema = await loadKubernetesSchema(testPorts('unused').resourcesFolder);
  await seedRegistry(client, sampleKeyspace(schema, Date.now()));
  await seedRegistry(client, [
    { key: bytes('/openshift.io/oauth/clients/console'), value: bytes('{}') },
    { key: bytes('/openshift.io/routes/shop/web'), value: bytes('{}') },
    { key: bytes('/tenants/a/pods/shop/web'), value: bytes('{}') },
    { key: bytes('/registry/health'), value: bytes('true') },
  ]);
  const app = await openApp(cluster.draft());
  const source = (): KeySource => liveKeys(app.connection);
  return {
    cluster,
    client,
    app,
    source,
    /** Returns the pages of a resource's objects in `/registry/`. */
    async objects({ resource, namespace, after, limit }: ObjectsRequest): Promise<readonly RegistryObjectsPage[]> {
      const part = { namespace: namespace ?? null, after: after ?? null, limit: limit ?? 10_000 };
      const asked = { source: source(), registry, resource: bytes(resource), ...part };
      const pages: RegistryObjectsPage[] = [];
      for await (const page of app.api.kubernetes.objects(asked)) pages.push(page);
      return pages;
    },
    async close(): Promise<void> {
      await app.close();
      client.close();
      await cluster.close();
    },
  };
}

/** Returns the items of all pages. */
export async function all<T>(pages: AsyncIterable<readonly T[]>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const page of pages) found.push(...page);
  return found;
}
