import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { liveKeys } from '../../contract/key-source.ts';
import type { OperationsBody } from '../../contract/operations.ts';
import type { Plan, PlanNotice } from '../../contract/plans.ts';
import { openRecordedApp, type RecordedApp } from '../../testing/acting-app.ts';
import { asText } from '../../testing/crossed-answer.ts';
import { formsOf } from '../../testing/kubernetes/secret-carriers.ts';
import { anyPlanned, type OpenedApp, openApp } from '../../testing/opened-app.ts';
import { seeded } from '../../testing/random.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { afterPrefix } from '../bytes/bytes.ts';
import { roleAdd, roleDelete, roleGrantPermission, userAdd, userGrantRole } from '../etcd/auth-changes.ts';
import { EtcdClient } from '../etcd/client.ts';
import { isDenied } from '../etcd/failures.ts';
import { range } from '../etcd/kv.ts';
import { rangeOf } from './permitted-spans.ts';

/** Every set costs some fifty calls. */
const roleSets = process.env.ETCDECK_FULL === '1' ? 500 : 20;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

let cluster: TestCluster;
let root: EtcdClient;
let app: RecordedApp;
beforeAll(async () => {
  cluster = await startCluster({ auth: true });
  root = new EtcdClient(cluster.target());
  app = await openRecordedApp(cluster, { name: 'accessed' });
  for (const key of ['/app/a', '/app/b', '/drop/x', '/one']) await cluster.etcdctl('put', key, 'v');
});
afterAll(async () => {
  root?.close();
  await app?.close();
  await cluster?.close();
});

const plans = () => app.api.plans;
const connection = () => app.connection;
async function done(notices: AsyncIterable<PlanNotice>): Promise<Plan> {
  const plan = await anyPlanned(notices);
  expect(await app.execute(plan)).toMatchObject({ outcome: 'done', failure: null });
  return plan;
}
const bodyOf = ({ body }: Plan): OperationsBody => {
  if (body.kind !== 'operations') throw new Error('the plan is of keys');
  return body;
};
const listed = () => app.api.access.list({ connection: connection() });

it('answers as the server does, for any roles and ranges', async () => {
  const random = seeded(7);
  const alphabet = [0, 1, 0x61, 0x62, 0xfe, 0xff] as const;
  const aKey = (): Uint8Array => Uint8Array.from({ length: random.between(1, 3) }, () => random.oneOf(alphabet));
  const aRange = (): { readonly key: Uint8Array; readonly rangeEnd: Uint8Array } => {
    for (;;) {
      const [key, end] = [aKey(), aKey()];
      const kind = random.oneOf(['key', 'range', 'prefix', 'fromKey'] as const);
      if (kind === 'key') return { key, rangeEnd: new Uint8Array() };
      if (kind === 'fromKey') return { key, rangeEnd: Uint8Array.of(0) };
      if (kind === 'prefix') return { key, rangeEnd: afterPrefix(key) ?? Uint8Array.of(0) };
      if (Buffer.compare(key, end) < 0) return { key, rangeEnd: end };
    }
  };
  await userAdd(root, { name: 'any', password: 'anypw' });
  const any = new EtcdClient(cluster.target({ user: 'any', password: 'anypw' }));
  const isLet = (ask: Promise<unknown>): Promise<boolean> =>
    ask.then(
      () => true,
      (error: unknown) => {
        if (isDenied(error)) return false;
        throw error;
      },
    );
  const seen = new Set<string>();
  for (let set = 0; set < roleSets; set++) {
    const roles = Array.from({ length: random.between(1, 3) }, (_, place) => `any-${place}`);
    for (const role of roles) {
      await roleAdd(root, role);
      for (let left = random.between(1, 4); left > 0; left--) {
        const may = random.oneOf(['r', 'w', 'rw'] as const);
        const permission = { ...aRange(), canRead: may.includes('r'), canWrite: may.includes('w') };
        await roleGrantPermission(root, role, permission);
      }
      await userGrantRole(root, { user: 'any', role });
    }
    for (let left = 6; left > 0; left--) {
      const asked = aRange();
      const span = rangeOf('', { ...asked, canRead: true, canWrite: true });
      if (span === null) throw new Error('it is a range');
      const { key, end } = span;
      const request = { connection: connection(), key, end };
      const { read, write } = await app.api.access.check({ ...request, user: 'any' });
      const deletion = { key: Buffer.from(asked.key), range_end: Buffer.from(asked.rangeEnd) };
      const rangeEnd = asked.rangeEnd.length === 0 ? {} : { rangeEnd: asked.rangeEnd };
      const server = {
        read: await isLet(range(any, { key: asked.key, ...rangeEnd, limit: 1, keysOnly: true })),
        write: await isLet(any.call(({ kv }) => kv.deleteRange(deletion))),
      };
      const said = { read: read.extent === 'whole', write: write.extent === 'whole' };
      expect(said, JSON.stringify([set, asked, roles])).toEqual(server);
      if (left === 1) {
        const { users } = await app.api.access.who(request);
        const row = users.find(({ user }) => user === 'any');
        expect([row?.read.extent ?? 'none', row?.write.extent ?? 'none']).toEqual([read.extent, write.extent]);
      }
      seen.add(`read ${read.extent}`).add(`write ${write.extent}`);
    }
    for (const role of roles) await roleDelete(root, role);
  }
  any.close();
  expect(seen.size).toBe(6);
  // The deletions were real.
  for (const key of ['/app/a', '/app/b', '/drop/x', '/one']) await cluster.etcdctl('put', key, 'v');
}, 300_000);

