import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { onPath } from '../checks/packages.mjs';
import { inProject } from '../project.mjs';

const unit = readFileSync(inProject('build', 'systemd', 'etcdeck.service'), 'utf8');

it('keeps links out of the journal, and asks for no rights', () => {
  expect(unit).toMatch(/^StandardOutput=null$/m);
  expect(unit).toMatch(/^CapabilityBoundingSet=$/m);
});

it.skipIf(onPath('systemd-analyze') === null)('is a unit that systemd takes, and finds little to say against', () => {
  const folder = mkdtempSync(join(tmpdir(), 'etcdeck-unit-'));
  try {
    const file = join(folder, 'etcdeck.service');
    // The program is not installed here.
    writeFileSync(file, unit.replace('/usr/bin/etcdeck', '/bin/true'));
    const verified = spawnSync('systemd-analyze', ['verify', '--man=no', file], { encoding: 'utf8' });
    expect({ status: verified.status, said: verified.stderr }).toEqual({ status: 0, said: '' });
    const judged = spawnSync('systemd-analyze', ['security', '--offline=yes', file], { encoding: 'utf8' });
    const [, exposure = ''] = /exposure level for etcdeck\.service: (\d+\.\d+)/.exec(judged.stdout) ?? [];
    expect(Number.parseFloat(exposure)).toBeLessThan(2);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
