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

/** How a process has ended. */
export interface MemberExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A member that runs as a child of this process. */
export interface MemberProcess {
  readonly plan: MemberPlan;
  readonly pid: number;
  /** Resolves when it serves clients, which needs a quorum of its cluster; rejects when it exits before. */
  readonly ready: Promise<void>;
  /** Resolves when it answers its peers, which needs nobody; rejects when it exits before. */
  readonly answersPeers: Promise<void>;
  /** Resolves when the process has ended, for any reason. Never rejects. */
  readonly exited: Promise<MemberExit>;
  /** Its last log lines, for a failure's message. */
  lastWords(): string;
  /** Sends it a signal, unless it has ended. */
  signal(name: NodeJS.Signals): void;
  /** Kills it at once. Its data is as after a power cut, which etcd survives. */
  kill(): Promise<void>;
}

// The last messages before a member serves, of every version from 3.4 to 3.7; 3.4 with zap has the second one only.
const readyWords = ['ready to serve client requests', 'serving client traffic'];
const peerWords = 'serving peer traffic';
const keptLines = 40;

/**
 * Starts a member and returns at once. Throws when the binary cannot be run. The child gets no `ETCD_*` variable of
 * this process: they would overrule no flag, but confuse.
 */
export function startMember(plan: MemberPlan, onLine: (line: string) => void = () => undefined): MemberProcess {
  const child = spawn(plan.binary, plan.args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...withoutEtcdVariables(), ...plan.env },
  });
  const lines: string[] = [];
  const exited = new Promise<MemberExit>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
    child.once('error', (error) => {
      lines.push(error.message);
      if (child.pid === undefined) resolve({ code: null, signal: null });
    });
  });
  const lastWords = (): string => lastWordsOf(lines);
  const answersPeers = newMark();
  const ready = newMark();
  if (child.stderr !== null) {
    createInterface({ input: child.stderr }).on('line', (line) => {
      lines.push(line);
      if (lines.length > keptLines) lines.shift();
      if (line.includes(peerWords)) answersPeers.reach();
      if (readyWords.some((words) => line.includes(words))) ready.reach();
      onLine(line);
    });
  }
  void exited.then(() => {
    const error = new Error(`member ${plan.name} stopped: ${lastWords()}`);
    answersPeers.miss(error);
    ready.miss(error);
  });
  const signal = (name: NodeJS.Signals): void => {
    if (isRunning(child)) child.kill(name);
  };
  return {
    plan,
    // An absent pid means that the binary could not be run; `ready` then rejects with the reason.
    pid: child.pid ?? -1,
    ready: ready.reached,
    answersPeers: answersPeers.reached,
    exited,
    lastWords,
    signal,
    async kill() {
      signal('SIGKILL');
      await exited;
    },
  };
}

/** Something that a log tells at most once, or never. */
interface Mark {
  readonly reached: Promise<void>;
  reach(): void;
  miss(error: Error): void;
}

function newMark(): Mark {
  let reach = (): void => undefined;
  let miss: (error: Error) => void = () => undefined;
  const reached = new Promise<void>((resolve, reject) => {
    [reach, miss] = [resolve, reject];
  });
  // Waiting callers still get the rejection; an unawaited member may exit without an uncaught rejection.
  reached.catch(() => undefined);
  return { reached, reach, miss };
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
