import { execFileSync } from 'node:child_process';

/** Returns the ids of the running processes whose command line contains `words`. Zombies have no command line. */
export function processesNaming(words: string): readonly number[] {
  const listing = execFileSync('ps', ['-ww', '-axo', 'pid=,stat=,command='], { encoding: 'utf8' });
  return listing.split('\n').flatMap((line) => {
    const [, pid, state, command] = /^\s*(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    return command?.includes(words) && !state?.startsWith('Z') ? [Number(pid)] : [];
  });
}

/** Returns the words of a process's command line, none of which may hold a blank. */
export function argsOfProcess(pid: number): readonly string[] {
  return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
    .trim()
    .split(/\s+/);
}
