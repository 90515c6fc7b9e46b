import { expect, it } from 'vitest';
import type { ConnectionId } from '../../contract/ids.ts';
import { aCluster, aMember, aSilentMember } from '../../renderer/testing/cluster-builders.ts';
import { resourcesFolder } from '../assets/assets.ts';
import { enforcementDefects } from './enforcement-defects.ts';

const [watch, put, nested, calls] = ['GHSA-xg4h-6gfc-h4m8', 'CVE-2026-44283', 'CVE-2026-33343', 'CVE-2026-33413'];
const revoked = 'GHSA-3wh4-j44w-pg92';

/** Asks with members of these versions; `null`: one that is down. */
async function defectsOf(...versions: readonly (string | null)[]) {
  const members = versions.map((version, at) =>
    version === null ? aSilentMember() : aMember({ version, name: `m${at + 1}` }),
  );
  // Core assigns ids; here the test stands in for core.
  const connection = 'c0ffee' as ConnectionId;
  return await enforcementDefects({ status: async () => aCluster(members) }, resourcesFolder(), connection, undefined);
}

it.each([
  ['3.4.41', [watch, put, nested, calls]],
  ['3.4.43', [watch, put]],
  ['3.5.27', [watch, revoked, put, nested, calls]],
  ['3.5.29', [watch, revoked, put]],
  ['3.5.31', [watch, revoked]],
  ['3.5.32', [watch]],
  ['3.5.33', []],
  ['3.6.8', [watch, revoked, put, nested, calls]],
  ['3.6.10', [watch, revoked, put]],
  ['3.6.13', [watch]],
  ['3.6.14', []],
  ['3.7.0', [watch]],
  ['3.7.1', []],
])('members of %s enforce roles but for %j', async (version, ids) => {
  const found = await defectsOf(version);
  expect(found.map(({ id }) => id).filter((id) => id !== 'etcd#15815')).toEqual(ids);
});

it('names the members that have a defect, and nothing of those that tell no version', async () => {
  expect(await defectsOf('3.5.33', '3.5.32', null)).toMatchObject([{ id: watch, members: ['m2'] }]);
});

it('names the members of 3.4 beside later ones, on which passwords were empty', async () => {
  const found = await defectsOf('3.5.33', '3.4.45');
  expect(found.find(({ id }) => id === 'etcd#11943')?.members).toEqual(['m2']);
});
