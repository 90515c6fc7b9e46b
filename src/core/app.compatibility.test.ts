import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectionId } from '../contract/ids.ts';
import { liveKeys } from '../contract/key-source.ts';
import { chosenEtcd } from '../testing/etcd-binaries.ts';
import { startCluster, type TestCluster } from '../testing/test-cluster.ts';
import { createNodePorts } from '../webhost/node-ports.ts';
import { type App, createApp } from './app.ts';

const run = promisify(execFile);
const binaries = chosenEtcd();
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The first value of a stream that is asked for; the stream is left then. */
async function first<T, S extends T>(stream: AsyncIterable<T>, is: (value: T) => value is S): Promise<S> {
  for await (const value of stream) if (is(value)) return value;
  throw new Error('the stream ended without it');
}

// One pass through everything, as an operator would: run on each etcd version beside the one under full test.
describe(`the product with etcd ${binaries.version}`, () => {
  let cluster: TestCluster;
  let app: App;
  let folder: string;
  let connection: ConnectionId;
  const held = new AbortController();

  beforeAll(async () => {
    cluster = await startCluster({ members: 3, tls: 'mutual', auth: true });
    folder = await mkdtemp(join(tmpdir(), 'etcdeck-compatibility-'));
    process.env.ETCDECK_CONFIG_DIR = folder;
    app = createApp(createNodePorts({ version: '0.0.0', log: { info() {}, warn() {}, error() {} } }));
    const saved = await app.api.connections.save({ draft: cluster.draft(), secrets: { password: 'rootpw' } });
    connection = saved.profile.id;
  });

  afterAll(async () => {
    held.abort();
    await app?.close();
    await cluster?.close();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  it('walks every step of a test, and opens', async () => {
    const failed: unknown[] = [];
    const reached = new Set<string>();
    const request = { draft: cluster.draft(), secrets: { password: 'rootpw' } };
    for await (const step of app.api.connections.test(request)) {
      reached.add(step.step);
      if (step.state === 'failed') failed.push(step);
    }
    expect(failed).toEqual([]);
    expect([...reached]).toEqual(expect.arrayContaining(['files', 'resolve', 'tcp', 'tls', 'auth', 'cluster']));

    const states = app.api.connections
      .open({ connection, secrets: {} }, { signal: held.signal })
      [Symbol.asyncIterator]();
    for (;;) {
      const { value, done } = await states.next();
      expect(done).not.toBe(true);
      if (value.phase === 'connected') break;
    }
  });

  it('writes under guard, reads, lists and deletes', async () => {
    const { keys } = app.api;
    const key = bytes('/app/config/database');
    const { meta } = await keys.put({
      connection,
      key,
      value: bytes('{"pool":20}'),
      expectedModRevision: 0,
      lease: 'keep',
    });
    await expect(
      keys.put({ connection, key, value: bytes('lost'), expectedModRevision: 0, lease: 'keep' }),
    ).rejects.toMatchObject({
      code: 'Conflict',
      detail: { currentModRevision: meta.modRevision },
    });
    expect((await cluster.etcdctl('get', '/app/config/database', '--print-value-only')).trim()).toBe('{"pool":20}');
    const read = await keys.get({ source: liveKeys(connection), key, reveal: false });
    expect(read.entry).toMatchObject({ modRevision: meta.modRevision, version: 1, value: bytes('{"pool":20}') });

    const level = {
      source: liveKeys(connection),
      prefix: bytes('/app/'),
      delimiter: bytes('/'),
      after: null,
      limit: 100,
    };
    const children: unknown[] = [];
    for await (const page of keys.children(level)) children.push(...page.children);
    expect(children).toMatchObject([{ kind: 'folder', prefix: bytes('/app/config/') }]);
    await keys.delete({ connection, key, expectedModRevision: meta.modRevision });
    expect((await keys.get({ source: liveKeys(connection), key, reveal: false })).entry).toBeNull();
  });

  it('sees what another client writes', async () => {
    const request = {
      connection,
      key: bytes('/watched/'),
      isPrefix: true,
      startRevision: null,
      previous: true,
      reveal: false,
    };
    const event = await first(
      (async function* () {
        for await (const notice of app.api.watches.watch(request)) {
          if (notice.kind === 'started') await cluster.etcdctl('put', '/watched/by-another', 'hello');
          yield notice;
        }
      })(),
      (notice) => notice.kind === 'event',
    );
    expect(event).toMatchObject({
      event: { type: 'put', entry: { key: bytes('/watched/by-another'), value: bytes('hello') } },
    });
  });

  it('asks every member', async () => {
    const status = await app.api.cluster.status({ connection });
    expect(status.quorum).toMatchObject({ voters: 3, healthy: 3, needed: 2, tolerance: 1, hasQuorum: true });
    expect(status.members.map(({ version }) => version)).toEqual(Array(3).fill(binaries.version));
    expect(status.members.filter(({ isLeader }) => isLeader)).toHaveLength(1);
    expect(status.members.every(({ dbSize }) => dbSize !== null && dbSize > 0)).toBe(true);
  });

  it('saves a snapshot that etcd’s own tool accepts', async () => {
    const file = join(folder, 'snapshot.db');
    const save = app.api.snapshots.save({ connection, file, member: null });
    const { snapshot } = await first(save, (progress) => progress.kind === 'saved');
    expect((await stat(file)).size).toBe(snapshot.bytes);
    const tool = binaries.etcdutl ?? binaries.etcdctl;
    if (tool === null) throw new Error(`there is neither etcdutl nor etcdctl beside ${binaries.etcd}`);
    const { stdout } = await run(tool, ['snapshot', 'status', file, '--write-out', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({ revision: snapshot.revision });
  });
});
