import { expect, it } from 'vitest';
import type { MemberId } from '../../contract/ids.ts';
import { downgradeFindings, type Upgraded, upgradeFindings } from './upgrade.ts';

const aMember = (version: string | null, changes: Partial<Upgraded['members'][number]> = {}) => ({
  ...{ version, healthy: true, isLearner: false },
  ...changes,
});

function reasons(members: Upgraded['members'], flags: Readonly<Record<string, string>> = {}): readonly string[] {
  const commandLines = new Map([['1' as MemberId, new Map(Object.entries(flags))]]); // made up
  return upgradeFindings({ members, commandLines }, '3.7').map(
    ({ code, severity, detail }) => `${code} ${severity} ${detail.to} ${detail.reason}`,
  );
}

it.each([
  [['3.4.23'], []],
  [['3.5.25'], ['3.6 zombieMembers', '3.6 v2Store']],
  [['3.5.26'], ['3.6 v2Store']],
  [
    ['3.5.32', '3.5.25'],
    ['3.6 zombieMembers', '3.6 v2Store'],
  ],
  [['3.5.32'], []],
  [['3.6.10'], ['3.7 patchTooOld']],
  [['3.6.11'], []],
  [['3.7.1'], []],
  [['3.8.0'], []],
  [['3.5.33', '3.6.14'], ['3.6 mixedVersions']],
  [['3.6.14', '3.7.1'], ['3.7 mixedVersions']],
  [['3.5.33', '3.7.1'], ['3.6 skipsMinor']],
  [['3.7.1', '3.8.0'], ['3.8 mixedVersions']],
  [['nonsense'], []],
])('says of %j what stands against an upgrade', (versions, expected) => {
  expect(reasons(versions.map((version) => aMember(version)))).toEqual(
    expected.map((one) => `UpgradeNotReady info ${one}`),
  );
});

it('says that a member is not healthy, that one is unknown, and that one is a learner', () => {
  const good = aMember('3.6.14');
  expect(reasons([good, aMember('3.6.14', { healthy: false })])).toEqual(['UpgradeNotReady info 3.7 unhealthy']);
  expect(reasons([good, aMember(null, { healthy: null })])).toEqual(['UpgradeNotReady info 3.7 unhealthy']);
  expect(reasons([good, aMember('3.6.14', { isLearner: true })])).toEqual(['UpgradeNotReady info 3.7 learner']);
  // There is nothing to upgrade to.
  expect(reasons([aMember('3.7.1', { healthy: false })])).toEqual([]);
  expect(reasons([aMember(null, { healthy: false })])).toEqual([]);
});

it('says which flags of the command lines are no more', () => {
  const flags = { 'experimental-corrupt-check-time': '5m', name: 'a' };
  expect(reasons([aMember('3.5.33')], flags)).toEqual([]);
  expect(reasons([aMember('3.6.14')], flags)).toEqual(['UpgradeNotReady info 3.7 removedFlags']);
  expect(reasons([aMember('3.5.33')], { 'enable-v2': 'true' })).toEqual(['UpgradeNotReady info 3.6 removedFlags']);
});

it('says that a downgrade is under way', () => {
  expect(downgradeFindings({ kind: 'underWay', to: '3.6' })).toMatchObject([
    { code: 'DowngradeUnderWay', severity: 'info', detail: { to: '3.6' } },
  ]);
  expect(downgradeFindings({ kind: 'possible', to: '3.6' })).toEqual([]);
});
