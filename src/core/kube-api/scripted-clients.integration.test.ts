import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followWith, type ScriptedClient, scriptedClients } from '../../testing/kubernetes/kube-clients.ts';
import { seedRegistry } from '../../testing/kubernetes/seed-registry.ts';
import { type ServedRegistry, serveCluster } from '../../testing/kubernetes/served-registry.ts';
import { testPorts } from '../../testing/ports.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { EtcdClient } from '../etcd/client.ts';
import { loadKubernetesSchema } from '../kubernetes-storage/codec/load-schema.ts';
import type { KubernetesSchema } from '../kubernetes-storage/codec/schema.ts';
import { sampleKeyspace, storedObject } from '../sandbox/sample-keyspace.ts';
import { namespaced } from '../sandbox/sample-object.ts';

const clients = scriptedClients();
const waiting = { timeout: 60_000 };

let cluster: TestCluster;
let etcd: EtcdClient;
let served: ServedRegistry;
let schema: KubernetesSchema;

beforeAll(async () => {
  if (clients.length === 0) return;
  cluster = await startCluster();
  etcd = new EtcdClient(cluster.target());
  schema = await loadKubernetesSchema(testPorts('unused').resourcesFolder);
  await seedRegistry(etcd, sampleKeyspace(schema, Date.now()));
  served = await serveCluster(cluster.draft());
}, 120_000);

afterAll(async () => {
  await served?.close();
  etcd?.close();
  await cluster?.close();
});

async function write(namespace: string, name: string): Promise<void> {
  const object = namespaced('configmaps', 'v1', 'ConfigMap', namespace, name, Date.now(), { data: { a: '1' } });
  await seedRegistry(etcd, [storedObject(schema, object)]);
}

describe.skipIf(clients.length === 0)('a client from its registry', () => {
  it.each(clients)('$name lists, gets, is refused, and follows over many watches', { timeout: 180_000 }, async (of) => {
    const namespace = `followed-${of.name.toLowerCase()}`;
    const following = start(of, namespace);
    try {
      await expect.poll(() => saidBy(following.output(), 'following'), waiting).toHaveLength(1);
      const names = [...Array.from({ length: 20 }, (_, at) => `change-${at}`), 'last'];
      for (const name of names) {
        await write(namespace, name);
        // Spread over more than one watch, each of which lasts for a second.
        await expect.poll(() => saidBy(following.output(), 'name'), waiting).toContain(name);
      }
      expect(saidBy(following.output(), 'name')).toEqual(names);
      expect(new Set(saidBy(following.output(), 'event'))).toEqual(new Set(['ADDED']));
      const [pods] = saidBy(following.output(), 'pods');
      expect(pods).toContain('orders-db-0');
      expect(saidBy(following.output(), 'keep')).toEqual([14]);
      expect(saidBy(following.output(), 'version')).toEqual(['v1.33.4+etcdeck']);
      expect(saidBy(following.output(), 'refused')).toEqual([
        expect.stringMatching(/^read-only: served by etcdeck from revision \d+$/),
      ]);
    } finally {
      await following.stop();
    }
    expect(served.said.filter((line) => line.startsWith('A bug'))).toEqual([]);
  });
});

const start = ({ path, args, cwd, env }: ScriptedClient, namespace: string) =>
  followWith(path, [...args, served.kubeconfig, namespace], { home: served.folder, cwd, env });

/** Returns what a client has said of one thing, in its order. */
function saidBy(output: string, what: string): readonly unknown[] {
  return output.split('\n').flatMap((line) => {
    if (!line.startsWith('{') || !line.endsWith('}')) return [];
    const said: Readonly<Record<string, unknown>> = JSON.parse(line);
    return what in said ? [said[what]] : [];
  });
}
