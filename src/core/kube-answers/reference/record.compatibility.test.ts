import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AnswersWorld,
  answersWorld,
  asMetadata,
  asProtobuf,
  asTable,
  objectsIn,
} from '../../../testing/kubernetes/answers-world.ts';
import { goldenObjects, kubernetesSources } from '../../../testing/kubernetes/golden-objects.ts';
import {
  digestOf,
  type GoldenAnswer,
  type Recorded,
  type RecordedCustom,
} from '../../../testing/kubernetes/recorded-answers.ts';
import {
  type ReferenceServer,
  referenceBinary,
  startReferenceServer,
} from '../../../testing/kubernetes/reference-server.ts';
import { startCluster, type TestCluster } from '../../../testing/test-cluster.ts';
import { EtcdClient } from '../../etcd/client.ts';
import { range } from '../../etcd/kv.ts';
import { decodeObject } from '../../kubernetes-storage/codec/decode.ts';
import { groupOf } from '../../kubernetes-storage/layout/built-in.ts';
import { objectKey } from '../../kubernetes-storage/layout/object-key.ts';

const file = new URL('./recorded.json', import.meta.url);
const binary = referenceBinary();
/** Kinds that the API server would act on, or does not keep. */
const notAsked = new Set([
  'FlowSchema',
  'PriorityLevelConfiguration',
  'ServiceCIDR',
  'IPAddress',
  'Namespace',
  'Lease',
]);

/** Why there is no reference, and what makes one; `null`: there is one. */
const missing =
  binary === null
    ? 'ETCDECK_KUBE_APISERVER names no API server: (cd src/testing/kubernetes/api-server && go build -o FILE .) makes one in half an hour'
    : kubernetesSources() === null
      ? 'ETCDECK_KUBERNETES_SRC names no sources with golden objects'
      : null;

