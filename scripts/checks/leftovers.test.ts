import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { endLeftovers, markName } from './leftovers.mjs';

describe.skipIf(process.platform !== 'linux')('what a check left running', () => {
  it('is found in whatever group it hides, ended and named', async () => {
    const mark = randomUUID();
    const env = { ...process.env, [markName]: mark };
    const child = spawn('sleep', ['600'], { env, detached: true, stdio: 'ignore' });
    const exited = once(child, 'exit');
    await once(child, 'spawn');
    expect(await endLeftovers(mark, 0)).toEqual([`sleep 600 (${child.pid})`]);
    expect(await exited).toEqual([null, 'SIGKILL']);
    expect(await endLeftovers(mark, 0)).toEqual([]);
  });
});
