import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Access, accessOf, ask, follow, type RawEvent } from '../../testing/kubernetes/raw-client.ts';
import { seedRegistry } from '../../testing/kubernetes/seed-registry.ts';
import { type ServedRegistry, serveCluster } from '../../testing/kubernetes/served-registry.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { deleteKey, put } from '../../testing/unguarded-writes.ts';
import { EtcdClient } from '../etcd/client.ts';
import { compact, head } from '../etcd/kv.ts';
import { ciphers } from '../values/encryption/ciphers.ts';

let cluster: TestCluster;
let etcd: EtcdClient;
let served: ServedRegistry;
let access: Access;

beforeAll(async () => {
  cluster = await startCluster();
  etcd = new EtcdClient(cluster.target());
  await write('namespaces', null, 'default', {});
  served = await serveCluster(cluster.draft());
  access = accessOf(served.kubeconfig);
}, 120_000);

afterAll(async () => {
  await served?.close();
  etcd?.close();
  await cluster?.close();
});

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const keyOf = (resource: string, namespace: string | null, name: string): string =>
  `/registry/${resource}/${namespace === null ? '' : `${namespace}/`}${name}`;

/** Writes an object as JSON, which an API server reads as well, and returns its revision. */
async function write(resource: string, namespace: string | null, name: string, more: object): Promise<number> {
  const kind = resource === 'namespaces' ? 'Namespace' : 'ConfigMap';
  const metadata = { name, ...(namespace === null ? {} : { namespace }), ...more };
  const value = JSON.stringify({ apiVersion: 'v1', kind, metadata });
  return (await put(etcd, { key: bytes(keyOf(resource, namespace, name)), value: bytes(value) })).revision;
}

const remove = async (namespace: string, name: string): Promise<number> =>
  (await deleteKey(etcd, { key: bytes(keyOf('configmaps', namespace, name)) })).revision;

/** The namespace of one test. */
let namespace: string;
let count = 0;

beforeEach(async () => {
  namespace = `ns-${++count}`;
  await write('configmaps', namespace, 'here', {});
});

const listPath = (query = ''): string => `/api/v1/namespaces/${namespace}/configmaps${query}`;
const namesOf = (list: { readonly items: readonly { readonly metadata: { readonly name: string } }[] }) =>
  list.items.map(({ metadata }) => metadata.name);
const shown = ({ type, object }: RawEvent): string =>
  `${type} ${object.metadata?.name} ${object.metadata?.resourceVersion}`;

describe('an object', () => {
  it('is of one namespace and one name, as a list has it', async () => {
    await write('configmaps', `${namespace}/deep`, 'a', {});
    const path = `/api/v1/namespaces/${encodeURIComponent(`${namespace}/deep`)}/configmaps/a`;
    expect((await ask(access, path)).status).toBe(404);
    expect((await ask(access, listPath(`/${encodeURIComponent('deep/a')}`))).status).toBe(404);
    expect(namesOf((await ask(access, listPath(''))).json())).toEqual(['here']);
  });
});

describe('what is encrypted at rest', () => {
  it('fails its list by provider and key, and is opened with the EncryptionConfiguration', async () => {
    const secret = new Uint8Array(32).fill(7);
    const key = bytes(keyOf('configmaps', namespace, 'sealed'));
    const metadata = { name: 'sealed', namespace };
    const clear = bytes(JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { a: 'b' } }));
    const sealed = ciphers.secretbox.seal(secret, clear, key);
    await put(etcd, { key, value: Buffer.concat([bytes('k8s:enc:secretbox:v1:key1:'), sealed]) });
    for (const path of [listPath(''), listPath('/sealed')]) {
      const refused = await ask(access, path);
      expect(refused.status).toBe(500);
      expect(refused.json().message).toContain('encrypted by secretbox with the key "key1"');
    }
    const keys = [{ name: 'key1', secret: Buffer.from(secret).toString('base64') }];
    const configuration = JSON.stringify({
      ...{ kind: 'EncryptionConfiguration', apiVersion: 'apiserver.config.k8s.io/v1' },
      resources: [{ resources: ['configmaps'], providers: [{ secretbox: { keys } }, { identity: {} }] }],
    });
    await served.api.kubernetes.setEncryption({ source: served.source, configuration });
    expect(namesOf((await ask(access, listPath(''))).json())).toEqual(['here', 'sealed']);
    expect((await ask(access, listPath('/sealed'))).json().data).toEqual({ a: 'b' });
  });
});

