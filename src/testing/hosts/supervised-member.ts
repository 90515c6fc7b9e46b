import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { delimiter, dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { chosenEtcd } from '../etcd-binaries.ts';
import { orphanGuard } from '../orphan-guard.ts';

/** The one member of a host: a real etcd, which the stand-in for the host's supervisor starts and stops. */
export class SupervisedMember {
  readonly #log: string;
  #pid: number | null;

  /** `pid`: the process that runs already; `null` where none does. */
  constructor(log: string, pid: number | null) {
    this.#log = log;
    this.#pid = pid;
  }

  isRunning(): boolean {
    return this.#pid !== null && isAlive(this.#pid);
  }

  /** Starts it as the words say, unless it runs. */
  async start(words: readonly string[], variables: Readonly<Record<string, string>> = {}): Promise<void> {
    if (this.isRunning()) return;
    const [program = '', ...args] = words;
    const own = Object.entries(process.env).filter(([name]) => !/^ETCD(CTL)?_/.test(name));
    const PATH = [dirname(chosenEtcd().etcd), process.env.PATH].join(delimiter);
    const log = await open(this.#log, 'a');
    try {
      const child = spawn(program, args, {
        env: { ...Object.fromEntries(own), PATH, ...variables },
        stdio: ['ignore', log.fd, log.fd],
      });
      const { pid } = child;
      await new Promise<void>((resolve, reject) => {
        child.once('spawn', resolve);
        child.once('error', reject);
      });
      if (pid === undefined) throw new Error(`${program} has no process`);
      orphanGuard.process(pid);
      child.once('exit', () => orphanGuard.processGone(pid));
      this.#pid = pid;
    } finally {
      await log.close();
    }
  }

  /** Asks it to end, and waits until it is gone. */
  async stop(): Promise<void> {
    if (this.#pid === null) return;
    if (isAlive(this.#pid)) process.kill(this.#pid, 'SIGTERM');
    while (isAlive(this.#pid)) await delay(20);
    this.#pid = null;
  }
}

/** A process that ended and was a child of this one is gone once this one has heard of it. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
