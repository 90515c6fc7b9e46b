import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectionStep } from '../../../contract/connections/diagnosis.ts';
import { makeAuthority } from '../../../testing/certificates.ts';
import { type DiagnosisWorld, draftOf, startDiagnosisWorld } from '../../../testing/diagnosis-world.ts';
import { refusedPort, startTlsServer } from '../../../testing/odd-servers.ts';
import { testPorts } from '../../../testing/ports.ts';
import { startBlackHole } from '../../../testing/proxy.ts';
import { startCluster } from '../../../testing/test-cluster.ts';
import { createConnections } from '../create-connections.ts';

let world: DiagnosisWorld;
beforeAll(async () => {
  world = await startDiagnosisWorld();
});
afterAll(() => world?.close());

describe('a connection that works', () => {
  it('walks every step over TLS with a client certificate', async () => {
    const steps = await world.walk(world.mutual.draft());
    expect(steps.map(({ step, state }) => `${step} ${state}`)).toEqual([
      'files ok',
      'resolve ok',
      'tcp ok',
      'tls ok',
      'auth ok',
      'cluster ok',
    ]);
    const details = new Map(steps.map(({ step, detail }) => [step, detail]));
    expect(details.get('files')).toMatch(
      /^CA etcdeck test CA · client certificate of etcdeck-test, ends .+, in 36\d days$/,
    );
    expect(details.get('tls')).toMatch(/^TLSv1\.[23] · certificate of etcd · ends \d{4}-\d\d-\d\d, in 36\d days$/);
    expect(details.get('cluster')).toMatch(/^etcd 3\.\S+ · cluster [0-9a-f]+ · 1 member$/);
    expect(steps.every(({ durationMs, failure }) => durationMs !== null && failure === null)).toBe(true);
  });

  it('tells each step when it begins and when it ends', async () => {
    const states = (await world.everything(world.plain.draft())).map(({ step, state }) => `${step} ${state}`);
    expect(states.slice(0, 4)).toEqual(['files running', 'files skipped', 'resolve running', 'resolve ok']);
    expect(states.at(-1)).toBe('cluster ok');
  });

  it('says that plain http encrypts nothing, the password included', async () => {
    const steps = await world.walk(world.withAuth.draft(), { password: 'rootpw' });
    expect(steps.find(({ step }) => step === 'tls')).toMatchObject({
      state: 'skipped',
      detail: 'plain http: nothing is encrypted',
    });
    expect(steps.find(({ step }) => step === 'auth')?.detail).toBe(
      'let in as root · WARNING: the password is sent unencrypted',
    );
  });

  it('lets in a user who may ask for little', async () => {
    const steps = await world.walk(world.withAuth.draft({ user: 'reader' }), { password: 'readerpw' });
    expect(steps.at(-1)).toMatchObject({ step: 'cluster', state: 'ok' });
    // Late releases of 3.5 give status to root only.
    expect(steps.at(-1)?.detail).toMatch(/^etcd (3\.|\(the user may not ask for its version\))/);
  });

  it('resolves a name, and passes an address that nobody listens on', async () => {
    const named = world.mutual.endpoints.map((endpoint) => endpoint.replace('127.0.0.1', 'localhost'));
    const steps = await world.walk(world.mutual.draft({ endpoints: named }));
    expect(steps.at(-1)?.state).toBe('ok');
    expect(steps.find(({ step }) => step === 'resolve')?.detail).toContain('127.0.0.1');
  });

  it('does not verify where it is told not to, and warns', async () => {
    const other = await makeAuthority('other CA');
    const draft = world.mutual.draft();
    const caFile = await world.write('unverified-ca.crt', other.certPem);
    const steps = await world.walk({ ...draft, tls: { ...draft.tls, caFile, skipVerify: true } });
    expect(steps.at(-1)).toMatchObject({ step: 'cluster', state: 'ok' });
    expect(steps.find(({ step }) => step === 'files')?.detail).toContain('WARNING: the servers are not verified');
    expect(steps.find(({ step }) => step === 'tls')?.detail).toContain('WARNING: not verified: ');
  });

  it('expects another name where it is told to', async () => {
    const certificate = await world.authority.issue({
      commonName: 'elsewhere',
      names: ['etcd.example.org'],
      usage: 'server',
    });
    const server = await world.started(startTlsServer(certificate));
    const draft = world.mutual.draft({ endpoints: [`https://127.0.0.1:${server.port}`] });
    const steps = await world.walk({ ...draft, tls: { ...draft.tls, serverName: 'etcd.example.org' } });
    expect(steps.find(({ step }) => step === 'tls')?.state).toBe('ok');
  });
});

describe('several endpoints', () => {
  it('walks each to its own end', async () => {
    const refused = `http://127.0.0.1:${await refusedPort()}`;
    const steps = await world.walk(draftOf(refused, ...world.plain.endpoints));
    expect(ends(steps)).toEqual({ [refused]: 'tcp ConnectionRefused', [world.plain.endpoints[0] ?? '']: 'cluster ok' });
  });

  it('says which is of another cluster than the first', async () => {
    const other = await startCluster();
    world.closeLater(other);
    const [first = '', second = ''] = [...world.plain.endpoints, ...other.endpoints];
    expect(ends(await world.walk(draftOf(first, second)))).toEqual({
      [first]: 'cluster ok',
      [second]: 'cluster ClusterIDMismatch',
    });
    expect(ends(await world.walk(draftOf(second, first)))).toEqual({
      [second]: 'cluster ok',
      [first]: 'cluster ClusterIDMismatch',
    });
  });
});

describe('stopping', () => {
  it('ends at once when its signal says so', async () => {
    const hole = await startBlackHole();
    world.closeLater(hole);
    const stop = new AbortController();
    const { api } = createConnections(testPorts(world.folder));
    const startedAt = performance.now();
    const seen: ConnectionStep[] = [];
    const walking = (async () => {
      for await (const step of api.test({ draft: draftOf(hole.endpoint), secrets: {} }, { signal: stop.signal })) {
        seen.push(step);
        if (step.step === 'tls') stop.abort();
      }
    })();
    await expect(walking).rejects.toMatchObject({ code: 'Cancelled' });
    // Well before the step's own time is up.
    expect(performance.now() - startedAt).toBeLessThan(4_000);
    expect(seen.at(-1)).toMatchObject({ step: 'tls', state: 'running' });
  });
});

function ends(steps: readonly ConnectionStep[]): Record<string, string> {
  return Object.fromEntries(
    steps.flatMap(({ endpoint, step, state, failure }) =>
      endpoint === null ? [] : [[endpoint, `${step} ${failure?.code ?? state}`]],
    ),
  );
}