describe('a list', () => {
  it('is read page by page at the revision of the first one', async () => {
    for (const name of ['a', 'b', 'c', 'd']) await write('configmaps', namespace, name, {});
    const first = (await ask(access, listPath('?limit=2'))).json();
    expect(namesOf(first)).toEqual(['a', 'b']);
    expect(first.metadata).toMatchObject({ remainingItemCount: 3 });
    await write('configmaps', namespace, 'bb', {});
    const token = encodeURIComponent(first.metadata.continue);
    const second = (await ask(access, listPath(`?limit=2&continue=${token}`))).json();
    expect(namesOf(second)).toEqual(['c', 'd']);
    expect(second.metadata.resourceVersion).toBe(first.metadata.resourceVersion);
    const last = (
      await ask(access, listPath(`?limit=2&continue=${encodeURIComponent(second.metadata.continue)}`))
    ).json();
    expect(namesOf(last)).toEqual(['here']);
    expect(last.metadata.continue).toBeUndefined();
  });

  it('fills its pages with what is selected, and says nothing of how many remain', async () => {
    for (const [at, name] of ['a', 'b', 'c', 'd', 'e'].entries()) {
      await write('configmaps', namespace, name, { labels: { odd: String(at % 2) } });
    }
    const first = (await ask(access, listPath('?limit=1&labelSelector=odd%3D1'))).json();
    expect(namesOf(first)).toEqual(['b']);
    expect(first.metadata.remainingItemCount).toBeUndefined();
    const rest = (
      await ask(
        access,
        listPath(`?limit=9&labelSelector=odd%3D1&continue=${encodeURIComponent(first.metadata.continue)}`),
      )
    ).json();
    expect(namesOf(rest)).toEqual(['d']);
    const named = (await ask(access, listPath('?fieldSelector=metadata.name%3Dc'))).json();
    expect(namesOf(named)).toEqual(['c']);
  });

  it('has every object once where several are read at a time, each in memory that is used again', async () => {
    const names = Array.from({ length: 5_000 }, (_, at) => `made-${String(at).padStart(5, '0')}`);
    await seedRegistry(
      etcd,
      names.map((name) => {
        const metadata = { name, namespace, labels: { of: name } };
        const value = JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { name } });
        return { key: bytes(keyOf('configmaps', namespace, name)), value: bytes(value) };
      }),
    );
    const forms = {
      whole: 'application/json',
      partial: 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io',
      table: 'application/json;as=Table;v=v1;g=meta.k8s.io',
      protobuf: 'application/vnd.kubernetes.protobuf',
    };
    const read = async (accept: string) => await ask(access, listPath(''), { headers: { Accept: accept } });
    const [whole, again, partial, table, protobuf] = await Promise.all([
      read(forms.whole),
      read(forms.whole),
      read(forms.partial),
      read(forms.table),
      read(forms.protobuf),
    ]);
    const all = ['here', ...names];
    for (const list of [whole, again, partial]) expect(namesOf(list.json())).toEqual(all);
    expect(whole.body.equals(again.body)).toBe(true);
    expect(table.json().rows.map((row: { readonly cells: readonly string[] }) => row.cells[0])).toEqual(all);
    // The name, a label and the data of each.
    const inProtobuf = protobuf.body.toString('latin1').match(/made-\d{5}/g) ?? [];
    expect(inProtobuf).toEqual(names.flatMap((name) => [name, name, name]));
  });

  it('is of the revision asked for, or of one that is not older', async () => {
    const before = await write('configmaps', namespace, 'a', {});
    await write('configmaps', namespace, 'b', {});
    const exact = (await ask(access, listPath(`?resourceVersion=${before}&resourceVersionMatch=Exact`))).json();
    expect([namesOf(exact), exact.metadata.resourceVersion]).toEqual([['a', 'here'], String(before)]);
    const newer = (await ask(access, listPath(`?resourceVersion=${before}`))).json();
    expect(namesOf(newer)).toEqual(['a', 'b', 'here']);
    const { revision } = await head(etcd);
    for (const match of ['Exact', 'NotOlderThan']) {
      const future = await ask(access, listPath(`?resourceVersion=${revision + 99}&resourceVersionMatch=${match}`));
      expect([future.status, future.headers['retry-after'], future.json().details.causes[0].reason]).toEqual([
        504,
        '1',
        'ResourceVersionTooLarge',
      ]);
    }
    expect((await ask(access, listPath('?resourceVersionMatch=Exact'))).status).toBe(422);
    expect((await ask(access, listPath('?resourceVersion=x'))).status).toBe(400);
  });

  it('is expired where its revision was compacted', async () => {
    const before = await write('configmaps', namespace, 'a', {});
    const first = (await ask(access, listPath('?limit=1'))).json();
    const now = await write('configmaps', namespace, 'b', {});
    await compact(etcd, { revision: now, isPhysical: true });
    for (const query of [
      `?limit=1&continue=${encodeURIComponent(first.metadata.continue)}`,
      `?resourceVersion=${before}&resourceVersionMatch=Exact`,
    ]) {
      const answer = await ask(access, listPath(query));
      expect([answer.status, answer.json().reason]).toEqual([410, 'Expired']);
    }
    expect((await ask(access, listPath('?limit=1&continue=bm9uZQ'))).status).toBe(400);
  });

  it('is answered in the form that was agreed on', async () => {
    const protobuf = await ask(access, listPath(), { headers: { Accept: 'application/vnd.kubernetes.protobuf' } });
    expect(protobuf.body.subarray(0, 4).toString('latin1')).toBe('k8s\0');
    const table = await ask(access, listPath(), {
      headers: { Accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json' },
    });
    expect(table.json()).toMatchObject({ kind: 'Table', rows: [{ cells: ['here', 0, '<unknown>'] }] });
    expect((await ask(access, listPath(), { headers: { Accept: 'text/html' } })).status).toBe(406);
    const gone = await ask(access, listPath('/none'));
    expect([gone.status, gone.json().message]).toEqual([404, 'configmaps "none" not found']);
    expect((await ask(access, '/api/v1/widgets')).json().message).toBe(
      'the server could not find the requested resource',
    );
  });
});

