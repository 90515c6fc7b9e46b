import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordNotice, RecordRequest, WatchNotice, WatchRequest } from '../../contract/watches.ts';
import { openConnection, type TestConnection } from '../../testing/open-connection.ts';
import { plainValues } from '../../testing/plain-values.ts';
import { startProxy } from '../../testing/proxy.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { deleteKey, put } from '../../testing/unguarded-writes.ts';
import { createWatches } from './create-watches.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (some: Uint8Array): string => Buffer.from(some).toString();

let cluster: TestCluster;
let connection: TestConnection;
let folder: string;

beforeAll(async () => {
  cluster = await startCluster();
  connection = openConnection(cluster.target());
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-watches-'));
});

afterAll(async () => {
  connection?.close();
  await cluster?.close();
  await rm(folder, { recursive: true, force: true });
});

function watching(key: string, isPrefix: boolean, more: Partial<WatchRequest> = {}) {
  const request = {
    connection: connection.id,
    key: bytes(key),
    isPrefix,
    startRevision: null,
    previous: true,
    reveal: false,
    ...more,
  };
  const notices = createWatches(connection.open, plainValues).watch(request)[Symbol.asyncIterator]();
  return {
    next: async (): Promise<WatchNotice> => {
      const step = await notices.next();
      if (step.done === true) throw new Error('the watch ended');
      return step.value;
    },
    stop: async () => void (await notices.return?.()),
  };
}

function shown(notice: WatchNotice): string {
  if (notice.kind !== 'event') return notice.kind;
  const { event } = notice;
  if (event.type === 'delete')
    return `delete ${text(event.key)} was ${text(event.previous?.value ?? bytes('nothing'))}`;
  return `put ${text(event.entry.key)} ${text(event.entry.value)} was ${text(event.previous?.value ?? bytes('nothing'))}`;
}

describe('watches of one connection', () => {
  it('follow a key, a prefix and everything side by side', async () => {
    const key = watching('/w/a', false);
    const prefix = watching('/w/', true);
    const everything = watching('', true);
    const all = [key, prefix, everything];
    for (const one of all) expect(shown(await one.next())).toBe('started');

    await put(connection.client, { key: bytes('/w/a'), value: bytes('1') });
    await put(connection.client, { key: bytes('/w/ab'), value: bytes('2') });
    await put(connection.client, { key: bytes('/x'), value: bytes('3') });
    await deleteKey(connection.client, { key: bytes('/w/a') });

    expect([shown(await key.next()), shown(await key.next())]).toEqual(['put /w/a 1 was nothing', 'delete /w/a was 1']);
    const ofPrefix = [shown(await prefix.next()), shown(await prefix.next()), shown(await prefix.next())];
    expect(ofPrefix).toEqual(['put /w/a 1 was nothing', 'put /w/ab 2 was nothing', 'delete /w/a was 1']);
    const ofAll: string[] = [];
    for (let i = 0; i < 4; i++) ofAll.push(shown(await everything.next()));
    expect(ofAll[2]).toBe('put /x 3 was nothing');
    for (const one of all) await one.stop();
  });

  it('go on when another one stops', async () => {
    const first = watching('/y/', true);
    const second = watching('/y/', true);
    await first.next();
    await second.next();
    await first.stop();
    await put(connection.client, { key: bytes('/y/k'), value: bytes('1') });
    expect(shown(await second.next())).toBe('put /y/k 1 was nothing');
    await second.stop();
  });

  it('end for whoever leaves while nothing happens', async () => {
    const quiet = watching('/quiet', false);
    await quiet.next();
    const waiting = expect(quiet.next()).rejects.toThrow('the watch ended');
    await quiet.stop();
    await waiting;
  });
});

describe('a watch of a part', () => {
  it('follows a range up to its end, which is not in it', async () => {
    const part = watching('/r/b', false, { rangeEnd: bytes('/r/d') });
    await part.next();
    for (const key of ['/r/a', '/r/b', '/r/c', '/r/d']) {
      await put(connection.client, { key: bytes(key), value: bytes('1') });
    }
    await put(connection.client, { key: bytes('/r/c'), value: bytes('2') });
    const told = [shown(await part.next()), shown(await part.next()), shown(await part.next())];
    expect(told).toEqual(['put /r/b 1 was nothing', 'put /r/c 1 was nothing', 'put /r/c 2 was 1']);
    await part.stop();
  });

  it('leaves out the changes of the other type', async () => {
    const [puts, deletions] = [watching('/o/', true, { only: 'put' }), watching('/o/', true, { only: 'delete' })];
    for (const one of [puts, deletions]) await one.next();
    await put(connection.client, { key: bytes('/o/a'), value: bytes('1') });
    await deleteKey(connection.client, { key: bytes('/o/a') });
    await put(connection.client, { key: bytes('/o/a'), value: bytes('2') });
    expect([shown(await puts.next()), shown(await puts.next())]).toEqual([
      'put /o/a 1 was nothing',
      'put /o/a 2 was nothing',
    ]);
    expect(shown(await deletions.next())).toBe('delete /o/a was 1');
    for (const one of [puts, deletions]) await one.stop();
  });
});

