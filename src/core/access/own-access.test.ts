import { describe, expect, it } from 'vitest';
import { EtcdeckError } from '../../contract/failure.ts';
import type { EtcdClient } from '../etcd/client.ts';
import { learnOwnAccess } from './own-access.ts';

const permission = { permType: 'READ', key: Buffer.from('/app/'), range_end: Buffer.from('/app0') };

/** A cluster of one user with one role; `letsRead`: whether any user may read the smallest key. */
function clusterOf(permissions: readonly unknown[], letsRead: boolean): EtcdClient {
  const calls = {
    auth: { userGet: async () => ({ roles: ['app'] }), roleGet: async () => ({ perm: permissions }) },
    range: async () => {
      if (!letsRead) throw new EtcdeckError({ code: 'PermissionDenied', message: 'permission denied' });
      return new Uint8Array();
    },
  };
  const client = {
    call: async (ask: (some: typeof calls) => Promise<unknown>) => ({ answer: await ask(calls), endpoint: '' }),
  };
  // All of a client that is asked here.
  return client as unknown as EtcdClient;
}

describe('what a user may do', () => {
  it('is everything where authentication is off, whatever roles the certificate’s name has', async () => {
    const caller = { user: null, certificateName: 'app' };
    expect(await learnOwnAccess({ client: clusterOf([permission], true), ...caller })).toEqual({
      kind: 'whole',
      user: null,
    });
    expect(await learnOwnAccess({ client: clusterOf([permission], false), ...caller })).toMatchObject({
      kind: 'limited',
      user: 'app',
      isOfCertificate: true,
      complete: true,
    });
    // A role may permit to read every key, and to write none.
    const everyKey = { permType: 'READ', key: Buffer.of(0), range_end: Buffer.of(0) };
    expect(await learnOwnAccess({ client: clusterOf([everyKey], true), ...caller })).toMatchObject({
      kind: 'limited',
      ranges: [{ canWrite: false }],
    });
  });

  it('is bounded, and says so, however much a server answers', async () => {
    const client = clusterOf(Array<unknown>(300_000).fill(permission), false);
    const access = await learnOwnAccess({ client, user: 'app', certificateName: null });
    expect(access).toMatchObject({ kind: 'limited', complete: false });
    expect(access.kind === 'limited' && access.ranges.length).toBe(1_000);
  });
});
