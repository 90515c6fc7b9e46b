import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onPath } from '../checks/packages.mjs';
import { rootObstacle } from '../checks/root.mjs';

/** Whose machine it is. */
export const user = { name: 'ann', id: 1000, home: '/home/ann' };

/** Why no bare machine can be played here, or `null`. */
export function bareMachineObstacle() {
  const obstacle = rootObstacle('a bare machine');
  if (obstacle !== null) return obstacle;
  for (const program of ['unshare', 'chroot', 'ldd']) {
    if (onPath(program) === null)
      return `there is no ${program} here. Install it: apt-get install util-linux coreutils libc-bin`;
  }
  const { status, stderr } = spawnSync('unshare', ['--mount', '--pid', '--fork', 'true'], { encoding: 'utf8' });
  return status === 0 ? null : `unshare --mount --pid does not work here: ${stderr.trim()}`;
}

/** The files that a program is made of: itself, its shared libraries and its loader. @param {string} program */
function filesOf(program) {
  const { stdout } = spawnSync('ldd', [program], { encoding: 'utf8' });
  const libraries = [...stdout.matchAll(/(\/\S+)(?= \(0x)/g)].map(([, path = '']) => path);
  return [program, ...libraries];
}

/** Copies a program to the same place beneath a root. @param {string} root @param {string} program */
function install(root, program) {
  for (const file of filesOf(program)) {
    const target = join(root, file);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(realpathSync(file), target);
  }
}

/** What the C library consists of on every machine that has it. */
const libc = ['c', 'm', 'dl', 'rt', 'pthread', 'util', 'resolv', 'nss_dns', 'nss_files', 'anl'];

/** Brings the whole C library, which a program may load late. @param {string} root @param {readonly string[]} files */
function bringLibc(root, files) {
  const known = files.find((file) => /\/libc\.so\.6$/.test(file));
  if (known === undefined) return;
  const folder = dirname(known);
  const names = readdirSync(folder).filter((name) => libc.includes(/^lib([a-z_]+)\.so\.\d$/.exec(name)?.[1] ?? ''));
  for (const name of names) bringFile(root, join(folder, name));
}

/**
 * Makes the root folder of a machine: a shell for npm's scripts, the certificates and the names that a network needs, a
 * home; and Node with npm where it has them.
 * @param {{ hasNode: boolean }} request
 */
export function makeRootFolder({ hasNode }) {
  const root = mkdtempSync(join(tmpdir(), 'etcdeck-bare-'));
  for (const folder of ['dev', 'proc', 'tmp', 'etc', 'root', 'usr/bin', 'lib64', user.home]) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  const shell = realpathSync('/bin/sh');
  install(root, shell);
  bringLibc(root, filesOf(shell));
  mkdirSync(join(root, 'bin'), { recursive: true });
  copyFileSync(shell, join(root, 'bin/sh'));
  for (const file of ['/etc/resolv.conf', '/etc/hosts', '/etc/nsswitch.conf', '/etc/ssl/certs/ca-certificates.crt']) {
    bringFile(root, file);
  }
  writeFileSync(
    join(root, 'etc/passwd'),
    `root:x:0:0::/root:/bin/sh\n${user.name}:x:${user.id}:${user.id}::${user.home}:/bin/sh\n`,
  );
  writeFileSync(join(root, 'etc/group'), `root:x:0:\n${user.name}:x:${user.id}:\n`);
  // The libraries that Node is linked with are on every machine with a package manager, where Node is not.
  for (const library of filesOf(process.execPath).slice(1)) bringFile(root, library);
  if (hasNode) {
    install(root, process.execPath);
    copyFileSync(realpathSync(process.execPath), join(root, 'usr/bin/node'));
    cpSync(npmFolder(), join(root, 'usr/lib/node_modules/npm'), { recursive: true, dereference: true });
    writeFileSync(join(root, user.home, '.npmrc'), networkSettings(root));
  }
  own(root, user.home);
  chmodSync(root, 0o755);
  chmodSync(join(root, 'tmp'), 0o1777);
  return { root, remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) };
}

/** The settings of npm that its network needs here, with the roots that they name. @param {string} root */
function networkSettings(root) {
  const names = ['registry', 'cafile', 'proxy', 'https-proxy', 'noproxy'];
  const { stdout } = spawnSync('npm', ['config', 'get', ...names], { encoding: 'utf8', cwd: '/' });
  const known = stdout.split('\n').filter((line) => /^[a-z-]+=(?!null$|undefined$|$)/.test(line));
  const file = known.find((line) => line.startsWith('cafile='))?.slice('cafile='.length);
  if (file !== undefined) bringFile(root, file);
  return `${known.join('\n')}\n`;
}

/** Brings a file to the same place on the machine. @param {string} root @param {string} file */
function bringFile(root, file) {
  if (!existsSync(file)) return;
  mkdirSync(dirname(join(root, file)), { recursive: true });
  copyFileSync(realpathSync(file), join(root, file));
}

/** Where npm itself is: the one that runs us, or the one beside Node. */
function npmFolder() {
  const script = process.env.npm_execpath ?? realpathSync(onPath('npm') ?? '');
  return dirname(dirname(script));
}

/** Gives a folder of the machine to its user. @param {string} root @param {string} folder */
export function own(root, folder) {
  spawnSync('chown', ['-R', `${user.id}:${user.id}`, join(root, folder)]);
}

/**
 * The command that runs another one on the machine, as its user: in mounts and processes of its own, which end with it.
 * @param {string} root
 * @param {{ cwd: string, command: readonly string[], env?: Readonly<Record<string, string>> }} request
 */
export function onMachine(root, { cwd, command, env = {} }) {
  const inside = [
    'root=$1; cwd=$2; shift 2',
    'mount -t proc proc "$root/proc"',
    'for one in null zero random urandom; do : > "$root/dev/$one"; mount --bind "/dev/$one" "$root/dev/$one"; done',
    `exec chroot --userspec=${user.id}:${user.id} "$root" /bin/sh -c 'cd "$0" && exec "$@"' "$cwd" "$@"`,
  ].join(' && ');
  const proxies = Object.entries(process.env).filter(([name]) => /^(https?|no)_proxy$/i.test(name));
  return {
    file: 'unshare',
    args: ['--mount', '--pid', '--fork', 'sh', '-c', inside, 'sh', root, cwd, ...command],
    env: {
      ...Object.fromEntries(proxies),
      PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
      HOME: user.home,
      TERM: 'dumb',
      ...env,
    },
  };
}
