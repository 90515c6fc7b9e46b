import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  builtClient,
  followWith,
  type KubeClient,
  kubectls,
  runClient,
} from '../../testing/kubernetes/kube-clients.ts';
import { seedRegistry } from '../../testing/kubernetes/seed-registry.ts';
import {
  type ServedRegistry,
  sampleFile,
  serveCluster,
  serveSnapshot,
} from '../../testing/kubernetes/served-registry.ts';
import { testPorts } from '../../testing/ports.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { EtcdClient } from '../etcd/client.ts';
import { head } from '../etcd/kv.ts';
import { loadKubernetesSchema } from '../kubernetes-storage/codec/load-schema.ts';
import { sampleKeyspace, storedObject } from '../sandbox/sample-keyspace.ts';
import { namespaced } from '../sandbox/sample-object.ts';

const clients = kubectls();
const helm = builtClient('helm');
const waiting = { timeout: 60_000 };

let cluster: TestCluster;
let etcd: EtcdClient;
let live: ServedRegistry;
let past: ServedRegistry;

beforeAll(async () => {
  if (clients.length === 0) return;
  cluster = await startCluster({ tls: 'mutual' });
  etcd = new EtcdClient(cluster.target());
  const schema = await loadKubernetesSchema(testPorts('unused').resourcesFolder);
  await seedRegistry(etcd, sampleKeyspace(schema, Date.now()));
  [live, past] = await Promise.all([serveCluster(cluster.draft(), { reveal: true }), serveSnapshot(sampleFile)]);
}, 120_000);

afterAll(async () => {
  await Promise.all([live?.close(), past?.close()]);
  etcd?.close();
  await cluster?.close();
});

const run = (client: KubeClient, served: ServedRegistry, ...args: readonly string[]) =>
  runClient(client.path, ['--kubeconfig', served.kubeconfig, ...args], { home: served.folder });

/** What is asked for, and what the answer has; the first words are those of kubectl. */
const questions: readonly (readonly [line: string, ...words: (string | RegExp)[]])[] = [
  ['get pods -A', /^shop +frontend-\S+ +\d\/\d +Running/m, /^kube-system +etcd-control-1 /m],
  ['get pods -n shop -o wide', /NOMINATED NODE/, /worker-\d/],
  ['get pods -n shop -o name', /^pod\/orders-db-0$/m],
  ['get deployment frontend -n shop -o yaml', 'apiVersion: apps/v1', 'kind: Deployment', 'resourceVersion: "'],
  ['get nodes -o json', '"kind": "List"', '"kubeletVersion": "v1.33.4"'],
  ['get nodes -o jsonpath={.items[*].metadata.name}', 'control-1 control-2 control-3'],
  ['get pods -A --sort-by=.metadata.name', /^monitoring +alertmanager-0/m],
  ['get pods -A --chunk-size=5', /^shop +orders-db-2/m],
  [
    'get nodes -l node-role.kubernetes.io/control-plane -o name',
    /^node\/control-1\nnode\/control-2\nnode\/control-3$/m,
  ],
  ['get pods -A --field-selector spec.nodeName=control-1', 'etcd-control-1'],
  ['get pods -n shop -o custom-columns=NAME:.metadata.name,PHASE:.status.phase', /^orders-db-0 +Running$/m],
  ['get all -n shop', 'deployment.apps/frontend', 'service/frontend'],
  ['get crd', /^schedules\.backup\.example /m],
  ['get sched -A', /^NAMESPACE +NAME +SCHEDULE +KEEP +AGE/m, /nightly +0 3 \* \* \* +14/],
  ['get schedules.backup.example nightly -n shop -o yaml', 'kind: Schedule', 'keep: 14'],
  ['get --raw /healthz', /^ok$/],
  ['get --raw /apis/backup.example/v1/schedules', '"kind":"ScheduleList"'],
  ['describe pod orders-db-0 -n shop', /^Name: +orders-db-0$/m, /^Node: +worker-\d/m],
  [
    'describe node control-1',
    /^Name: +control-1$/m,
    /Non-terminated Pods: +\(\d+ in total\)/,
    'HolderIdentity:  control-1',
  ],
  ['describe deployment frontend -n shop', /^Selector: +app=frontend$/m],
  ['describe service frontend -n shop', /^Port: +main +8080\/TCP$/m],
  ['api-resources', /^pods +po +v1 +true +Pod$/m, /^schedules +sched +backup\.example\/v1 +true +Schedule$/m],
  ['explain schedules.spec', /keep\s+<integer>/],
  ['explain pods.spec.nodeName', 'nodeName <string>'],
  ['auth can-i list pods', /^yes$/m],
  ['rollout history deployment/frontend -n shop', 'deployment.apps/frontend'],
];