describe('a plan', () => {
  it('says who gains and who loses which ranges with how many keys, and is executed', async () => {
    await done(plans().planRoleAdd({ connection: connection(), role: 'app' }));
    await done(plans().planUserAdd({ connection: connection(), user: 'ann', password: 'annpw' }));
    const given = await done(plans().planUserGrantRole({ connection: connection(), user: 'ann', role: 'app' }));
    expect(bodyOf(given).accessChanges).toEqual([]);
    const ofApp = { connection: connection(), role: 'app', key: bytes('/app/'), end: bytes('/app0') };
    const granted = await done(plans().planRoleGrantPermission({ ...ofApp, canRead: true, canWrite: true }));
    const range = { user: 'ann', key: bytes('/app/'), end: bytes('/app0'), canWrite: true, keys: 2 };
    expect(bodyOf(granted).accessChanges).toEqual([{ ...range, change: 'gains', canRead: true }]);
    expect(granted).toMatchObject({ consequences: ['GivesAccess'], figures: { gainers: 1, losers: 0 } });
    expect(granted.etcdctl.at(-1)).toMatch(/ role grant-permission --prefix app readwrite \/app\/$/);
    expect(await app.newestEntry()).toMatchObject({ act: 'roleGrantPermission', subject: { kind: 'access' } });
    const narrowed = await done(plans().planRoleGrantPermission({ ...ofApp, canRead: true, canWrite: false }));
    expect(bodyOf(narrowed).accessChanges).toEqual([{ ...range, change: 'loses', canRead: false }]);
    const { users, roles, isAuthOn } = await listed();
    expect(isAuthOn).toBe(true);
    expect(users.find(({ name }) => name === 'ann')?.roles).toEqual(['app']);
    expect(roles.find(({ name }) => name === 'app')?.ranges).toMatchObject([{ canRead: true, canWrite: false }]);
    expect(
      await anyPlanned(plans().planRoleGrantPermission({ ...ofApp, canRead: true, canWrite: false })),
    ).toMatchObject({
      consequences: ['ChangesNothing'],
    });
    const revoked = await done(plans().planRoleRevokePermission(ofApp));
    expect(bodyOf(revoked).accessChanges).toMatchObject([{ user: 'ann', change: 'loses', canRead: true, keys: 2 }]);
    await done(plans().planUserRevokeRole({ connection: connection(), user: 'ann', role: 'app' }));
    await done(plans().planRoleDelete({ connection: connection(), role: 'app' }));
    await done(plans().planUserDelete({ connection: connection(), user: 'ann' }));
    expect((await listed()).users.map(({ name }) => name)).not.toContain('ann');
  });

  it('finds the permission of one key however it is stored', async () => {
    await roleAdd(root, 'odd');
    const end = bytes('/one\0');
    await roleGrantPermission(root, 'odd', { key: bytes('/one'), rangeEnd: end, canRead: true, canWrite: false });
    const request = { connection: connection(), role: 'odd', key: bytes('/one'), end };
    await done(plans().planRoleGrantPermission({ ...request, canRead: true, canWrite: true }));
    await done(plans().planRoleRevokePermission(request));
    expect((await listed()).roles.find(({ name }) => name === 'odd')?.ranges).toEqual([]);
    await roleDelete(root, 'odd');
  });

  it('is not executed once users or roles have changed', async () => {
    const plan = await anyPlanned(plans().planRoleAdd({ connection: connection(), role: 'late' }));
    await userAdd(root, { name: 'meanwhile', password: null });
    expect(await app.execute(plan)).toMatchObject({
      outcome: 'stopped',
      done: 0,
      failure: { code: 'AuthOldRevision' },
    });
    expect((await listed()).roles.map(({ name }) => name)).not.toContain('late');
    await done(plans().planUserDelete({ connection: connection(), user: 'meanwhile' }));
  });

  it('does not take a user of another password for the one that it adds', async () => {
    const plan = await anyPlanned(
      plans().planUserAdd({ connection: connection(), user: 'twice', password: 'as-it-was-planned' }),
    );
    await userAdd(root, { name: 'twice', password: 'of-somebody-else' });
    expect(await app.execute(plan)).toMatchObject({ outcome: 'stopped', failure: { code: 'AuthOldRevision' } });
    await done(plans().planUserDelete({ connection: connection(), user: 'twice' }));
  });

  it('is settled by reading where the answer is lost', async () => {
    const plan = await anyPlanned(plans().planRoleAdd({ connection: connection(), role: 'lost' }));
    app.cut('Auth/RoleAdd');
    const report = await app.execute(plan);
    for (const recorder of app.recorders) recorder.treat('pass');
    expect(report).toMatchObject({ outcome: 'done', steps: [{ state: 'done', wasAnswerLost: true }] });
    await done(plans().planRoleDelete({ connection: connection(), role: 'lost' }));
  });

  it('is refused where the server would refuse it', async () => {
    const ofRoot = { connection: connection(), user: 'root' };
    for (const planned of [plans().planUserDelete(ofRoot), plans().planUserRevokeRole({ ...ofRoot, role: 'root' })]) {
      const plan = await anyPlanned(planned);
      expect(plan.refused).toMatchObject({ code: 'InvalidAuthMgmt' });
      expect(plan.consequences).toContain('TakesOwnAccess');
    }
    await expect(anyPlanned(plans().planUserDelete({ ...ofRoot, user: 'nobody' }))).rejects.toMatchObject({
      code: 'UserNotFound',
    });
  });
});

