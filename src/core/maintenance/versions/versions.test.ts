import { describe, expect, it } from 'vitest';
import { readMetrics } from '../../metrics/prometheus-text.ts';
import { downgradeState } from './downgrade-state.ts';
import { gatesIn } from './member-versions.ts';

describe('a downgrade', () => {
  it('goes back by one minor version from 3.6 on', () => {
    expect(downgradeState('3.7.0', null)).toEqual({ kind: 'possible', to: '3.6' });
    expect(downgradeState('3.6.0', null)).toEqual({ kind: 'possible', to: '3.5' });
  });

  it('is not offered before, and says why', () => {
    for (const version of ['3.4.0', '3.5.0', '2.3.8', '4.0.0', 'main', null]) {
      expect(downgradeState(version, null)).toMatchObject({ kind: 'notOffered', reason: expect.stringMatching(/\.$/) });
    }
  });

  it('is under way where a member says so', () => {
    expect(downgradeState('3.6.0', '3.6.0')).toEqual({ kind: 'underWay', to: '3.6' });
  });
});

it('reads feature gates as 3.6 and 3.7 print them, and nothing else', () => {
  const metrics = [
    '# HELP etcd_server_feature_enabled Whether or not a feature is enabled. 1 is enabled, 0 is not.',
    '# TYPE etcd_server_feature_enabled gauge',
    'etcd_server_feature_enabled{name="InitialCorruptCheck",stage="ALPHA"} 0',
    'etcd_server_feature_enabled{name="AllAlpha",stage=""} 1',
    'etcd_server_feature_enabled{name="CompactHashCheck"} 1',
    'etcd_server_feature_enabled{',
    'etcd_server_feature_enabled{name="\u001b[2J",stage="ALPHA"} 1',
    `etcd_server_feature_enabled{name="${'x'.repeat(65)}",stage="ALPHA"} 1`,
    'etcd_server_feature_enabled_total{name="x",stage="y"} 1',
  ].join('\n');
  expect(gatesIn(readMetrics(new TextEncoder().encode(metrics), 0))).toEqual([
    { name: 'AllAlpha', stage: 'GA', isEnabled: true },
    { name: 'InitialCorruptCheck', stage: 'ALPHA', isEnabled: false },
  ]);
});
