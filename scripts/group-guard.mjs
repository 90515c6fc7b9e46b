import { spawn } from 'node:child_process';
import { Socket } from 'node:net';

const pauseSeconds = 0.1;

// A process that nobody has reaped yet counts for `kill -0`, and an orphan is reaped when the machine's first process
// comes to it: where there is /proc, zombies are left out. Fields of `stat` behind the name: state, parent, group.
const script = `
runs() {
  kill -0 -"$0" || return 1
  [ -r /proc/self/stat ] || return 0
  for stat in /proc/[0-9]*/stat; do
    read -r line < "$stat" || continue
    set -- \${line##*) }
    [ "$3" = "$0" ] && [ "$1" != Z ] && [ "$1" != X ] && return 0
  done
  return 1
}
read -r _
kill -TERM -"$0"
left=$1
while [ "$left" -gt 0 ]; do
  runs || exit 0
  sleep ${pauseSeconds} || sleep 1
  left=$((left - 1))
done
kill -KILL -"$0"
exit 1
`;

/**
 * Starts a process that waits for the end of its input, which means that this process ended; then it ends a group. It
 * is a shell, since it lives as long as the group: its exit code is 0 where the group ended when asked to, 1 where it
 * was killed.
 * @param {number} group
 * @param {number} [graceMs]
 */
export function guardOf(group, graceMs = 10_000) {
  const rounds = Math.ceil(graceMs / 1000 / pauseSeconds);
  const guard = spawn('/bin/sh', ['-c', script, String(group), String(rounds)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.on('error', () => undefined);
  guard.unref();
  // A pipe is a socket, and only a socket can be told not to keep us alive.
  if (guard.stdin instanceof Socket) guard.stdin.unref();
  return guard;
}
