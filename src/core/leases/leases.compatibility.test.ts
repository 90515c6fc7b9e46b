import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExecutionNotice } from '../../contract/execution.ts';
import type { LeaseId } from '../../contract/ids.ts';
import type { LeaseState } from '../../contract/leases.ts';
import { chosenEtcd, compareVersions } from '../../testing/etcd-binaries.ts';
import { grantedLease } from '../../testing/leases.ts';
import { anyPlanned, type OpenedApp, openApp } from '../../testing/opened-app.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { EtcdClient } from '../etcd/client.ts';

const isOld = compareVersions(chosenEtcd().version, '3.5.0') < 0;

describe(`leases of a user with few permissions on etcd ${chosenEtcd().version}`, () => {
  let cluster: TestCluster;
  let client: EtcdClient;
  let app: OpenedApp;
  let readable: LeaseId;
  let hidden: LeaseId;
  beforeAll(async () => {
    cluster = await startCluster({ auth: true });
    client = new EtcdClient(cluster.target());
    readable = await grantedLease(client, 600, ['/app/a']);
    app = await openApp(cluster.draft({ user: 'reader' }), {}, { password: 'readerpw' });
  });
  afterAll(async () => {
    await app?.close();
    client?.close();
    await cluster?.close();
  });

  const listed = async (): Promise<readonly LeaseId[]> => {
    const ids: LeaseId[] = [];
    for await (const notice of app.api.leases.list({ connection: app.connection })) {
      if (notice.kind === 'ids') ids.push(...notice.ids);
    }
    return ids;
  };
  const stateOf = async (lease: LeaseId): Promise<LeaseState | undefined> => {
    for await (const [state] of app.api.leases.follow({ connection: app.connection, leases: [lease] })) return state;
    return undefined;
  };
  const revocation = (lease: LeaseId) =>
    anyPlanned(app.api.plans.planLeaseRevoke({ connection: app.connection, leases: [lease] }));

  it('are listed by 3.4, and by later versions where every attached key may be read', async () => {
    expect(await listed()).toEqual([readable]);
    hidden = await grantedLease(client, 600, ['/secret/a']);
    if (isOld) expect([...(await listed())].sort()).toEqual([hidden, readable].sort());
    else await expect(listed()).rejects.toMatchObject({ code: 'PermissionDenied' });
  });

  it('tell their TTL, and their keys where those may be read', async () => {
    expect(await stateOf(readable)).toMatchObject({ kind: 'alive', grantedTTL: 600, keyCount: 1 });
    expect(await stateOf(hidden)).toMatchObject({ kind: 'alive', grantedTTL: 600, keyCount: isOld ? 1 : null });
  });

  it('are revoked by nobody who may not write their keys', async () => {
    const { token, confirmation } = await revocation(readable);
    const notices: ExecutionNotice[] = [];
    for await (const notice of app.api.plans.execute({ token, confirmation })) notices.push(notice);
    expect(notices.at(-1)).toMatchObject({ report: { done: 0, failure: { code: 'PermissionDenied' } } });
    if (!isOld) await expect(revocation(hidden)).rejects.toMatchObject({ code: 'PermissionDenied' });
  });
});
