import { describe, expect, it } from 'vitest';
import type { DoctorApi } from '../../contract/doctor.ts';
import { review } from './review.ts';

type To = Parameters<DoctorApi['review']>[0]['to'];

function told(text: string, to: To = '3.7'): readonly string[] {
  return review(text, to).findings.map(
    ({ severity, detail }) => `${detail.line} ${detail.flag} ${detail.effect} ${severity} -> ${detail.instead}`,
  );
}

const manifest = `apiVersion: v1
kind: Pod
metadata:
  name: etcd
spec:
  containers:
  - command:
    - etcd
    - --advertise-client-urls=https://10.0.0.1:2379
    - --experimental-initial-corrupt-check=true
    - --experimental-watch-progress-notify-interval=5s
    - --snapshot-count=10000
    env:
    - name: ETCD_ENABLE_V2
      value: "true"
`;

describe('a static pod', () => {
  it('names the flags that 3.7 refuses, with their lines', () => {
    expect(review(manifest, '3.7').kind).toBe('manifest');
    expect(told(manifest)).toEqual([
      '10 experimental-initial-corrupt-check refused warning -> feature-gates=InitialCorruptCheck=true',
      '11 experimental-watch-progress-notify-interval refused warning -> watch-progress-notify-interval',
      '14 enable-v2 ignored info -> ',
    ]);
  });

  it('names none for 3.6, where they still work', () => {
    expect(told(manifest, '3.6')).toEqual(['14 enable-v2 ignored info -> ']);
  });
});

it('reads a unit', () => {
  const unit = `[Service]
Environment=ETCD_EXPERIMENTAL_CORRUPT_CHECK_TIME=5m
ExecStart=/usr/bin/etcd --data-dir /var/lib/etcd \\
  --proxy off \\
  --experimental-compaction-batch-limit 1000
`;
  expect(review(unit, '3.7').kind).toBe('unit');
  expect(told(unit)).toEqual([
    '2 experimental-corrupt-check-time ignored info -> corrupt-check-time',
    '4 proxy refused warning -> ',
    '5 experimental-compaction-batch-limit refused warning -> compaction-batch-limit',
  ]);
  expect(told(unit, '3.6')).toEqual(['4 proxy refused warning -> ']);
});

it('reads a configuration file, whose unknown keys etcd ignores', () => {
  const yaml = 'data-dir: /var/lib/etcd\nexperimental-snapshot-catch-up-entries: 500\nproxy: "off"\n';
  expect(review(yaml, '3.7').kind).toBe('yaml');
  expect(told(yaml)).toEqual([
    '2 experimental-snapshot-catch-up-entries ignored info -> snapshot-catchup-entries',
    '3 proxy ignored info -> ',
  ]);
});

it('reads flags, also those that alone say nothing of a server', () => {
  expect(review('--experimental-memory-mlock --auto-compaction-retention=1', '3.7').kind).toBe('flags');
  expect(told('--experimental-memory-mlock')).toEqual(['1 experimental-memory-mlock refused warning -> memory-mlock']);
  expect(told('etcd --data-dir=d --v2-deprecation=not-yet')).toEqual([
    '1 v2-deprecation=not-yet refused warning -> v2-deprecation=write-only',
  ]);
  expect(told('etcd --data-dir=d --v2-deprecation=write-only')).toEqual([]);
});

it('says a flag once that is given twice, and tells a longer name apart', () => {
  expect(told('etcd --data-dir=d\n--proxy-read-timeout=1\n--proxy=off --proxy=on')).toEqual([
    '2 proxy-read-timeout refused warning -> ',
    '3 proxy refused warning -> ',
  ]);
});

it('gives a feature gate the value of its flag', () => {
  expect(told('--experimental-txn-mode-write-with-shared-buffer=false --experimental-initial-corrupt-check')).toEqual([
    '1 experimental-txn-mode-write-with-shared-buffer refused warning -> feature-gates=TxnModeWriteWithSharedBuffer=false',
    '1 experimental-initial-corrupt-check refused warning -> feature-gates=InitialCorruptCheck=true',
  ]);
});

it('reads a text of the greatest size in a moment', () => {
  // Each is spelt so that no line holds it.
  const words = '--pro"xy"=1 '.repeat(20_000);
  const startedAt = performance.now();
  expect(told(words)).toEqual(['0 proxy refused warning -> ']);
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});

it('finds nothing in a configuration of today', () => {
  expect(told('etcd --data-dir=d --feature-gates=InitialCorruptCheck=true --max-snapshots=5')).toEqual([]);
});

it.each(['', 'hello', '{}', 'kind: Pod\nspec: {}', '[Service]\nExecStart=/bin/true', 'GET / HTTP/1.1', '--help'])(
  'fails for %j',
  (text) => {
    expect(() => review(text, '3.7')).toThrow(expect.objectContaining({ code: 'BadRequest' }));
  },
);
