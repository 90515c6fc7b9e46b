import { spawn } from 'node:child_process';

/** Turns a folder into the whole of what a program sees: a root of its own, where a chroot would forbid Chromium's sandbox. */
const enter = `set -e
root=$1; shift
mount --make-rprivate /
mount --bind "$root" "$root"
mkdir -p "$root/proc" "$root/dev" "$root/.outside"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/dev/shm"
cd "$root"
pivot_root . .outside
exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"`;

/**
 * The command line that runs a program inside a folder, with processes and mounts of its own: all of it ends with the program.
 * @param {string} root
 * @param {readonly string[]} command
 */
export const inside = (root, command) => [
  ...['unshare', '--mount', '--pid', '--fork', '--kill-child', '--', 'sh', '-c', enter, 'sh'],
  ...[root, ...command],
];

/**
 * Runs a program of this machine to its end.
 * @param {readonly string[]} command
 * @param {number} boundMs
 * @returns {Promise<{ readonly code: number | null, readonly output: string }>}
 */
export function run([file = '', ...args], boundMs) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: boundMs, killSignal: 'SIGKILL' });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (output += part));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}
