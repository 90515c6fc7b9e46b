import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { builtClient, type FollowingClient, followWith } from '../../testing/kubernetes/kube-clients.ts';
import { type Access, accessOf, ask, follow } from '../../testing/kubernetes/raw-client.ts';
import { type ServedRegistry, serveCluster } from '../../testing/kubernetes/served-registry.ts';
import { startProxy, type TestProxy } from '../../testing/proxy.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { EtcdClient } from '../etcd/client.ts';
import { compact, head, txnPuts } from '../etcd/kv.ts';

const changes = process.env.ETCDECK_FULL === '1' ? 10_000 : 1_000;
const waiting = { timeout: 120_000, interval: 100 };
const informer = builtClient('informer');

let cluster: TestCluster;
let etcd: EtcdClient;
/** Between the host and etcd. */
let toEtcd: TestProxy;
/** Between clients and the server. */
let toServer: TestProxy;
let served: ServedRegistry;
let access: Access;

beforeAll(async () => {
  cluster = await startCluster();
  etcd = new EtcdClient(cluster.target());
  await etcd.call(({ kv }) => kv.put({ key: Buffer.from('/registry/namespaces/default'), value: namespaceObject }));
  toEtcd = await startProxy(cluster.endpoints[0] ?? '');
  served = await serveCluster(cluster.draft({ endpoints: [toEtcd.endpoint] }));
  toServer = await startProxy(served.url);
  access = accessOf(served.kubeconfig);
}, 120_000);

afterAll(async () => {
  await toServer?.close();
  await served?.close();
  await toEtcd?.close();
  etcd?.close();
  await cluster?.close();
});

const namespaceObject = Buffer.from('{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"default"}}');
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What is stored, by name the revision. */
type Known = Map<string, number>;

/** The namespace of one test. */
let namespace: string;
let count = 0;
let stored: Known;

beforeEach(() => {
  namespace = `ns-${++count}`;
  stored = new Map();
});

const keyOf = (name: string): string => `/registry/configmaps/${namespace}/${name}`;

/** Changes one of a hundred objects: most are written, some deleted where they are there. */
async function change(at: number): Promise<void> {
  const name = `object-${at % 100}`;
  if (at % 7 === 0 && stored.has(name)) {
    await etcd.call(({ kv }) => kv.deleteRange({ key: Buffer.from(keyOf(name)) }));
    stored.delete(name);
    return;
  }
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data: { at: String(at) } };
  const { revision } = await txnPuts(etcd, [{ key: bytes(keyOf(name)), value: bytes(JSON.stringify(object)) }]);
  stored.set(name, revision);
}

/** A client that follows as client-go's informers do: it lists, watches from there, and lists again where it has to. */
class Informer {
  readonly known: Known = new Map();
  events = 0;
  lists = 0;
  expired = 0;
  #isStopped = false;
  readonly done: Promise<void>;

  constructor() {
    this.done = this.#run();
  }

  stop(): void {
    this.#isStopped = true;
  }

