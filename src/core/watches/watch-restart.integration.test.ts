import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EtcdeckError } from '../../contract/failure.ts';
import type { WatchNotice } from '../../contract/watches.ts';
import { openConnection, type TestConnection } from '../../testing/open-connection.ts';
import { plainValues } from '../../testing/plain-values.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { createWatches } from './create-watches.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (some: Uint8Array): string => Buffer.from(some).toString();

let cluster: TestCluster;
const opened: TestConnection[] = [];

beforeAll(async () => {
  cluster = await startCluster({ auth: true });
});

afterAll(async () => {
  for (const connection of opened) connection.close();
  await cluster?.close();
});

function connect(user: string, password: string): TestConnection {
  const connection = openConnection(cluster.target({ user, password }));
  opened.push(connection);
  return connection;
}

function watching(connection: TestConnection, startRevision: number | null) {
  const request = {
    connection: connection.id,
    key: bytes('/app/'),
    isPrefix: true,
    startRevision,
    previous: true,
    reveal: false,
  };
  const notices = createWatches(connection.open, plainValues).watch(request)[Symbol.asyncIterator]();
  return {
    /** The next that says more than that nothing has changed, or that the line is being mended. */
    next: async (): Promise<WatchNotice> => {
      for (;;) {
        const { value, done } = await notices.next();
        if (done === true) throw new Error('the watch ended');
        if (value.kind !== 'progress' && value.kind !== 'reconnecting') return value;
      }
    },
    stop: async () => void (await notices.return?.()),
  };
}

type Watching = ReturnType<typeof watching>;

async function nextEvent(watch: Watching) {
  const notice = await watch.next();
  if (notice.kind !== 'event') throw new Error(`${notice.kind} instead of an event`);
  const { event } = notice;
  return event.type === 'put'
    ? { told: `put ${text(event.entry.key)} ${text(event.entry.value)}`, revision: event.entry.modRevision }
    : { told: `delete ${text(event.key)}`, revision: event.modRevision };
}

async function startedAt(watch: Watching): Promise<number> {
  const notice = await watch.next();
  if (notice.kind !== 'started') throw new Error(`${notice.kind} instead of started`);
  return notice.revision;
}

describe('a watch that has ended is started again', () => {
  it('from where it was, after the password has changed', async () => {
    const watch = watching(connect('reader', 'readerpw'), null);
    await startedAt(watch);
    await cluster.etcdctl('put', '/app/a', '1');
    const last = await nextEvent(watch);
    expect(last.told).toBe('put /app/a 1');

    // The same user with another password; etcdctl would ask for one on a terminal.
    await cluster.etcdctl('user', 'delete', 'reader');
    await cluster.etcdctl('user', 'add', 'reader:another');
    await cluster.etcdctl('user', 'grant-role', 'reader', 'app-reader');
    const [member] = cluster.members;
    await member?.kill();
    await member?.restart();
    await expect(watch.next()).rejects.toMatchObject({ code: 'AuthFailed' } satisfies Partial<EtcdeckError>);
    await cluster.etcdctl('put', '/app/a', '2');
    await cluster.etcdctl('del', '/app/a');

    const again = watching(connect('reader', 'another'), last.revision + 1);
    expect(await startedAt(again)).toBe(last.revision + 1);
    expect([(await nextEvent(again)).told, (await nextEvent(again)).told]).toEqual(['put /app/a 2', 'delete /app/a']);
    await again.stop();
  });

  it('from the oldest revision whose events are kept, after a compaction', async () => {
    const connection = connect('root', 'rootpw');
    const watch = watching(connection, null);
    const first = await startedAt(watch);
    await watch.stop();
    for (const value of ['1', '2', '3', '4']) await cluster.etcdctl('put', '/app/b', value);
    await cluster.etcdctl('del', '/app/b');
    await cluster.etcdctl('compact', String(first + 1));

    const tooOld = watching(connection, first);
    expect(await startedAt(tooOld)).toBe(first);
    expect(await tooOld.next()).toEqual({ kind: 'compacted', compactRevision: first + 1 });
    const again = watching(connection, first + 2);
    expect(await startedAt(again)).toBe(first + 2);
    const told = [await nextEvent(again), await nextEvent(again), await nextEvent(again)];
    expect(told.map((event) => event.told)).toEqual(['put /app/b 3', 'put /app/b 4', 'delete /app/b']);
    expect(told[0]?.revision).toBe(first + 2);
    await again.stop();
  });
});

it('is refused at once where a part of it may not be read, not left without an answer', async () => {
  await cluster.etcdctl('user', 'add', 'part:partpw');
  await cluster.etcdctl('user', 'grant-role', 'part', 'app-reader');
  const part = connect('part', 'partpw');
  for (const key of ['/other/', '/']) {
    const request = { key: bytes(key), isPrefix: true, startRevision: null, previous: false, reveal: false };
    const refused = createWatches(part.open, plainValues).watch({ ...request, connection: part.id });
    await expect(refused[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'PermissionDenied' });
  }
});
