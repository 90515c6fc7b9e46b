import { describe, expect, it } from 'vitest';
import { summarise } from './summary.mjs';

const counts = { passed: 0, failed: 0, skipped: 0, notRun: [], files: [] };

describe('the summary', () => {
  it('has a row for each check, says what did not run and why, and ends with the count', () => {
    const lines = summarise([
      { name: 'unit', result: 'passed', counts: { ...counts, passed: 40 }, problems: [], seconds: 3.25 },
      {
        name: 'integration (etcd 3.4.23)',
        result: 'failed',
        counts: {
          ...counts,
          passed: 10,
          failed: 1,
          skipped: 1,
          notRun: ['a snapshot says its version: needs etcd 3.5'],
        },
        problems: ['it left running, and we ended: etcd (7)'],
        seconds: 20,
      },
      {
        name: 'e2e electron',
        result: 'not run',
        counts: { ...counts, notRun: ['there is no Xvfb here'] },
        problems: [],
        seconds: 0,
      },
    ]);
    expect(lines).toEqual([
      'check                      result   passed  failed  skipped    time',
      'unit                       passed       40       0        0   3.3 s',
      'integration (etcd 3.4.23)  failed       10       1        1  20.0 s',
      'e2e electron               not run       -       -        -       -',
      '',
      'What went wrong beside the tests:',
      '  integration (etcd 3.4.23): it left running, and we ended: etcd (7)',
      '',
      'What did not run, and why:',
      '  integration (etcd 3.4.23): a snapshot says its version: needs etcd 3.5',
      '  e2e electron: there is no Xvfb here',
      '',
      '50 passed, 1 failed, 1 skipped',
    ]);
  });

  it('says that everything ran only when it did', () => {
    const lines = summarise([
      { name: 'unit', result: 'passed', counts: { ...counts, passed: 1 }, problems: [], seconds: 1 },
    ]);
    expect(lines.slice(-3)).toEqual(['Everything ran.', '', '1 passed, 0 failed, 0 skipped']);
  });

  it('names the ten files that took longest, of whatever check', () => {
    const files = (from: number) =>
      Array.from({ length: 6 }, (_, n) => ({ file: `${from + n}.test.ts`, seconds: from + 2 * n }));
    const row = { result: 'passed', problems: [], seconds: 1 } as const;
    const lines = summarise([
      { ...row, name: 'unit', counts: { ...counts, files: files(0) } },
      { ...row, name: 'e2e web', counts: { ...counts, files: files(1) } },
    ]);
    const from = lines.indexOf('The slowest files:');
    expect(lines.slice(from, from + 12)).toEqual([
      'The slowest files:',
      '  11.0 s  6.test.ts (e2e web)',
      '  10.0 s  5.test.ts (unit)',
      '   9.0 s  5.test.ts (e2e web)',
      '   8.0 s  4.test.ts (unit)',
      '   7.0 s  4.test.ts (e2e web)',
      '   6.0 s  3.test.ts (unit)',
      '   5.0 s  3.test.ts (e2e web)',
      '   4.0 s  2.test.ts (unit)',
      '   3.0 s  2.test.ts (e2e web)',
      '   2.0 s  1.test.ts (unit)',
      '',
    ]);
  });
});