/** What changes something, or needs a kubelet, and what kubectl reads first, if anything. */
const refused: readonly (readonly string[])[] = [
  ['delete', 'pod', 'orders-db-0', '-n', 'shop', '--wait=false'],
  ['create', 'namespace', 'new'],
  ['apply', '-f', '-'],
  ['apply', '--server-side', '-f', '-'],
  ['patch', 'deployment', 'frontend', '-n', 'shop', '-p', '{"spec":{"paused":true}}'],
  ['label', 'node', 'control-1', 'a=b'],
  ['annotate', 'node', 'control-1', 'a=b'],
  ['scale', 'deployment', 'frontend', '-n', 'shop', '--replicas=1'],
  ['set', 'image', 'deployment/frontend', '-n', 'shop', 'frontend=x'],
  ['rollout', 'restart', 'deployment/frontend', '-n', 'shop'],
  ['cordon', 'worker-1'],
  ['drain', 'worker-1', '--ignore-daemonsets', '--force', '--delete-emptydir-data'],
  ['edit', 'configmap', 'checkout-config', '-n', 'shop'],
  ['diff', '-f', '-'],
  ['debug', 'node/worker-1', '--image=x'],
  ['debug', 'orders-db-0', '-n', 'shop', '--image=x'],
  ['cp', '-n', 'shop', 'orders-db-0:/etc/hosts', 'hosts'],
  ['port-forward', '-n', 'shop', 'pod/orders-db-0', '18080:80'],
  ['run', 'x', '--image=x'],
  ['expose', 'deployment', 'frontend', '-n', 'shop', '--port=80', '--name=x'],
  ['replace', '-f', '-'],
  ['logs', 'orders-db-0', '-n', 'shop'],
  ['exec', 'orders-db-0', '-n', 'shop', '--', 'true'],
  ['attach', 'orders-db-0', '-n', 'shop'],
];

const revisionOf = async (client: EtcdClient): Promise<number> => (await head(client)).revision;
const sentence = /read-only: served by etcdeck from revision \d+/;
const configMap = JSON.stringify({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'frontend-config', namespace: 'shop' },
  data: { a: 'b' },
});

