import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';
import { guardOf } from './group-guard.mjs';

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

/** Starts a shell script in a group of its own, under a parent that never reaps it. */
async function unreaped(script: string): Promise<number> {
  const parent = `
    const { spawn } = require('node:child_process');
    const { writeSync } = require('node:fs');
    const child = spawn('/bin/sh', ['-c', ${JSON.stringify(script)}], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
    child.stdout.once('data', () => {
      writeSync(1, child.pid + '\\n');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    });`;
  const host = spawn(process.execPath, ['-e', parent], { stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(host);
  const [pid] = await once(createInterface({ input: host.stdout }), 'line');
  return Number(pid);
}

/** Ends a guard's input, as the end of its parent does; returns its exit code. */
async function codeOf(guard: ReturnType<typeof guardOf>): Promise<number | null> {
  started.push(guard);
  guard.stdin.end();
  const [code] = await once(guard, 'exit');
  return code;
}

const stateOf = (pid: number): string | undefined => /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];

describe.skipIf(process.platform !== 'linux')('the guard of a group', () => {
  it('ends as soon as nothing of the group runs, reaped or not', async () => {
    const group = await unreaped('echo ready; exec sleep 600');
    expect(await codeOf(guardOf(group))).toBe(0);
    expect(stateOf(group)).toBe('Z');
  });

  it('waits for one whose leader has ended, and kills what does not end', async () => {
    const group = await unreaped(`sh -c 'trap "" TERM; echo ready; while :; do sleep 1; done' & wait`);
    expect(await codeOf(guardOf(group, 300))).toBe(1);
  });
});
