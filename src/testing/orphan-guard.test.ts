import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { bundleForNode } from './bundle.ts';

async function killed(host: ChildProcess): Promise<void> {
  host.kill('SIGKILL');
  await once(host, 'close');
}

it('kills and removes what a crashed test process leaves', async () => {
  const script = await bundleForNode(resolve(import.meta.dirname, 'orphan-guard-host.ts'));
  const folder = mkdtempSync(join(tmpdir(), 'etcdeck-guard-'));
  const host = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  // The orphan holds the same stdout, so its end is the end of ours.
  const [line] = await once(createInterface({ input: host.stdout }), 'line');
  expect(line).toBe('ready');
  await killed(host);
  await expect
    .poll(() =>
      access(folder).then(
        () => 'there',
        () => 'removed',
      ),
    )
    .toBe('removed');
});