describe.skipIf(clients.length === 0).each(clients)('$name', (client) => {
  it('reads a live cluster', { timeout: 300_000 }, async () => {
    for (const [line, ...words] of questions) {
      const { exitCode, stdout, stderr } = await run(client, live, ...line.split(' '));
      expect({ line, exitCode, stderr }).toMatchObject({ line, exitCode: 0 });
      for (const word of words) expect(stdout, line).toMatch(word);
    }
  });

  it('reads a snapshot, and is told what it reads', { timeout: 60_000 }, async () => {
    const pods = await run(client, past, 'get', 'pods', '-n', 'shop');
    expect(pods).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('orders-db-0') });
    expect(pods.stderr).toContain('this is sample-snapshot.db at revision 342, and does not change');
    const secret = await run(
      client,
      past,
      'get',
      'secret',
      'orders-db',
      '-n',
      'shop',
      '-o',
      'jsonpath={.data.password}',
    );
    expect(Buffer.from(secret.stdout, 'base64').toString()).toMatch(/^•+ \(\d+ bytes\)$/);
    expect(secret.stderr).toContain('the data of Secrets are masked');
    const events = await run(client, past, 'get', 'events', '-n', 'shop');
    expect(events.stdout).toContain('Readiness probe failed: HTTP 500');
  });

  it('is refused all that changes something, by a sentence', { timeout: 300_000 }, async () => {
    const before = await revisionOf(etcd);
    for (const args of refused) {
      const options = { home: live.folder, input: configMap, env: { EDITOR: 'sed -i s/EUR/USD/' } };
      const { exitCode, stdout, stderr } = await runClient(
        client.path,
        ['--kubeconfig', live.kubeconfig, ...args],
        options,
      );
      expect({ args, exitCode, said: stderr + stdout }).toMatchObject({ args, said: expect.stringMatching(sentence) });
      // Some versions print what became of a cordon and end as if it were done.
      if (args[0] !== 'cordon' && args[0] !== 'drain') expect(exitCode, args.join(' ')).not.toBe(0);
    }
    const after = await revisionOf(etcd);
    expect(after).toBe(before);
    const can = await run(client, live, 'auth', 'can-i', 'delete', 'pods');
    expect(can).toMatchObject({ exitCode: 1, stdout: expect.stringMatching(/^no - read-only/) });
  });

  it('says what is not there as an API server does', { timeout: 60_000 }, async () => {
    expect((await run(client, live, 'get', 'pod', 'x')).stderr).toContain(
      'Error from server (NotFound): pods "x" not found',
    );
    expect((await run(client, live, 'get', 'widgets')).stderr).toContain(
      'the server doesn\'t have a resource type "widgets"',
    );
    expect((await run(client, live, 'top', 'pods')).stderr).toContain('Metrics API not available');
  });

  it('follows what changes', { timeout: 120_000 }, async () => {
    const name = `followed-by-${clients.indexOf(client)}`;
    const following = followWith(
      client.path,
      ['--kubeconfig', live.kubeconfig, 'get', 'configmaps', '-n', 'shop', '-w'],
      { home: live.folder },
    );
    try {
      await expect.poll(following.output, waiting).toContain('kube-root-ca.crt');
      const schema = await loadKubernetesSchema(testPorts('unused').resourcesFolder);
      const object = namespaced('configmaps', 'v1', 'ConfigMap', 'shop', name, Date.now(), { data: { a: '1' } });
      await seedRegistry(etcd, [storedObject(schema, object)]);
      await expect.poll(following.output, waiting).toMatch(new RegExp(`^${name} +1 +\\d+m?`, 'm'));
    } finally {
      await following.stop();
    }
    expect(live.said.filter((line) => line.startsWith('A bug'))).toEqual([]);
  });
});

describe.skipIf(helm === null)('helm', () => {
  it('finds the releases of a cluster where Secrets are in clear', { timeout: 120_000 }, async () => {
    const asHelm = (...args: readonly string[]) =>
      runClient(helm ?? '', ['--kubeconfig', live.kubeconfig, ...args], { home: live.folder });
    const list = await asHelm('list', '-n', 'shop');
    expect(list.stderr).toBe('');
    expect(list.stdout).toMatch(/^frontend\s+shop\s+3\s+.*deployed\s+frontend-1\.8\.2/m);
    expect((await asHelm('status', 'frontend', '-n', 'shop')).stdout).toContain('STATUS: deployed');
    expect((await asHelm('history', 'frontend', '-n', 'shop')).stdout).toMatch(/^3\s.*deployed/m);
    const refusedUninstall = await asHelm('uninstall', 'frontend', '-n', 'shop');
    expect(refusedUninstall.stderr).toMatch(sentence);
  });
});
