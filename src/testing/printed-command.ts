import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { chosenEtcd } from './etcd-binaries.ts';
import { orphanGuard } from './orphan-guard.ts';

/** A process that was started with a command as it is printed. */
export interface PrintedProcess {
  /** Resolves when the member serves; rejects with its last lines when it ends before. */
  readonly ready: Promise<void>;
  /** Kills it and waits until it is gone. */
  kill(): Promise<void>;
}

/** Runs a command with `sh -c`, with `etcd` on PATH and no more of etcd's variables than those given. */
export function runPrinted(command: string, variables: Readonly<Record<string, string>> = {}): PrintedProcess {
  const own = Object.entries(process.env).filter(([name]) => !/^ETCD(CTL)?_/.test(name));
  const PATH = `${dirname(chosenEtcd().etcd)}:${process.env.PATH}`;
  const child = spawn('sh', ['-c', command], {
    env: { ...Object.fromEntries(own), PATH, ...variables },
    stdio: ['ignore', 'ignore', 'pipe'],
    // A group of its own: the shell may run etcd as its child.
    detached: true,
  });
  const group = -(child.pid ?? 0);
  if (group === 0) throw new Error('there is no sh');
  orphanGuard.process(group);
  const lines: string[] = [];
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  void exited.then(() => orphanGuard.processGone(group));
  const ready = new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      lines.push(line);
      if (lines.length > 20) lines.shift();
      if (line.includes('ready to serve client requests')) resolve();
    });
    void exited.then(() => reject(new Error(`the command ended: ${lines.join('\n')}`)));
  });
  ready.catch(() => undefined);
  return {
    ready,
    async kill() {
      if (child.exitCode === null && child.signalCode === null) process.kill(group, 'SIGKILL');
      await exited;
    },
  };
}
