import { describe, expect, it } from 'vitest';
import type { ConnectionId } from '../../../contract/ids.ts';
import { aCluster, aMember, aSilentMember } from '../../../renderer/testing/cluster-builders.ts';
import { passwordObstacle } from './password-versions.ts';

// Core assigns ids; here the test stands in for core.
const id = 'c0ffee' as ConnectionId;
const { signal } = new AbortController();

/** Asks whether a password can be set with members of these versions; `null`: one that is down. */
async function isRefused(versions: readonly (string | null)[], cluster: string | null): Promise<boolean> {
  const members = versions.map((version) => (version === null ? aSilentMember() : aMember({ version })));
  const body = new TextEncoder().encode(JSON.stringify({ etcdserver: '3.5.30', etcdcluster: cluster ?? undefined }));
  const held = { id, get: async () => ({ status: 200, contentType: 'application/json', body }) };
  const refused = await passwordObstacle({ status: async () => aCluster(members) }, held, signal);
  if (refused !== null) expect(refused.code).toBe('NotCapable');
  return refused !== null;
}

describe('a password', () => {
  it.each([
    [['3.5.30', '3.4.23'], '3.4.0'],
    [['3.6.14', '3.4.23', null], '3.4.0'],
    [['3.5.30', null], '3.4.0'],
  ])('is set on no cluster with members of %s, version %s', async (versions, cluster) => {
    expect(await isRefused(versions, cluster)).toBe(true);
  });

  it.each([
    [['3.4.23', '3.4.23'], '3.4.0'],
    [['3.4.23', null], '3.4.0'],
    [['3.5.30', '3.6.14'], '3.5.0'],
    [['3.5.30', null], '3.5.0'],
    [['3.5.30', null], null],
  ])('is set on a cluster with members of %s, version %s', async (versions, cluster) => {
    expect(await isRefused(versions, cluster)).toBe(false);
  });
});
