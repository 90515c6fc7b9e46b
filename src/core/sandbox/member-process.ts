import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** How to run one member. A restart with the same plan continues with its data. */
export interface MemberPlan {
  readonly name: string;
  readonly binary: string;
  /** The member's client URL and peer URL. */
  readonly endpoint: string;
  readonly peerUrl: string;
  readonly args: readonly string[];
  /** Variables beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A member that runs as a child of this process. */
export interface MemberProcess {
  readonly plan: MemberPlan;
  readonly pid: number;
  /** Resolves when it serves clients, which needs a quorum of its cluster; rejects when it exits before. */
  readonly ready: Promise<void>;
  /** Resolves when the process has ended, for any reason. Never rejects. */
  readonly exited: Promise<void>;
  /** Its last log lines, for a failure's message. */
  lastWords(): string;
  /** Kills it at once. Its data is as after a power cut, which etcd survives. */
  kill(): Promise<void>;
}

// The message of every version from 3.4 to 3.7, and the last one before a member serves.
const readyWords = 'ready to serve client requests';
const keptLines = 40;

/**
 * Starts a member and returns at once. Throws when the binary cannot be run. The child gets no `ETCD_*` variable of
 * this process: they would overrule no flag, but confuse.
 */
export function startMember(plan: MemberPlan): MemberProcess {
  const child = spawn(plan.binary, plan.args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...withoutEtcdVariables(), ...plan.env },
  });
  const lines: string[] = [];
  const exited = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', (error) => {
      lines.push(error.message);
      if (child.pid === undefined) resolve();
    });
  });
  const lastWords = (): string => lastWordsOf(lines);
  const ready = new Promise<void>((resolve, reject) => {
    if (child.stderr !== null) {
      createInterface({ input: child.stderr }).on('line', (line) => {
        lines.push(line);
        if (lines.length > keptLines) lines.shift();
        if (line.includes(readyWords)) resolve();
      });
    }
    void exited.then(() => reject(new Error(`member ${plan.name} stopped: ${lastWords()}`)));
  });
  // Waiting callers still get the rejection; an unawaited member may exit without an uncaught rejection.
  ready.catch(() => undefined);
  return {
    plan,
    // An absent pid means that the binary could not be run; `ready` then rejects with the reason.
    pid: child.pid ?? -1,
    ready,
    exited,
    lastWords,
    async kill() {
      if (isRunning(child)) child.kill('SIGKILL');
      await exited;
    },
  };
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

function withoutEtcdVariables(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('ETCD_')));
}

/** The last complaints of a log, or its last lines where it has none. */
function lastWordsOf(lines: readonly string[]): string {
  const said = lines.map(readLine).filter((line) => line.text !== '');
  const complaints = said.filter((line) => line.isComplaint);
  const words = (complaints.length > 0 ? complaints : said).slice(-3).map((line) => line.text);
  return words.length > 0 ? words.join('; ') : 'it said nothing';
}

function readLine(line: string): { readonly text: string; readonly isComplaint: boolean } {
  if (line.startsWith('{')) {
    try {
      const { level, msg, error } = JSON.parse(line);
      const isComplaint = level === 'error' || level === 'fatal' || level === 'panic';
      return { text: typeof error === 'string' ? `${msg}: ${error}` : String(msg), isComplaint };
    } catch {
      return { text: line, isComplaint: false };
    }
  }
  // The default of 3.4: `2026-11-20 10:00:00.000000 C | etcdmain: …`, C for critical and E for error.
  const old = /^\S+ \S+ ([A-Z]) \| (.*)$/.exec(line);
  return { text: old?.[2] ?? line, isComplaint: old?.[1] === 'C' || old?.[1] === 'E' };
}
