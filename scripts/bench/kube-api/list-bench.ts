import { type ChildProcess, execFile, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { EtcdClient } from '../../../src/core/etcd/client.ts';
import { loadKubernetesSchema } from '../../../src/core/kubernetes-storage/codec/load-schema.ts';
import { namespaceObjects, storedObject } from '../../../src/core/sandbox/sample-keyspace.ts';
import { namespaced, type SampleObject, writtenBy } from '../../../src/core/sandbox/sample-object.ts';
import { chosenEtcd } from '../../../src/testing/etcd-binaries.ts';
import { accessOf } from '../../../src/testing/kubernetes/raw-client.ts';
import { type RegistryEntry, seedRegistry } from '../../../src/testing/kubernetes/seed-registry.ts';
import { orphanGuard } from '../../../src/testing/orphan-guard.ts';
import { testPorts, testWorkerFile } from '../../../src/testing/ports.ts';
import { startCluster, type TestCluster } from '../../../src/testing/test-cluster.ts';
import { inProject } from '../../project.mjs';
import { buildHost } from '../keyspace-server.mjs';
import type { HostCost, Said } from '../kube-api-host/host.ts';
import { median } from '../samples.mjs';
import type { Figure } from '../table.mjs';

const run = promisify(execFile);
const reader = join(import.meta.dirname, 'read-answer.mjs');
/** The best of some runs: the machine is never quiet. */
const runs = 5;
/** How long a host at rest is watched, for the stalls that the machine itself makes. */
const restMs = 5_000;
const now = Date.UTC(2026, 10, 16);
const mebibyte = 2 ** 20;

/** Measures whole lists, a first page, and what they cost the host, over so many pods in a real etcd. */
export async function* measureLists(count: number): AsyncGenerator<Figure> {
  const cluster = await startCluster({ args: ['--quota-backend-bytes', String(8 * 1024 * mebibyte)] });
  const folder = await mkdtemp(join(tmpdir(), 'etcdeck-bench-kube-api-'));
  orphanGuard.folder(folder);
  await fill(cluster, count);
  const member = cluster.endpoints[0] ?? '';
  const host = await openHost(member);
  const access = accessOf(host.kubeconfig);
  const ca = join(folder, 'ca.crt');
  await writeFile(ca, access.ca);
  const read = async (query: string, accept: string): Promise<Answer> => {
    const url = new URL(`/api/v1/pods${query}`, access.url).href;
    const { stdout } = await run(process.execPath, [reader, url, ca, access.token, accept]);
    return JSON.parse(stdout);
  };
  try {
    const pods = `${count.toLocaleString('en')} pods`;
    const atRest = (await host.costOf(() => delay(restMs))).stallMs;
    // A first request surveys the registry, and compiles what the next ones run.
    await read('?limit=500', json);
    for (const { name, accept, times } of forms) {
      const lists = await inTurns(
        () => timed(() => etcdctlList(member)),
        () => host.costOf(async () => checked(await read('', accept))),
      );
      const { bytes } = lists.first.result;
      const reference = lists.referenceMs / 1_000;
      yield {
        ...{ name: `${pods} as ${name}`, unit: 's', target: reference * times, reference },
        value: least(lists.all.map(({ result }) => result.ms)) / 1_000,
        note: `${(bytes / 1e6).toFixed(0)} MB; the host: ${median(lists.all.map(({ cpuMs }) => cpuMs)).toFixed(0)} ms of processor time; reference: etcdctl get --prefix, in turns`,
      };
      yield {
        name: `${pods} as ${name}: longest stall of the host`,
        unit: 'ms',
        value: Math.max(...lists.all.map(({ stallMs }) => stallMs)),
        target: 50,
        reference: atRest,
      };
      const grown = Math.max(...lists.all.map(({ mostBytes }) => mostBytes)) - lists.first.beforeBytes;
      yield {
        name: `${pods} as ${name}: memory beyond the answer`,
        unit: 'MiB',
        value: Math.max(0, (grown - bytes) / mebibyte),
        target: 250,
      };
    }
    const pages: number[] = [];
    for (let at = 0; at < runs; at++) pages.push(checked(await read('?limit=500', table)).ms);
    yield { name: `first page of ${pods}, as a Table`, unit: 'ms', value: least(pages), target: 100 };
  } finally {
    host.end();
    await cluster.close();
  }
}

interface Answer {
  readonly status: number;
  readonly bytes: number;
  readonly ms: number;
}

const json = 'application/json';
const table = 'application/json;as=Table;v=v1;g=meta.k8s.io';
const forms = [
  { name: 'protobuf', accept: 'application/vnd.kubernetes.protobuf', times: 1.5 },
  { name: 'JSON', accept: json, times: 4 },
  { name: 'a Table', accept: table, times: 2 },
];

async function fill(cluster: TestCluster, count: number): Promise<void> {
  const client = new EtcdClient(cluster.target(), { callTimeoutMs: 30_000 });
  const schema = await loadKubernetesSchema(testPorts('unused').resourcesFolder);
  const entries = function* (): Generator<RegistryEntry, void> {
    for (const object of namespaceObjects('default', now)) yield storedObject(schema, object);
    for (let at = 0; at < count; at++) yield storedObject(schema, pod(at));
  };
  await seedRegistry(client, entries());
  client.close();
}

/** A pod of about two kilobytes. */
function pod(at: number): SampleObject {
  const name = `web-${String(at).padStart(6, '0')}`;
  const env = Array.from({ length: 20 }, (_, index) => ({ name: `SETTING_${index}`, value: `value-${at}-${index}` }));
  const probe = { httpGet: { path: '/healthz', port: 8080 }, periodSeconds: 10, timeoutSeconds: 1 };
  const container = {
    ...{ name: 'web', image: 'registry.example/shop/web:1.8.3', env, readinessProbe: probe, livenessProbe: probe },
    ports: [{ containerPort: 8080, protocol: 'TCP' }],
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
    volumeMounts: [{ name: 'token', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', readOnly: true }],
  };
  const condition = (type: string) => ({ type, status: 'True', lastTransitionTime: '2026-11-16T08:00:00Z' });
  return namespaced(
    ...(['pods', 'v1', 'Pod', `ns-${at % 50}`, name, now] as const),
    {
      spec: {
        ...{ nodeName: `worker-${at % 100}`, restartPolicy: 'Always', containers: [container] },
        volumes: [{ name: 'token', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }],
      },
      status: {
        ...{ phase: 'Running', podIP: `10.244.${at % 250}.7`, hostIP: '10.0.0.11', startTime: '2026-11-16T08:00:00Z' },
        conditions: ['PodScheduled', 'Initialized', 'ContainersReady', 'Ready'].map(condition),
        containerStatuses: [
          {
            ...{ name: 'web', image: container.image, imageID: `sha256:${'ab'.repeat(32)}`, restartCount: 0 },
            ...{ ready: true, started: true, state: { running: { startedAt: '2026-11-16T08:00:01Z' } } },
          },
        ],
      },
    },
    { labels: { app: 'web', 'pod-template-hash': 'f72jjdzrv' }, ...writtenBy(now) },
  );
}

function etcdctlList(endpoint: string): Promise<void> {
  const args = ['--endpoints', endpoint, '--command-timeout', '120s', 'get', '--prefix', '/registry/pods/'];
  const child = spawn(chosenEtcd().etcdctl ?? 'etcdctl', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`etcdctl ended with ${code}`))));
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  await work();
  return performance.now() - since;
}

