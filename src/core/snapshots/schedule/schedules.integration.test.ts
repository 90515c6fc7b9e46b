import { mkdir, mkdtemp, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { ConnectionSummary } from '../../../contract/connections/summary.ts';
import type { ClusterId } from '../../../contract/ids.ts';
import type { CopyDeletion, ObjectStoresApi } from '../../../contract/object-stores.ts';
import type { Rehearsal, RestoresApi } from '../../../contract/restores.ts';
import type { SnapshotSchedule } from '../../../contract/snapshots.ts';
import { openConnection, type TestConnection } from '../../../testing/open-connection.ts';
import { sourcesOf } from '../../../testing/open-sources.ts';
import { testPorts } from '../../../testing/ports.ts';
import { someSettings } from '../../../testing/some-settings.ts';
import { startCluster, type TestCluster } from '../../../testing/test-cluster.ts';
import { put } from '../../../testing/unguarded-writes.ts';
import { createJournal } from '../../journal/create-journal.ts';
import { openCatalogue } from '../catalogue/catalogue.ts';
import { createSnapshots } from '../create-snapshots.ts';

const minute = 60_000;
let cluster: TestCluster;
let connection: TestConnection;
let folder: string;
let saves: string;
let now: number;

beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster?.close());
beforeEach(async () => {
  connection = openConnection(cluster.target(), 'prod');
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-schedule-'));
  saves = join(folder, 'saves');
  await mkdir(saves);
  now = Date.UTC(2026, 10, 21, 8);
});
afterEach(async () => {
  connection.close();
  await rm(folder, { recursive: true, force: true });
});

const schedule = (changes: Partial<SnapshotSchedule> = {}): SnapshotSchedule => ({
  ...{ isEnabled: true, everyMinutes: 60, folder: saves, nameTemplate: '{name}-{time}', rehearses: false, store: null },
  ...{ retention: { last: 2, days: 0 }, deletesCopies: false },
  ...changes,
});

/** What stands in for the rooms above and beside: their own tests show what they do. */
interface Beside {
  readonly rehearse?: RestoresApi['rehearse'];
  readonly upload?: ObjectStoresApi['upload'];
  readonly copies?: Pick<ObjectStoresApi, 'planRetention' | 'deleteCopies'>;
}

const unasked = (): never => {
  throw new Error('the schedule does not ask for it');
};

/** A host over the settings folder, whose clock is the test's. */
function aHost({
  rehearse = unasked,
  upload = unasked,
  copies = { planRetention: unasked, deleteCopies: unasked },
}: Beside = {}) {
  const ports = testPorts(folder, { clock: { now: () => now } });
  const { profile } = connection.open.require(connection.id);
  const saved: ConnectionSummary = {
    ...{ profile, damage: null, origin: 'saved', lastOpenedAt: null, clusterId: null },
    ...{
      hasPassword: false,
      hasPassphrase: false,
      hasPrivateKey: false,
      hasSshPassword: false,
      hasSshPassphrase: false,
    },
  };
  const store = { id: 's1', name: 'off-site', endpoint: '', region: 'eu', bucket: 'b', prefix: '', isPathStyle: false };
  const stores = [{ ...store, caFile: null, credentials: 'environment' }] as const;
  const { api, scheduler } = createSnapshots({
    ...{
      open: connection.open,
      sources: sourcesOf(connection.open),
      ports,
      catalogue: openCatalogue(ports),
      journal: createJournal(ports),
      rehearse,
      upload,
    },
    settings: { get: async () => someSettings() },
    connections: { list: async () => [saved] },
    stores: { ...copies, list: async () => stores },
  });
  return {
    api,
    said: ports.said,
    close: () => scheduler.close(),
    set: (to: SnapshotSchedule | null) => api.setSchedule({ connection: connection.id, schedule: to }),
    state: () => api.schedule({ connection: connection.id }),
    /** As the timer looks. */
    tick: () => scheduler.tick(),
  };
}

const databases = async (): Promise<readonly string[]> =>
  (await readdir(saves)).filter((name) => name.endsWith('.db')).toSorted();

it('saves, checks and describes at its pace, and deletes what it no longer keeps, and nothing else', async () => {
  const host = aHost();
  await writeFile(join(saves, 'mine.db'), Buffer.alloc(40_000));
  expect(await host.set(schedule())).toMatchObject({ nextAt: now, lastSuccess: null, missed: 0, due: [] });
  for (let run = 0; run < 4; run++) {
    await host.tick();
    await put(connection.client, { key: Buffer.from('k'), value: Buffer.from(String(run)) });
    now += 60 * minute;
  }
  const kept = ['prod-2026-11-21T10-00-00Z.db', 'prod-2026-11-21T11-00-00Z.db'];
  const names = (await readdir(saves)).toSorted();
  expect(names).toEqual(['mine.db', ...kept.flatMap((name) => [name, `${name}.json`])]);
  const { snapshots } = await host.api.catalogue({ clusterId: null });
  expect(snapshots).toMatchObject(
    kept.toReversed().map((name) => ({
      ...{ file: join(saves, name), origin: 'scheduled', checked: { verdict: 'ok' }, connection: connection.id },
    })),
  );
  expect(await host.state()).toMatchObject({
    lastSuccess: { at: now - 60 * minute, file: join(saves, kept[1] ?? '') },
    ...{ lastFailure: null, nextAt: now, isRunning: false, missed: 0, due: [join(saves, kept[0] ?? '')] },
  });
  expect(host.said.filter((line) => line.includes('was deleted'))).toHaveLength(2);
});

