import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { stopProcess } from './stop-process.ts';

it.runIf(process.platform === 'linux')(
  'has stopped a process once it returns, however many threads it has',
  async () => {
    const busy = "new (require('node:worker_threads').Worker)('for (;;);', { eval: true }); console.log('up');";
    const child = spawn(process.execPath, ['-e', busy], { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      await once(child.stdout, 'data');
      stopProcess(child.pid ?? -1);
      expect(readFileSync(`/proc/${child.pid}/stat`, 'utf8')).toMatch(/\) T /);
    } finally {
      child.kill('SIGKILL');
    }
  },
);