describe('a recording', () => {
  const recording = (
    request: Partial<RecordRequest> & Pick<RecordRequest, 'file' | 'startRevision'>,
    of: TestConnection = connection,
  ) =>
    createWatches(of.open, plainValues).record({
      connection: of.id,
      key: bytes('/rec/'),
      isPrefix: true,
      untilRevision: null,
      previous: true,
      reveal: false,
      ...request,
    });
  const linesOf = async (file: string): Promise<Record<string, unknown>[]> =>
    (await readFile(file, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  const base64 = (some: string): string => Buffer.from(some).toString('base64');

  it('writes each change up to a revision, and that history before was compacted', async () => {
    const revisions: number[] = [];
    for (const value of ['1', '2', '3', '4']) {
      const { revision } = await put(connection.client, { key: bytes('/rec/a'), value: bytes(value) });
      revisions.push(revision);
    }
    const [first = 0, second = 0, third = 0] = revisions;
    await put(connection.client, { key: bytes('/quiet'), value: bytes('x') });
    const file = join(folder, 'part.ndjson');
    const notices: RecordNotice[] = [];
    for await (const notice of recording({ file, startRevision: first, untilRevision: third })) notices.push(notice);
    expect(notices.at(-1)).toMatchObject({ kind: 'recorded', events: 3, compactRevision: null });
    expect(await linesOf(file)).toMatchObject([
      { type: 'put', key: base64('/rec/a'), value: base64('1'), prevValue: null, modRevision: first },
      { value: base64('2'), prevValue: base64('1') },
      { value: base64('3'), modRevision: third },
    ]);

    await cluster.etcdctl('compact', String(second));
    const rest = join(folder, 'rest.ndjson');
    for await (const notice of recording({ file: rest, startRevision: first, untilRevision: third }))
      notices.push(notice);
    expect(notices.at(-1)).toMatchObject({ kind: 'recorded', events: 1, compactRevision: second });
    expect(await linesOf(rest)).toMatchObject([
      { type: 'compacted', compactRevision: second },
      { type: 'put', value: base64('3') },
    ]);

    const taken = recording({ file, startRevision: third })[Symbol.asyncIterator]();
    await expect(taken.next()).rejects.toMatchObject({ code: 'FileExists' });
  });

  it('goes on until it is stopped, and keeps what it wrote', async () => {
    const { revision } = await put(connection.client, { key: bytes('/rec/b'), value: bytes('1') });
    const file = join(folder, 'open.ndjson');
    const steps = recording({ file, startRevision: revision })[Symbol.asyncIterator]();
    for (let events = 0; events === 0; ) events = (await steps.next()).value?.events ?? 0;
    await steps.return?.();
    expect(await linesOf(file)).toMatchObject([{ type: 'put', key: base64('/rec/b') }]);
    expect((await readdir(folder)).filter((name) => name.includes('.part-'))).toEqual([]);
  });

  it('marks what is compacted while its line is cut, and goes on behind it', async () => {
    const proxy = await startProxy(cluster.endpoints[0] ?? '');
    const distant = openConnection(cluster.target({ endpoints: [proxy.endpoint] }));
    try {
      const write = async (value: string): Promise<number> =>
        (await put(connection.client, { key: bytes('/rec/cut'), value: bytes(value) })).revision;
      const startRevision = await write('before');
      const file = join(folder, 'cut.ndjson');
      const steps = recording({ file, startRevision }, distant)[Symbol.asyncIterator]();
      for (let events = 0; events === 0; ) events = (await steps.next()).value?.events ?? 0;
      proxy.refuse();
      proxy.cut();
      await write('lost');
      const compacted = await write('also lost');
      await cluster.etcdctl('compact', String(compacted));
      proxy.accept();
      const after = await write('after');
      let last: RecordNotice | undefined;
      while ((last?.events ?? 0) < 2) last = (await steps.next()).value;
      expect(last).toMatchObject({ kind: 'progress', events: 2, compactRevision: compacted });
      await steps.return?.();
      expect(await linesOf(file)).toMatchObject([
        { type: 'put', value: base64('before') },
        { type: 'compacted', compactRevision: compacted },
        { type: 'put', value: base64('after'), modRevision: after },
      ]);
    } finally {
      distant.close();
      await proxy.close();
    }
  });
});