describe('a reference API server', () => {
  let world: AnswersWorld;
  let cluster: TestCluster;
  let client: EtcdClient;
  let server: ReferenceServer;

  beforeAll(async () => {
    if (missing !== null) return;
    world = await answersWorld();
    cluster = await startCluster();
    client = new EtcdClient(cluster.target());
    server = await startReferenceServer(binary ?? '', cluster.endpoints[0] ?? '');
  }, 300_000);

  afterAll(async () => {
    await server?.close();
    await client?.close();
    await cluster?.close();
  });

  const put = async (key: Uint8Array, value: Uint8Array): Promise<number> => {
    const body = JSON.stringify({
      key: Buffer.from(key).toString('base64'),
      value: Buffer.from(value).toString('base64'),
    });
    const answer = await fetch(`${cluster.endpoints[0]}/v3/kv/put`, { method: 'POST', body });
    const { header }: { header: { revision: string } } = JSON.parse(await answer.text());
    return Number(header.revision);
  };
  const pathOf = (apiVersion: string, resource: string, namespace: string | null, name = ''): string => {
    const within = namespace === null ? resource : `namespaces/${namespace}/${resource}`;
    return `/${groupOf(apiVersion) === '' ? 'api' : 'apis'}/${apiVersion}/${within}${name === '' ? '' : `/${name}`}`;
  };
  const resourceOf = (apiVersion: string, kind: string) =>
    world.table.find((one) => one.group === groupOf(apiVersion) && one.kind === kind);

  it('is asked for what the tests hold answers against', async (context) => {
    if (missing !== null) context.skip(missing);
    const custom = await recordCustom();
    const running = objectsIn(new URL('./running-objects.yaml', import.meta.url));
    const entries = running.map((json) => ({ json, entry: world.stored(json, 0) }));
    for (const { entry } of entries) await put(entry.key, entry.value);
    const golden = await recordGolden();
    // Until the API server's caches have them.
    await expect
      .poll(async () => (await server.get(pathOf('v1', 'pods', 'app'), asTable)).body.includes('"running"'))
      .toBe(true);
    const now = Date.now();
    const tables: Record<string, Record<string, unknown[]>> = {};
    for (const { json } of entries) {
      const {
        apiVersion,
        kind,
        metadata,
      }: { apiVersion: string; kind: string; metadata: { name: string; namespace?: string } } = JSON.parse(json);
      const resource = resourceOf(apiVersion, kind)?.resource ?? '';
      const answer = await server.get(pathOf(apiVersion, resource, metadata.namespace ?? null), asTable);
      const { rows }: { rows: { cells: unknown[]; conditions?: unknown; object: { metadata: { name: string } } }[] } =
        JSON.parse(answer.body.toString());
      const row = rows.find((one) => one.object.metadata.name === metadata.name);
      const cells = row === undefined ? [] : [...row.cells, ...(row.conditions === undefined ? [] : [row.conditions])];
      tables[`${apiVersion} ${resource}`] = {
        ...tables[`${apiVersion} ${resource}`],
        [`${metadata.namespace ?? ''}/${metadata.name}`]: cells,
      };
    }
    const recorded: Recorded = { now, tables, golden, custom };
    if (process.env.ETCDECK_RECORD === '1') await writeFile(file, `${JSON.stringify(recorded, null, 1)}\n`);
    const { now: _, custom: __, ...kept } = JSON.parse(readFileSync(fileURLToPath(file), 'utf8')) as Recorded;
    expect(Object.keys(recorded.golden)).toEqual(Object.keys(kept.golden));
    expect(Object.keys(recorded.tables)).toEqual(Object.keys(kept.tables));
  }, 300_000);

  async function recordGolden(): Promise<Readonly<Record<string, GoldenAnswer>>> {
    const asked: { name: string; path: string; revision: number }[] = [];
    const seen = new Set<string>();
    for (const { name: golden, json, stored } of goldenObjects()) {
      // Nothing is stored of it, and it names no kind.
      if (golden === 'core.v1.WatchEvent') continue;
      const { apiVersion, kind, metadata }: { apiVersion: string; kind: string; metadata?: { name?: string } } =
        JSON.parse(json);
      const row = resourceOf(apiVersion, kind);
      // One version of each kind: they share a key.
      if (row === undefined || metadata?.name !== 'nameValue' || notAsked.has(kind) || seen.has(kind)) continue;
      if (`${row.group === '' ? '' : `${row.group}/`}${row.version}` !== apiVersion) continue;
      const key = objectKey(
        new Uint8Array(Buffer.from('/registry/')),
        { apiVersion, kind },
        'namespaceValue',
        'nameValue',
      );
      if (key === null || kind === 'CustomResourceDefinition') continue;
      seen.add(kind);
      const path = pathOf(apiVersion, row.resource, row.namespaced ? 'namespaceValue' : null, 'nameValue');
      asked.push({ name: `${apiVersion} ${kind}`, path, revision: await put(key, stored) });
    }
    const golden: Record<string, GoldenAnswer> = {};
    for (const { name, path, revision } of asked) {
      const json = await server.get(path, 'application/json');
      const protobuf = await server.get(path, asProtobuf);
      if (json.status !== 200) continue;
      golden[name] = {
        revision,
        json: digestOf(json.body),
        protobuf:
          protobuf.status === 200 ? digestOf(Buffer.from(decodeObject(world.schema, protobuf.body).json)) : null,
      };
    }
    return golden;
  }

  async function recordCustom(): Promise<RecordedCustom> {
    const [definition = '', ...objects] = objectsIn(new URL('./custom-objects.yaml', import.meta.url));
    const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
    expect((await server.send('POST', definitions, JSON.parse(definition))).status).toBe(201);
    const widgets = '/apis/example.com/v1/namespaces/default/widgets';
    await expect.poll(async () => (await server.get(widgets, 'application/json')).status).toBe(200);
    for (const json of objects) {
      const object: { metadata: { name: string }; status: unknown } = JSON.parse(json);
      expect((await server.send('POST', widgets, object)).status).toBe(201);
      const patched = await server.send(
        'PATCH',
        `${widgets}/${object.metadata.name}/status`,
        { status: object.status },
        'application/merge-patch+json',
      );
      expect(patched.status).toBe(200);
    }
    const prefixes = ['apiextensions.k8s.io/customresourcedefinitions/widgets.', 'example.com/widgets/'];
    const found = await Promise.all(
      prefixes.map((prefix) =>
        range(client, { key: Buffer.from(`/registry/${prefix}`), rangeEnd: Buffer.from(`/registry/${prefix}~`) }),
      ),
    );
    const stored = found.flatMap(({ kvs }) =>
      kvs.map(({ key, value, modRevision }) => ({
        key: Buffer.from(key).toString(),
        value: Buffer.from(value).toString(),
        modRevision,
      })),
    );
    const lists: Record<string, string> = {};
    for (const accept of ['application/json', asTable, asMetadata])
      lists[accept] = (await server.get(widgets, accept)).body.toString();
    const { metadata }: { metadata: { resourceVersion: string } } = JSON.parse(lists['application/json'] ?? '');
    const answered = (await server.get(`${definitions}/widgets.example.com`, 'application/json')).body.toString();
    return { stored, revision: Number(metadata.resourceVersion), definition: answered, lists };
  }
});
