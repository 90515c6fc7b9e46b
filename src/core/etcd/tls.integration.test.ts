import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAuthority } from '../../testing/certificates.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { EtcdClient } from './client.ts';
import { range } from './kv.ts';
import type { TlsMaterial } from './secure-context.ts';

let cluster: TestCluster;
let plain: TestCluster;

beforeAll(async () => {
  [cluster, plain] = await Promise.all([startCluster({ tls: 'mutual' }), startCluster()]);
});

afterAll(() => Promise.all([cluster?.close(), plain?.close()]));

/** Returns the result of one read over this TLS: the answer's endpoint, or the failure. */
async function ask(tls: Partial<TlsMaterial>, endpoint = cluster.endpoints[0] ?? ''): Promise<unknown> {
  const given = cluster.target().tls;
  const client = new EtcdClient({
    endpoints: [endpoint],
    tls: given === null ? null : { ...given, ...tls },
    user: null,
    password: null,
  });
  try {
    return (await range(client, { key: new TextEncoder().encode('key') })).endpoint;
  } catch (error) {
    return error;
  } finally {
    client.close();
  }
}

describe('the server', () => {
  it('is trusted by its CA and name, a name of its certificate given for it, or blindly', async () => {
    const endpoint = cluster.endpoints[0];
    expect(await ask({})).toBe(endpoint);
    expect(await ask({ serverName: 'localhost' })).toBe(endpoint);
    expect(await ask({ ca: null, skipVerify: true })).toBe(endpoint);
    expect(await ask({ serverName: 'elsewhere.example.org', skipVerify: true })).toBe(endpoint);
  });

  it('is not trusted by another CA, or by none', async () => {
    const stranger = await makeAuthority('a stranger');
    expect(await ask({ ca: stranger.certPem })).toMatchObject({ code: 'ServerCertificateUntrusted', retry: false });
    expect(await ask({ ca: null })).toMatchObject({ code: 'ServerCertificateUntrusted' });
  });

  it('is not trusted by another name', async () => {
    const failure = await ask({ serverName: 'elsewhere.example.org' });
    expect(failure).toMatchObject({
      code: 'ServerCertificateNameMismatch',
      message: expect.stringMatching(/elsewhere\.example\.org/),
    });
  });
});

describe('the client certificate', () => {
  const issue = async (overrides: object) => {
    const issued = await cluster.authority?.issue({ commonName: 'operator', usage: 'client', ...overrides });
    return { cert: issued?.certPem ?? null, key: issued?.keyPem ?? null };
  };

  it('is asked for', async () => {
    expect(await ask({ cert: null, key: null })).toMatchObject({ code: 'ClientCertificateRequired' });
  });

  it('must be of a CA that the server trusts', async () => {
    const stranger = await (await makeAuthority('a stranger')).issue({ commonName: 'operator', usage: 'client' });
    const failure = await ask({ cert: stranger.certPem, key: stranger.keyPem });
    // Members built with an older Go say "bad certificate" for every reason.
    expect(failure).toMatchObject({ code: expect.stringMatching(/^ClientCertificate(Untrusted|Refused)$/) });
  });

  it('must not have ended', async () => {
    const hour = 3_600_000;
    const ended = await issue({ notBefore: new Date(Date.now() - 2 * hour), notAfter: new Date(Date.now() - hour) });
    expect(await ask(ended)).toMatchObject({ code: expect.stringMatching(/^ClientCertificate(Expired|Refused)$/) });
  });

  it('must belong to its key', async () => {
    const [one, other] = [await issue({}), await issue({})];
    expect(await ask({ cert: one.cert, key: other.key })).toMatchObject({ code: 'KeyMismatch' });
  });
});

it('says what gRPC knows when the scheme is wrong', async () => {
  const swap = (endpoint: string | undefined, scheme: string) => endpoint?.replace(/^\w+/, scheme);
  expect(await ask({}, swap(plain.endpoints[0], 'https'))).toMatchObject({ code: 'ConnectionCut', retry: true });
  expect(await ask({}, swap(cluster.endpoints[0], 'http'))).toMatchObject({ code: 'Unavailable', retry: true });
});