describe('a password', () => {
  const marks = [
    'Mark3d-new-pw',
    'Mark3d-changed-pw',
    'Mark3d-refused-pw',
    'Mark3d-stale-pw',
    'Mark3d-lost-pw',
    'Mark3d-root',
  ];

  it('is in nothing that leaves core', async () => {
    const seen: unknown[] = [];
    const attempt = async (work: () => Promise<unknown>): Promise<void> => {
      seen.push(await work().catch((error: Error) => ({ ...error, message: error.message, stack: error.stack })));
    };
    const [added = '', changed = '', refused = '', stale = '', lost = '', enabling = ''] = marks;
    const act = (notices: AsyncIterable<PlanNotice>) => async () => {
      const plan = await anyPlanned(notices);
      seen.push(plan);
      return await app.execute(plan);
    };
    const of = { connection: connection(), user: 'marked' };
    await attempt(act(plans().planUserAdd({ ...of, password: added })));
    await attempt(act(plans().planUserChangePassword({ ...of, password: changed })));
    // Refused ahead, since users changed, by the server, and with a lost answer.
    await attempt(act(plans().planUserAdd({ ...of, password: refused })));
    const old = await anyPlanned(plans().planUserChangePassword({ ...of, password: stale }));
    await userAdd(root, { name: 'marked-2', password: null });
    await attempt(() => app.execute(old));
    const denied = { status: 3, details: 'etcdserver: invalid auth management' };
    for (const recorder of app.recorders) recorder.treat(denied, 'Auth/UserChangePassword');
    await attempt(act(plans().planUserChangePassword({ ...of, password: refused })));
    for (const recorder of app.recorders) recorder.treat('cut', 'Auth/UserChangePassword');
    await attempt(act(plans().planUserChangePassword({ ...of, password: lost })));
    expect(seen.at(-1)).toMatchObject({ steps: [{ state: 'done', wasAnswerLost: true }] });
    for (const recorder of app.recorders) recorder.treat('pass');
    await attempt(act(plans().planAuthEnable({ connection: connection(), rootPassword: enabling })));
    await attempt(() => anyPlanned(plans().planUserAdd({ ...of, user: '', password: refused })));
    await attempt(() => listed());
    await attempt(() => app.api.journal.list({ connection: null, before: null, limit: 100 }));
    const file = join(app.folder, 'with-hashes.db');
    await attempt(async () => {
      const saved: unknown[] = [];
      for await (const notice of app.api.snapshots.save({ connection: connection(), file, member: null }))
        saved.push(notice);
      return [saved, await app.api.snapshots.inside({ file })];
    });
    const replies = asText(seen);
    const files = await readdir(app.folder, { recursive: true, withFileTypes: true });
    const contents = await Promise.all(
      files.filter((one) => one.isFile()).map(({ parentPath, name }) => readFile(join(parentPath, name))),
    );
    for (const mark of marks) {
      expect(replies).not.toContain(mark);
      expect(app.said.join('\n')).not.toContain(mark);
      for (const content of contents) expect(content.includes(mark)).toBe(false);
    }
    // No hash either, of which a snapshot is full.
    expect((await readFile(file)).includes('$2a$')).toBe(true);
    for (const form of formsOf('$2a$04$')) expect(replies).not.toContain(form);
    expect(replies).toContain('"name":"marked"');
    expect(replies).toContain('user add marked');
    expect(replies).toContain('user passwd marked');
  });

  it('of a user works, and is found to be there where the answer was lost', async () => {
    const client = new EtcdClient(cluster.target({ user: 'marked', password: 'Mark3d-lost-pw' }));
    expect(await client.call(({ auth }) => auth.userGet({ name: 'marked' }))).toMatchObject({ answer: { roles: [] } });
    client.close();
  });
});

