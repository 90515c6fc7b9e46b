import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { playwrightCounts } from './reports.mjs';

const test = (status: string, ...durations: readonly number[]) => ({
  status,
  annotations: status === 'skipped' ? [{ type: 'skip', description: 'there is no sshd' }] : [],
  results: durations.map((duration) => ({ duration })),
});

it('what Playwright reports is counted, with the seconds of each file, repeated tries too', () => {
  const folder = mkdtempSync(join(tmpdir(), 'etcdeck-report-'));
  try {
    const file = join(folder, 'report.json');
    const nested = { title: 'kubeadm', specs: [{ title: 'is read', tests: [test('skipped')] }] };
    const keys = { title: 'a folder opens', tests: [test('expected', 1_500), test('flaky', 2_000, 500)] };
    const suites = [
      { title: 'keys.spec.ts', specs: [keys] },
      { title: 'ssh.spec.ts', specs: [], suites: [nested] },
    ];
    const stats = { expected: 1, unexpected: 0, flaky: 1, skipped: 1 };
    writeFileSync(file, JSON.stringify({ suites, errors: [], stats }));
    expect(playwrightCounts(file)).toEqual({
      passed: 2,
      failed: 0,
      skipped: 1,
      notRun: ['is read: there is no sshd'],
      files: [
        { file: 'keys.spec.ts', seconds: 4 },
        { file: 'ssh.spec.ts', seconds: 0 },
      ],
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

it('what Playwright left out for one reason is counted, where that is more than a few tests', () => {
  const folder = mkdtempSync(join(tmpdir(), 'etcdeck-report-'));
  try {
    const file = join(folder, 'report.json');
    const left = (why: string | undefined, title: string) => ({
      title,
      tests: [
        { ...test('skipped'), annotations: [{ type: 'skip', ...(why === undefined ? {} : { description: why }) }] },
      ],
    });
    const one = { title: 'a.spec.ts', specs: ['a', 'b', 'c'].map((title) => left('in the browser alone', title)) };
    const other = {
      title: 'b.spec.ts',
      specs: [left('in the browser alone', 'd'), left('no sshd', 'e'), left(undefined, 'f')],
    };
    const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 6 };
    writeFileSync(file, JSON.stringify({ stats, suites: [one, other], errors: [] }));
    expect(playwrightCounts(file).notRun).toEqual(['4 tests: in the browser alone', 'e: no sshd', 'f']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
