import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { type ActingApp, openActingApp } from '../../testing/acting-app.ts';
import { chosenEtcd, etcdBinaries } from '../../testing/etcd-binaries.ts';
import { anyPlanned, openApp } from '../../testing/opened-app.ts';
import { processesNaming } from '../../testing/processes.ts';
import { startRpcRecorder } from '../../testing/rpc-recorder.ts';
import { startCluster } from '../../testing/test-cluster.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const [older, newer] = ['3.4.', '3.5.'].map((version) => etcdBinaries().find((one) => one.version.startsWith(version)));

it.skipIf(newer === undefined || older !== chosenEtcd())(
  'whatever is done with access, a member of 3.4 beside one of 3.5 lives',
  async () => {
    if (newer === undefined) return;
    const cluster = await startCluster({ auth: true });
    const further = await cluster.furtherMember('newer', newer);
    await cluster.etcdctl('member', 'add', 'newer', '--peer-urls', further.peerUrl);
    const { endpoint } = await further.join(cluster.members);
    const recorder = await startRpcRecorder(endpoint);
    const overrides = { endpoints: [recorder.endpoint], learnsEndpoints: false };
    const app = await openActingApp(cluster, overrides);
    const limited = await openApp(cluster.draft({ ...overrides, user: 'reader' }), {}, { password: 'readerpw' });
    const isAlive = () => processesNaming(`--name ${cluster.members[0]?.name}`).includes(cluster.members[0]?.pid ?? 0);
    try {
      await limited.api.access.own({ connection: limited.connection });
      for await (const { step, state } of app.api.connections.test({
        draft: cluster.draft(overrides),
        secrets: { password: 'rootpw' },
      }))
        expect([step, state]).not.toEqual([step, 'failed']);
      for await (const _ of app.api.doctor.examine({ connection: app.connection, hashKV: true, snapshotFolder: null }));
      await everythingOfAccess(app);
      expect(recorder.calls).toEqual(expect.arrayContaining(['Auth/UserList', 'Auth/AuthDisable']));
      expect(recorder.calls).not.toContain('Auth/AuthStatus');
      // It would have ended it.
      expect(isAlive()).toBe(true);
      const asked = ['--endpoints', endpoint, '--command-timeout', '1s', 'auth', 'status'];
      // The newer one may answer before the other has read what ends it.
      await promisify(execFile)(newer.etcdctl ?? 'etcdctl', asked).catch(() => undefined);
      await expect.poll(isAlive).toBe(false);
    } finally {
      await limited.close();
      await app.close();
      await recorder.close();
      await cluster.close();
    }
  },
);

async function everythingOfAccess({ api, connection, act }: ActingApp): Promise<void> {
  const { access, plans } = api;
  const [key, end] = [bytes('/b/'), bytes('/b0')];
  const [user, role, password] = ['ann', 'b', 'annpw'];
  for (const planned of [
    plans.planRoleAdd({ connection, role }),
    plans.planRoleGrantPermission({ connection, role, key, end, canRead: true, canWrite: true }),
    plans.planUserAdd({ connection, user, password: null }),
    plans.planUserGrantRole({ connection, user, role }),
  ])
    expect(await act(planned)).toMatchObject({ outcome: 'done' });
  expect(await access.own({ connection })).toMatchObject({ kind: 'whole' });
  const listed = await access.list({ connection });
  expect(listed).toMatchObject({ isAuthOn: true });
  expect(listed.defects.find(({ id }) => id === 'etcd#11943')?.members).toEqual(['member-1']);
  expect(await access.check({ connection, user, key, end })).toMatchObject({ read: { extent: 'whole' } });
  expect((await access.who({ connection, key, end })).users).toMatchObject([{ user }, { user: 'root' }]);
  for (const planned of [
    plans.planUserRevokeRole({ connection, user, role }),
    plans.planRoleRevokePermission({ connection, role, key, end }),
    plans.planUserDelete({ connection, user }),
    plans.planRoleDelete({ connection, role }),
  ])
    expect(await act(planned)).toMatchObject({ outcome: 'done' });
  const ofReader = { connection, user: 'reader', password };
  const setting = [plans.planUserAdd({ connection, user, password }), plans.planUserChangePassword(ofReader)];
  for (const planned of setting) {
    const { refused } = await anyPlanned(planned);
    expect(refused).toMatchObject({ code: 'NotCapable', message: expect.stringContaining('empty') });
  }
  expect(await act(plans.planAuthDisable({ connection }))).toMatchObject({ outcome: 'done' });
  const enabling = await anyPlanned(plans.planAuthEnable({ connection, rootPassword: 'rootpw' }));
  expect(enabling.refused).toMatchObject({ code: 'NotCapable' });
}