  async #run(): Promise<void> {
    let from: string | null = null;
    while (!this.#isStopped) {
      try {
        from ??= await this.#list();
        from = await this.#watch(from);
      } catch {
        // The connection was cut: it goes on from where it was.
      }
    }
  }

  /** Through the proxy, whose port is not the server's. */
  readonly #through = { ...access, url: new URL(toServer.endpoint) };
  readonly #host = { headers: { Host: access.url.host }, agent: false } as const;
  readonly #path = `/api/v1/namespaces/${namespace}/configmaps`;
  #last: string | null = null;

  async #list(): Promise<string> {
    this.lists += 1;
    const found: Known = new Map();
    let token = '';
    for (;;) {
      const list = (await ask(this.#through, `${this.#path}?limit=30&continue=${token}`, this.#host)).json();
      for (const { metadata } of list.items) found.set(metadata.name, Number(metadata.resourceVersion));
      token = encodeURIComponent(list.metadata.continue ?? '');
      if (token !== '') continue;
      this.known.clear();
      for (const [name, revision] of found) this.known.set(name, revision);
      this.#last = list.metadata.resourceVersion;
      return list.metadata.resourceVersion;
    }
  }

  /** Returns where to go on; `null`: by a list. */
  async #watch(from: string): Promise<string | null> {
    const path = `${this.#path}?watch=1&allowWatchBookmarks=true&timeoutSeconds=5&resourceVersion=${this.#last ?? from}`;
    for await (const { type, object } of follow(this.#through, path, this.#host)) {
      if (type === 'ERROR') {
        expect(object.code).toBe(410);
        this.expired += 1;
        return null;
      }
      this.#last = object.metadata.resourceVersion;
      if (type === 'BOOKMARK') continue;
      this.events += 1;
      if (type === 'DELETED') this.known.delete(object.metadata.name);
      else this.known.set(object.metadata.name, Number(object.metadata.resourceVersion));
      if (this.#isStopped) break;
    }
    return this.#last;
  }
}

const sorted = (known: Known) => [...known].toSorted(([a], [b]) => a.localeCompare(b));

describe('a client that follows', () => {
  it('loses no change and sees none twice, however often it or the host is cut off', { timeout: 300_000 }, async () => {
    await change(1);
    const client = new Informer();
    await expect.poll(() => client.lists, waiting).toBe(1);
    await expect.poll(() => client.known.size, waiting).toBe(1);
    for (let at = 2; at <= changes; at++) {
      await change(at);
      if (at % (changes / 20) === 0) toServer.cut();
      if (at % (changes / 10) === 0) toEtcd.cut();
    }
    await expect.poll(() => client.events, waiting).toBe(changes - 1);
    expect(sorted(client.known)).toEqual(sorted(stored));
    expect([client.lists, client.expired]).toEqual([1, 0]);
    client.stop();
    await change(changes + 1);
    await client.done;
  });

  it('is told where changes were compacted before it saw them, and lists again', { timeout: 300_000 }, async () => {
    for (let at = 1; at <= 50; at++) await change(at);
    const client = new Informer();
    await expect.poll(() => client.known.size, waiting).toBe(stored.size);
    toServer.refuse();
    toServer.cut();
    for (let at = 51; at <= 200; at++) await change(at);
    await compact(etcd, { revision: (await head(etcd)).revision, isPhysical: true });
    toServer.accept();
    await expect.poll(() => client.expired, waiting).toBe(1);
    await expect.poll(() => sorted(client.known), waiting).toEqual(sorted(stored));
    expect(client.lists).toBe(2);
    client.stop();
    await change(201);
    await client.done;
  });
});

describe.skipIf(informer === null)('client-go', () => {
  it.each([
    ['with WatchList', 'true'],
    ['with lists', 'false'],
  ])('follows %s', { timeout: 300_000 }, async (_, isOn) => {
    for (let at = 1; at <= 20; at++) await change(at);
    const kubeconfig = join(served.folder, `informer-${namespace}`);
    writeFileSync(kubeconfig, readFileSync(served.kubeconfig));
    const following = followWith(informer ?? '', ['-kubeconfig', kubeconfig, '-namespace', namespace], {
      home: served.folder,
      env: { KUBE_FEATURE_WatchListClient: isOn },
    });
    try {
      await expect.poll(following.output, waiting).toContain('synced');
      for (let at = 21; at <= changes / 5; at++) {
        await change(at);
        if (at % 50 === 0) toEtcd.cut();
      }
      await expect
        .poll(() => knownOf(following), waiting)
        .toEqual(sorted(stored).map(([name, at]) => [name, String(at)]));
    } finally {
      await following.stop();
    }
    const paths: string[] = [];
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    for await (const { path } of served.requests(stop.signal)) if (path.includes(namespace)) paths.push(path);
    expect(
      paths.some((path) => path.includes('sendInitialEvents=true')),
      paths.join('\n'),
    ).toBe(isOn === 'true');
  });
});

/** Asks a client for what it has, and returns what it said last. */
function knownOf(client: FollowingClient): readonly (readonly [string, string])[] {
  client.write('');
  const line = client
    .output()
    .split('\n')
    .findLast((each) => each.startsWith('{'));
  const known: Readonly<Record<string, string>> = line === undefined ? {} : JSON.parse(line).known;
  return Object.entries(known).toSorted(([a], [b]) => a.localeCompare(b));
}