/** Measures a reference and a list by turns, so that what slows the machine for a moment slows both. */
async function inTurns<T>(reference: () => Promise<number>, list: () => Promise<T>) {
  const references = [await reference()];
  const first = await list();
  const all = [first];
  while (all.length < runs) {
    references.push(await reference());
    all.push(await list());
  }
  return { first, all, referenceMs: least(references) };
}

const least = (numbers: readonly number[]): number => Math.min(...numbers);

function checked(answer: Answer): Answer {
  if (answer.status !== 200) throw new Error(`a list was answered with ${answer.status}`);
  return answer;
}

/** A process of its own that serves a member's registry, as one of the product: this one has the tools of the bench in its heap. */
async function openHost(endpoint: string) {
  // Inside the project, so that packages are found from there.
  await mkdir(inProject('node_modules', '.cache'), { recursive: true });
  const folder = await mkdtemp(inProject('node_modules', '.cache', 'etcdeck-bench-'));
  orphanGuard.folder(folder);
  const file = await buildHost(folder, 'kube-api-host');
  const child = fork(file, [endpoint, await testWorkerFile()]);
  const first = await heard(child);
  if (!('kubeconfig' in first)) throw new Error('the host says what it costs before it serves');
  const ask = async (): Promise<HostCost> => {
    child.send('cost');
    const said = await heard(child);
    if ('kubeconfig' in said) throw new Error('the host serves anew');
    return said;
  };
  return {
    kubeconfig: first.kubeconfig,
    /** What work costs the host. */
    async costOf<T>(work: () => Promise<T>) {
      await ask();
      const result = await work();
      return { result, ...(await ask()) };
    },
    end: () => child.disconnect(),
  };
}

async function heard(child: ChildProcess): Promise<Said> {
  const ended = new AbortController();
  const end = (): void => ended.abort();
  if (child.exitCode !== null) end();
  child.once('exit', end);
  try {
    // What the host says is its own type.
    const [said] = (await once(child, 'message', { signal: ended.signal })) as [Said];
    return said;
  } finally {
    child.off('exit', end);
  }
}
