import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { Writable } from 'node:stream';

/** What removes a sandbox as soon as its host has ended in any way, also by `kill -9`. */
export interface Guardian {
  /** Has it kill a process. */
  process(pid: number): void;
  /** Has it leave a process that has ended alone. */
  processGone(pid: number): void;
  /** Ends it; it does nothing. */
  dismiss(): void;
}

/**
 * Reads `kill PID`, `gone PID` and `dismiss`, a line each. When its input ends, it kills the processes and removes folder and
 * record, whose paths are variables: a line could not hold each of them. A process is killed only where its command line has
 * the id, which no process has that was given the same number later. What is killed may still write for a moment.
 */
const script = `
trap '' HUP INT TERM
pids=' '
while IFS=' ' read -r verb pid; do
  case $verb in
    kill) pids="$pids$pid " ;;
    gone) pids="\${pids%% $pid *} \${pids#* $pid }" ;;
    dismiss) exit 0 ;;
  esac
done
for pid in $pids; do
  if [ -r "/proc/$pid/cmdline" ]; then words=$(tr '\\000' ' ' <"/proc/$pid/cmdline")
  else words=$(ps -ww -o command= -p "$pid"); fi
  case $words in *"$GUARDED_ID"*) kill -9 "$pid" ;; esac
done
for try in 1 2 3 4 5; do
  rm -rf "\${GUARDED_FOLDER:?}" && break
  sleep 1
done
rm -f "\${GUARDED_RECORD:?}"
`;

/** Returns the name by which a sandbox's guardian is found among processes. */
export const guardianName = (id: string): string => `etcdeck-guardian-${id}`;

/**
 * Starts a shell that holds a pipe from this process and guards a sandbox. Windows has none: there the next start removes
 * what was left, and so it does everywhere after a power cut.
 */
export function startGuardian(id: string, folder: string, record: string): Guardian | null {
  if (process.platform === 'win32') return null;
  // Of its own group, so that a Ctrl-C in the terminal ends the host and not the guardian.
  const shell = spawn('/bin/sh', ['-c', script, guardianName(id)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
    env: { PATH: process.env.PATH, GUARDED_ID: id, GUARDED_FOLDER: resolve(folder), GUARDED_RECORD: resolve(record) },
  });
  shell.on('error', () => undefined);
  shell.stdin.on('error', () => undefined);
  letEnd(shell);
  const tell = (line: string): void => void shell.stdin.write(`${line}\n`);
  return {
    process: (pid) => tell(`kill ${pid}`),
    processGone: (pid) => tell(`gone ${pid}`),
    dismiss: () => void shell.stdin.end('dismiss\n'),
  };
}

/** Lets this process end while the shell runs. A pipe is a socket here, and only a socket can be unreferenced. */
function letEnd(shell: ChildProcess & { readonly stdin: Writable }): void {
  shell.unref();
  if ('unref' in shell.stdin && typeof shell.stdin.unref === 'function') shell.stdin.unref();
}