describe('a user who may do little', () => {
  let little: OpenedApp;
  beforeAll(async () => {
    little = await openApp(cluster.draft({ user: 'reader', name: 'little' }), {}, { password: 'readerpw' });
  });
  afterAll(async () => little?.close());

  it('reads nothing beyond its ranges: counted, watched, or of others', async () => {
    const source = liveKeys(little.connection);
    const { keys, watches, access, plans } = little.api;
    expect(await keys.count({ source, prefix: bytes('/') })).toMatchObject({ count: 2, isPartial: true });
    expect(await keys.count({ source, prefix: bytes('/app/') })).not.toHaveProperty('isPartial');
    const denied = { code: 'PermissionDenied', detail: { user: 'reader', readable: '/app/ (role app-reader)' } };
    await expect(keys.count({ source, prefix: bytes('/drop/') })).rejects.toMatchObject(denied);
    const range = { connection: little.connection, key: bytes('/'), isPrefix: true, startRevision: 1 };
    const following = watches.watch({ ...range, previous: true, reveal: false })[Symbol.asyncIterator]();
    await expect(following.next()).rejects.toMatchObject(denied);
    const [key, end] = [bytes('/app/'), bytes('/app0')];
    expect(await access.check({ connection: little.connection, user: 'reader', key, end })).toMatchObject({
      ...{ isAuthOn: true, read: { extent: 'whole', by: [{ role: 'app-reader' }] }, write: { extent: 'none' } },
    });
    const refused = { code: 'PermissionDenied' };
    await expect(access.check({ connection: little.connection, user: 'root', key, end })).rejects.toMatchObject(
      refused,
    );
    await expect(access.list({ connection: little.connection })).rejects.toMatchObject(refused);
    await expect(access.who({ connection: little.connection, key, end })).rejects.toMatchObject(refused);
    const planned = plans.planUserGrantRole({ connection: little.connection, user: 'reader', role: 'root' });
    await expect(anyPlanned(planned)).rejects.toMatchObject(refused);
  });
});

it('turns auth off and on again, with a root that can log in', async () => {
  const target = cluster.target({ user: null, password: null });
  const off = await done(plans().planAuthDisable({ connection: connection() }));
  expect(off.consequences).toContain('OpensToEverybody');
  const open = await openApp(cluster.draft({ user: null, name: 'open' }));
  try {
    expect(await open.api.access.list({ connection: open.connection })).toMatchObject({ isAuthOn: false });
    const adding = open.api.plans.planRoleAdd({ connection: open.connection, role: 'early' });
    expect((await anyPlanned(adding)).consequences).toEqual(['NotEnforcedYet']);
    // A root without a password would be locked out by etcd, which says nothing of it.
    const plain = new EtcdClient(target);
    await plain.call(({ auth }) => auth.userDelete({ name: 'root' }));
    await userAdd(plain, { name: 'root', password: null });
    await userGrantRole(plain, { user: 'root', role: 'root' });
    plain.close();
    const plan = await anyPlanned(
      open.api.plans.planAuthEnable({ connection: open.connection, rootPassword: 'rootpw' }),
    );
    expect(plan.consequences).toEqual(expect.arrayContaining(['RenewsRoot', 'ShutsOutConnection', 'TakesAccess']));
    const { token, confirmation } = plan;
    let last: unknown = null;
    for await (const notice of open.api.plans.execute({ token, confirmation })) last = notice;
    expect(last).toMatchObject({ report: { outcome: 'done', failure: null } });
  } finally {
    await open.close();
  }
  expect(await listed()).toMatchObject({ isAuthOn: true });
});

it('never asks for AuthStatus', () => {
  const sent = app.recorders.flatMap(({ calls }) => calls);
  expect(sent).toContain('Auth/UserList');
  expect(sent).not.toContain('Auth/AuthStatus');
});