it('leaves what was written since, or saved by hand', async () => {
  const host = aHost();
  await host.set(schedule({ retention: { last: 1, days: 0 } }));
  await host.tick();
  const [first = ''] = await databases();
  await truncate(join(saves, first), (await stat(join(saves, first))).size - 100);
  const request = { connection: connection.id, file: join(saves, 'by-hand.db'), member: null };
  for await (const _ of host.api.save(request));
  for (let run = 0; run < 2; run++) {
    now += 60 * minute;
    await host.tick();
  }
  expect(await databases()).toEqual(['by-hand.db', first, 'prod-2026-11-21T10-00-00Z.db']);
});

it('calls a snapshot good only once it was served and copied, where it is to be', async () => {
  const asked: string[] = [];
  const rehearsal = {
    etcdVersion: '3.5.30',
    revision: 1,
    liveKeys: 1,
    hashEqual: true,
    comparedKeys: 1,
    durationMs: 1,
  };
  let served = false;
  const host = aHost({
    async *rehearse({ file }) {
      asked.push(`rehearse ${file}`);
      const shown: Rehearsal = { ...rehearsal, served, differentKeys: 0 };
      yield { kind: 'rehearsed', rehearsal: shown };
    },
    async *upload({ store, file }) {
      asked.push(`upload ${file} to ${store}`);
      yield { kind: 'moved', object: 'o', file, sha256: '' };
    },
  });
  await host.set(schedule({ rehearses: true, store: 's1' }));
  await host.tick();
  const failed = await host.state();
  expect(failed).toMatchObject({ lastSuccess: null, lastFailure: { at: now, failure: { code: 'RestoreFailed' } } });
  served = true;
  now += 60 * minute;
  await host.tick();
  const [first, second] = (await databases()).map((name) => join(saves, name));
  expect(asked).toEqual([`rehearse ${first}`, `rehearse ${second}`, `upload ${second} to s1`]);
  expect(await host.state()).toMatchObject({ lastSuccess: { at: now, file: second } });
});

it('keeps to the same rules in the store, where it is to, and says what was left there', async () => {
  const asked: unknown[] = [];
  const due = ['old.db', 'older.db'];
  // Any id will do.
  const clusterId = 'c' as ClusterId;
  const refused = { code: 'StoreRefused', message: 'AccessDenied (HTTP 403)', retry: false } as const;
  let left: CopyDeletion['left'] = [{ object: 'old.db', failure: refused }];
  const host = aHost({
    async *upload({ file }) {
      yield { kind: 'moved', object: 'o', file, sha256: '' };
    },
    copies: {
      async planRetention(request) {
        asked.push(request);
        const stored = { bytes: 1, at: 1, sha256: null, proof: null, savedAt: 1, clusterId };
        return {
          ...{ due: due.map((object) => ({ ...stored, object })) },
          ...{ kept: 1, others: 0, unproved: [], isCut: false },
        };
      },
      async deleteCopies(request) {
        asked.push(request.objects);
        return { deleted: ['older.db'], left };
      },
    },
  });
  await host.set(schedule({ store: 's1' }));
  await host.tick();
  expect(asked).toEqual([]);
  await host.set(schedule({ store: 's1', deletesCopies: true }));
  now += 60 * minute;
  await host.tick();
  const { nameTemplate, retention } = schedule();
  expect(asked).toEqual([{ store: 's1', clusterId: expect.any(String), nameTemplate, retention }, due]);
  const message = '1 of 2 copies that are due was not deleted: AccessDenied (HTTP 403)';
  expect(await host.state()).toMatchObject({
    ...{ lastSuccess: { at: now }, lastFailure: { at: now, failure: { ...refused, message } } },
  });
  left = [];
  now += 60 * minute;
  await host.tick();
  expect(await host.state()).toMatchObject({ lastSuccess: { at: now }, lastFailure: { at: now - 60 * minute } });
});

it('says why it could not save', async () => {
  const host = aHost();
  await host.set(schedule());
  await rm(saves, { recursive: true });
  await host.tick();
  expect(await host.state()).toMatchObject({ lastFailure: { at: now, failure: { code: 'FileNotWritable' } } });
});

it('runs in one of two processes', async () => {
  const hosts = [aHost(), aHost()];
  await hosts[0]?.set(schedule());
  await Promise.all(hosts.map(({ tick }) => tick()));
  expect(await databases()).toEqual(['prod-2026-11-21T08-00-00Z.db']);
});

it('leaves nothing half-done when its host closes, and the next host saves', async () => {
  const host = aHost();
  await host.set(schedule());
  const running = host.tick();
  await host.close();
  await running;
  expect(await readdir(saves)).toEqual([]);
  await aHost().tick();
  expect(await databases()).toHaveLength(1);
});

it('takes only what can be kept', async () => {
  const host = aHost();
  const refusals: readonly (readonly [Partial<SnapshotSchedule>, string])[] = [
    [{ folder: 'relative' }, 'folder'],
    [{ folder: join(folder, 'none') }, 'folder'],
    [{ nameTemplate: '../{name}' }, 'nameTemplate'],
    [{ nameTemplate: '{when}' }, 'nameTemplate'],
    [{ store: 'gone' }, 'store'],
  ];
  for (const [changes, field] of refusals) {
    await expect(host.set(schedule(changes))).rejects.toMatchObject({ code: 'BadRequest', detail: { field } });
  }
  expect(await host.state()).toMatchObject({ schedule: null, nextAt: null });
  await host.set(schedule());
  expect(await host.set(null)).toMatchObject({ schedule: null });
});
