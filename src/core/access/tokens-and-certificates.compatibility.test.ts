import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openActingApp } from '../../testing/acting-app.ts';
import { chosenEtcd } from '../../testing/etcd-binaries.ts';
import { anyPlanned, openApp } from '../../testing/opened-app.ts';
import { startCluster } from '../../testing/test-cluster.ts';
import { EtcdClient } from '../etcd/client.ts';
import { range, smallestKey } from '../etcd/kv.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-jwt-'));
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  await writeFile(join(folder, 'private.pem'), privateKey.export({ type: 'pkcs1', format: 'pem' }));
  await writeFile(join(folder, 'public.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

// What a member takes for a user differs between versions.
describe(`users of etcd ${chosenEtcd().version}`, () => {
  it.each(['simple', 'jwt'] as const)('are changed by a plan that is older than its %s token', async (kind) => {
    const keys = ['private', 'public'].map((name) => join(folder, `${name}.pem`));
    const jwt = `jwt,priv-key=${keys[0]},pub-key=${keys[1]},sign-method=RS256,ttl=2s`;
    const args = kind === 'jwt' ? ['--auth-token', jwt] : ['--auth-token-ttl', '2'];
    const cluster = await startCluster({ auth: true, args });
    const app = await openActingApp(cluster);
    const client = new EtcdClient(cluster.target());
    try {
      const { api, connection } = app;
      const login = { name: 'root', password: 'rootpw' };
      const { answer } = await client.call(({ auth }) => auth.authenticate(login), { token: null });
      const plan = await anyPlanned(api.plans.planRoleAdd({ connection, role: 'late' }));
      const refusal = () =>
        range(client, { key: smallestKey, limit: 1 }, { token: answer.token }).then(
          () => null,
          ({ code }) => code,
        );
      // Each use of a simple token renews it, and it is dropped up to a second after its end: asked more often, it may last
      // for ever.
      await expect.poll(refusal, { timeout: 60_000, interval: 4_000 }).toBe('InvalidAuthToken');
      expect(await app.execute(plan)).toMatchObject({ outcome: 'done', failure: null });
      const of = { connection, user: 'reader', role: 'late' };
      expect(await app.act(api.plans.planUserGrantRole(of))).toMatchObject({ outcome: 'done', failure: null });
      expect(await app.act(api.plans.planUserRevokeRole(of))).toMatchObject({ outcome: 'done', failure: null });
    } finally {
      client.close();
      await app.close();
      await cluster.close();
    }
  });

  it('are let in without a password by a certificate of their name', async () => {
    const cluster = await startCluster({ tls: 'mutual', auth: true });
    const app = await openActingApp(cluster);
    try {
      const { api, connection } = app;
      // The name in the certificate of the tests.
      const user = 'etcdeck-test';
      const named = () => openApp(cluster.draft({ user: null, name: 'named' }));
      const added = await anyPlanned(api.plans.planUserAdd({ connection, user, password: null }));
      expect(added.etcdctl.at(-1)).toMatch(/ user add --no-password etcdeck-test$/);
      expect(await app.execute(added)).toMatchObject({ outcome: 'done' });
      await app.act(api.plans.planUserGrantRole({ connection, user, role: 'root' }));
      const first = await named();
      expect(await first.api.access.list({ connection: first.connection })).toMatchObject({ isAuthOn: true });
      const planned = await anyPlanned(first.api.plans.planUserDelete({ connection: first.connection, user }));
      expect(planned.consequences).toContain('TakesOwnAccess');
      await first.close();
      await app.act(api.plans.planAuthDisable({ connection }));
      const second = await named();
      expect(await second.api.access.list({ connection: second.connection })).toMatchObject({ isAuthOn: false });
      await second.close();
    } finally {
      await app.close();
      await cluster.close();
    }
  });
});