it('says where events may be that are not there', async () => {
  const events = await ask(access, `/api/v1/namespaces/${namespace}/events?limit=500`);
  expect(events.json().items).toEqual([]);
  expect(events.headers.warning).toContain('API servers often keep them in another etcd');
});

describe('a watch', () => {
  it('sends what is there, and then each change once', async () => {
    const events = follow(access, listPath('?watch=true'));
    const next = async (): Promise<string> => shown((await events.next()).value as RawEvent);
    expect(await next()).toMatch(/^ADDED here/);
    const [made, changed] = [
      await write('configmaps', namespace, 'a', {}),
      await write('configmaps', namespace, 'a', {}),
    ];
    const gone = await remove(namespace, 'a');
    expect([await next(), await next(), await next()]).toEqual([
      `ADDED a ${made}`,
      `MODIFIED a ${changed}`,
      `DELETED a ${gone}`,
    ]);
    await events.return();
  });

  it('goes on behind a revision, and ends in time', async () => {
    const before = await write('configmaps', namespace, 'a', {});
    const after = await write('configmaps', namespace, 'b', {});
    const seen: string[] = [];
    for await (const event of follow(access, listPath(`?watch=1&resourceVersion=${before}&timeoutSeconds=1`))) {
      seen.push(shown(event));
    }
    expect(seen).toEqual([`ADDED b ${after}`]);
  });

  it('says what came into a selection and what left it', async () => {
    const from = await write('configmaps', namespace, 'a', { labels: { in: 'no' } });
    const revisions = [
      await write('configmaps', namespace, 'a', { labels: { in: 'yes' } }),
      await write('configmaps', namespace, 'a', { labels: { in: 'yes', more: '' } }),
      await write('configmaps', namespace, 'a', { labels: { in: 'no' } }),
    ];
    await remove(namespace, 'a');
    const seen: string[] = [];
    const path = listPath(`?watch=1&labelSelector=in%3Dyes&resourceVersion=${from}&timeoutSeconds=1`);
    for await (const event of follow(access, path)) seen.push(shown(event));
    expect(seen).toEqual(['ADDED', 'MODIFIED', 'DELETED'].map((type, at) => `${type} a ${revisions[at]}`));
  });

  it('marks the end of what was there', async () => {
    const asked = '?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true';
    const events = follow(access, listPath(asked));
    const [first, second] = [(await events.next()).value as RawEvent, (await events.next()).value as RawEvent];
    expect([first.type, second.type]).toEqual(['ADDED', 'BOOKMARK']);
    expect(second.object.metadata.annotations).toEqual({ 'k8s.io/initial-events-end': 'true' });
    await events.return();
    expect((await ask(access, listPath('?watch=1&sendInitialEvents=true'))).status).toBe(422);
  });

  it('is expired where its history was compacted', async () => {
    const before = await write('configmaps', namespace, 'a', {});
    const now = await write('configmaps', namespace, 'b', {});
    await write('configmaps', namespace, 'c', {});
    await compact(etcd, { revision: now + 1, isPhysical: true });
    const events: RawEvent[] = [];
    for await (const event of follow(access, listPath(`?watch=1&resourceVersion=${before - 1}`))) events.push(event);
    expect(events).toMatchObject([{ type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired' } }]);
  });

  it('comes over a WebSocket as well', async () => {
    const { url, ca, token } = access;
    const socket = new WebSocket(`wss://${url.host}${listPath('?watch=1')}`, {
      ca,
      headers: { Authorization: `Bearer ${token}`, Origin: 'http://localhost:4466' },
    });
    const messages: string[] = [];
    socket.on('message', (data) => messages.push(shown(JSON.parse(String(data)))));
    await once(socket, 'open');
    await expect.poll(() => messages.length, { timeout: 30_000 }).toBe(1);
    const made = await write('configmaps', namespace, 'a', {});
    await expect.poll(() => messages[1], { timeout: 30_000 }).toBe(`ADDED a ${made}`);
    socket.terminate();
  });

  it('stays open at a revision, and lists what was there', async () => {
    const revision = await write('configmaps', namespace, 'a', {});
    await remove(namespace, 'a');
    const past = await serveCluster(cluster.draft({ name: 'past' }), { revision });
    try {
      const old = accessOf(past.kubeconfig);
      const list = await ask(old, listPath());
      expect([namesOf(list.json()), list.json().metadata.resourceVersion]).toEqual([['a', 'here'], String(revision)]);
      expect(list.headers.warning).toContain(`at revision ${revision}`);
      const seen: string[] = [];
      for await (const event of follow(old, listPath('?watch=1&timeoutSeconds=1'))) seen.push(shown(event));
      expect(seen).toEqual([`ADDED a ${revision}`, expect.stringMatching(/^ADDED here/)]);
      const future = await ask(old, listPath(`?resourceVersion=${revision + 1}&resourceVersionMatch=Exact`));
      expect(future.status).toBe(504);
    } finally {
      await past.close();
    }
  });
});

describe('what is not served', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('refuses %s, and writes nothing', async (method) => {
    const before = (await head(etcd)).revision;
    const answer = await ask(access, listPath('/here?dryRun=All'), { method, body: 'x'.repeat(1_000_000) });
    expect([answer.status, answer.json().message]).toEqual([
      405,
      `read-only: served by etcdeck from revision ${before}`,
    ]);
    expect((await head(etcd)).revision).toBe(before);
  });

  it.each(['SPDY/3.1', 'websocket'])('refuses an upgrade to %s with a Status', async (upgrade) => {
    const headers = {
      ...{ Connection: 'Upgrade', Upgrade: upgrade },
      ...{ 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==', 'Sec-WebSocket-Version': '13' },
    };
    const answer = await ask(access, `/api/v1/namespaces/${namespace}/pods/x/exec?command=sh`, { headers });
    expect([answer.status, answer.json().reason]).toEqual([405, 'MethodNotAllowed']);
    expect(answer.json().message).toContain('; etcd holds no running containers');
  });

  it('says what a client may do', async () => {
    const review = async (verb: string) => {
      const spec = { resourceAttributes: { verb, resource: 'pods' } };
      const body = JSON.stringify({ apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec });
      const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
      const answer = await ask(access, path, { method: 'POST', body, headers: { 'Content-Type': 'application/json' } });
      return [answer.status, answer.json().status.allowed];
    };
    expect([await review('list'), await review('delete')]).toEqual([
      [201, true],
      [201, false],
    ]);
  });
});

it('tells its requests, and ends with its source', async () => {
  const own = await serveCluster(cluster.draft({ name: 'own' }));
  const told: string[] = [];
  const following = (async () => {
    for await (const { method, path, status } of own.requests()) told.push(`${method} ${path} ${status}`);
  })();
  await ask(accessOf(own.kubeconfig), '/version/');
  await ask(accessOf(own.kubeconfig), '/healthz?verbose');
  await expect.poll(() => told, { timeout: 30_000 }).toEqual(['GET /version/ 200', 'GET /healthz?verbose 200']);
  const { url } = own;
  await own.close();
  await following;
  await own.ended;
  await delay(0);
  await expect(fetch(url)).rejects.toThrow();
});
