import { type ChildProcess, spawn } from 'node:child_process';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EtcdeckError } from '../../contract/failure.ts';
import { Queue } from '../streams/queue.ts';

/** What a tool prints is a few lines, and a build a few hundred; a stranger's program may print for ever. */
const mostLines = 2_000;
const longestLine = 4_096;

/** A run of a program. */
export interface ProgramRequest {
  readonly file: string;
  readonly args: readonly string[];
  readonly signal: AbortSignal;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** The call that it is for. */
  readonly operation: string;
  /** The failure of one that ends with a fault, from its last words. */
  readonly failed: (message: string, exitCode: number | null) => EtcdeckError;
  /** Asked to end, rather than killed: a package manager that is killed leaves its database locked. */
  readonly stopsGently?: boolean;
  /** Called synchronously with the process started. */
  readonly onDidSpawn?: (pid: number) => void;
}

/**
 * Runs a program without a shell and yields the lines it prints, the first 2,000. When the signal is aborted, or the stream
 * is left, its process group is killed and gone before the stream ends. Fails as `failed` says, and with `DiskFull`,
 * `ToolMissing` and `Cancelled`.
 */
export async function* runProgram(request: ProgramRequest): AsyncGenerator<string, void> {
  const { file, args, signal, env, cwd, operation, onDidSpawn } = request;
  const cancelled = (): EtcdeckError =>
    new EtcdeckError({ code: 'Cancelled', message: `${basename(file)} was stopped`, operation });
  if (signal.aborted) throw cancelled();
  const child = spawn(file, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
    ...(cwd === undefined ? {} : { cwd }),
    // A group of its own, so that what it may start ends with it. Windows has no groups, and opens a console instead.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  if (child.pid !== undefined) onDidSpawn?.(child.pid);
  const lines = new Queue<string>();
  const last = new LastWords();
  let printed = 0;
  const take = (line: string): void => {
    last.take(line);
    printed += 1;
    if (printed <= mostLines) lines.put(line);
  };
  splitLines(child.stdout, take);
  splitLines(child.stderr, take);
  const exit = exitOf(child);
  let isOver = false;
  let isKilled = false;
  void exit.then(() => {
    isOver = true;
    lines.close();
  });
  const stop = (): void => {
    if (isOver) return;
    isKilled = true;
    end(child, request.stopsGently === true ? 'SIGTERM' : 'SIGKILL');
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    yield* lines;
    const { code, error } = await exit;
    if (signal.aborted) throw cancelled();
    if (error !== null) {
      const message = `${file} cannot be run: ${error.message}`;
      throw new EtcdeckError({ code: 'ToolMissing', message, operation });
    }
    if (code !== 0) throw failureOf(last.words, code, request);
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
    await exit;
    if (isKilled) await groupGone(child);
  }
}

interface Exit {
  readonly code: number | null;
  readonly error: Error | null;
}

function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, error: null }));
    child.once('error', (error) => {
      if (child.pid === undefined) resolve({ code: null, error });
    });
  });
}

/** Ends a program's group, also where the program itself has ended and what it started holds its output. */
function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  // What has left the group cannot hold the output open either.
  child.stdout?.destroy();
  child.stderr?.destroy();
  if (process.platform === 'win32') {
    child.kill();
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // All of it has ended, and nobody has heard of it yet.
  }
}

const goneWithinMs = 2_000;

/** A killed process is there until the system has taken it down, and as a zombie where nobody waits for it. */
async function groupGone({ pid }: ChildProcess): Promise<void> {
  if (pid === undefined || process.platform === 'win32') return;
  for (const until = Date.now() + goneWithinMs; Date.now() < until; await delay(5)) {
    try {
      process.kill(-pid, 0);
    } catch {
      return;
    }
  }
}

/** Calls `take` with every line, cut where a line is too long. */
function splitLines(stream: NodeJS.ReadableStream | null, take: (line: string) => void): void {
  let rest = '';
  stream?.setEncoding('utf8');
  stream?.on('data', (part: string) => {
    const lines = (rest + part).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) take(line.slice(0, longestLine));
    if (rest.length <= longestLine) return;
    take(rest.slice(0, longestLine));
    rest = '';
  });
  stream?.on('end', () => {
    if (rest !== '') take(rest);
  });
}

/** What a tool says last: its error, or else its last line. */
class LastWords {
  #error: string | null = null;
  #line = '';

  take(line: string): void {
    if (line.trim() !== '') this.#line = line;
    const error = /^Error: (.{1,4000})$/.exec(line)?.[1];
    if (error !== undefined) this.#error = error;
  }

  get words(): string {
    return this.#error ?? this.#line;
  }
}

/** Whether a program says that its disk is full, on Linux and macOS, or on Windows. */
export const isDiskFull = (words: string): boolean =>
  /no space left on device|not enough space on the disk/i.test(words);

function failureOf(
  words: string,
  exitCode: number | null,
  { operation, failed }: Pick<ProgramRequest, 'operation' | 'failed'>,
): EtcdeckError {
  const message = words === '' ? `it ended with ${exitCode ?? 'a signal'} and said nothing` : words;
  return isDiskFull(message) ? new EtcdeckError({ code: 'DiskFull', message, operation }) : failed(message, exitCode);
}
