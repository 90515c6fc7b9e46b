import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WatchNotice } from '../../contract/watches.ts';
import { openConnection, type TestConnection } from '../../testing/open-connection.ts';
import { plainValues } from '../../testing/plain-values.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { deleteKey, put } from '../../testing/unguarded-writes.ts';
import { createWatches } from './create-watches.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (some: Uint8Array): string => Buffer.from(some).toString();

let cluster: TestCluster;
let connection: TestConnection;

beforeAll(async () => {
  cluster = await startCluster();
  connection = openConnection(cluster.target());
});

afterAll(async () => {
  connection?.close();
  await cluster?.close();
});

function watching(key: string, isPrefix: boolean) {
  const request = {
    connection: connection.id,
    key: bytes(key),
    isPrefix,
    startRevision: null,
    previous: true,
    reveal: false,
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
