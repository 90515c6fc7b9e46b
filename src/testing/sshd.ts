import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findFreePorts } from '../core/sandbox/free-ports.ts';
import { orphanGuard } from './orphan-guard.ts';

const run = promisify(execFile);

/** The usual places of sshd: it must be started by its full path. */
const binary = ['/usr/sbin/sshd', '/usr/local/sbin/sshd', '/opt/homebrew/sbin/sshd'].find((path) => existsSync(path));

/** Whether this machine has an sshd to test against. */
export const hasSshd = binary !== undefined;

/** The reason given by a test that is skipped without it. */
export const withoutSshd = 'there is no sshd here, so nothing of SSH is tested: sudo apt-get install -y openssh-server';

export interface SshdOptions {
  /** How it accepts a password beside the keys: by itself or by PAM's prompt. Needs `canSetPassword`. */
  readonly password?: 'none' | 'password' | 'keyboard-interactive';
  /** More lines of sshd_config, before its own. */
  readonly config?: readonly string[];
  /** A folder whose files a logged-in user sees in /etc, beside the machine's own. Needs `canAddToEtc`. */
  readonly etc?: string;
}

/**
 * Whether a server can accept a password: as root on Linux, where the server gets a separate password file and the
 * machine's is left alone.
 */
export const canSetPassword = hasSshd && canMount('mount --bind /etc/shadow /etc/shadow');

/** Whether a server can have extra files in /etc: as root on Linux; the machine's /etc is left alone. */
export const canAddToEtc = hasSshd && canMount(`mount -t overlay -o "lowerdir=${tmpdir()}:/etc" overlay /etc`);

/** A real SSH server on 127.0.0.1, with separate keys, that accepts the user who runs the tests. */
export interface TestSshd {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly user: string;
  readonly folder: string;
  /** A key that the server accepts: without a passphrase, and with `passphrase`. */
  readonly keyFile: string;
  readonly encryptedKeyFile: string;
  readonly passphrase: string;
  /** The user's password, if there is one. */
  readonly password: string;
  /** A key that the server refuses. */
  readonly strangerKeyFile: string;
  /** The host's public key in the form of known_hosts: `ssh-ed25519 AAAA…`. */
  hostKey(): Promise<string>;
  /** The fingerprint as `ssh-keygen -l` prints it. */
  fingerprint(): Promise<string>;
  /** Its log since it was made; with `LogLevel VERBOSE` it contains each login and command too. */
  said(): string;
  /** The number of active logins. */
  sessions(): number;
  /** Kills the processes that serve logins; the server accepts new ones. */
  cut(): void;
  /** Stops the server; `start` starts it again on the same port. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Sets another host key, which it presents from its next start on. */
  changeHostKey(): Promise<void>;
  close(): Promise<void>;
}

export async function startSshd(options: SshdOptions = {}): Promise<TestSshd> {
  if (binary === undefined) throw new Error(withoutSshd);
  const folder = await mkdtemp(join(tmpdir(), 'etcdeck-sshd-'));
  orphanGuard.folder(folder);
  const at = (name: string): string => join(folder, name);
  const passphrase = 'correct horse';
  const password = 'battery staple';
  await mkdir('/run/sshd', { recursive: true }).catch(() => undefined);
  await makeKey(at('host_key'));
  await makeKey(at('key'));
  await makeKey(at('stranger'));
  await makeKey(at('encrypted'), passphrase);
  await writeFile(at('authorized_keys'), await readFiles(at('key.pub'), at('encrypted.pub')));
  await chmod(at('authorized_keys'), 0o600);
  const asks = options.password ?? 'none';
  const config = [
    ...(options.config ?? []),
    'ListenAddress 127.0.0.1',
    `HostKey ${at('host_key')}`,
    `AuthorizedKeysFile ${at('authorized_keys')}`,
    `PidFile ${at('pid')}`,
    'StrictModes no',
    'PermitRootLogin yes',
    'LogLevel ERROR',
    // A shell reads no set-up of whoever runs the tests.
    `SetEnv HOME=${folder}`,
    `PasswordAuthentication ${asks === 'password' ? 'yes' : 'no'}`,
    `KbdInteractiveAuthentication ${asks === 'keyboard-interactive' ? 'yes' : 'no'}`,
    `UsePAM ${asks === 'keyboard-interactive' ? 'yes' : 'no'}`,
  ];
  if (asks !== 'none') await writeFile(at('shadow'), await passwordFile(password), { mode: 0o600 });

  let port = 0;
  let server: ChildProcess | null = null;
  let said = '';
  const start = async (): Promise<void> => {
    const command = [binary, '-D', '-e', '-f', at('sshd_config')];
    const withFiles = options.etc === undefined ? command : withinEtc(options.etc, command);
    const [program = '', ...args] = asks === 'none' ? withFiles : withPasswordFile(at('shadow'), withFiles);
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    server = child;
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const { pid } = child;
    if (pid !== undefined) orphanGuard.process(pid);
    const ended = new Promise<never>((_, reject) => {
      child.once('error', reject);
      child.once('exit', () => {
        if (pid !== undefined) orphanGuard.processGone(pid);
        reject(new Error(`sshd ended: ${said}`));
      });
    });
    ended.catch(() => undefined);
    await Promise.race([answers(port), ended]);
  };
  const stop = async (): Promise<void> => {
    const child = server;
    server = null;
    if (child === null || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  };
  // One process serves each login, and has the user in its title; all are the server's children.
  const servers = (): readonly number[] => (server?.pid === undefined ? [] : childrenOf(server.pid));
  const cut = (): void => {
    for (const pid of servers()) killTree(pid);
  };
  for (let attempt = 1; port === 0; attempt++) {
    [port = 0] = await findFreePorts(1);
    await writeFile(at('sshd_config'), `${[...config, `Port ${port}`].join('\n')}\n`);
    try {
      await start();
    } catch (error) {
      // Another process took the port in the meantime.
      if (attempt === 5 || !said.includes('Address already in use')) throw error;
      port = 0;
    }
  }
  return {
    host: '127.0.0.1',
    port,
    user: userInfo().username,
    folder,
    keyFile: at('key'),
    encryptedKeyFile: at('encrypted'),
    passphrase,
    password,
    strangerKeyFile: at('stranger'),
    hostKey: async () => (await readFile(at('host_key.pub'), 'utf8')).split(' ').slice(0, 2).join(' ').trim(),
    async fingerprint() {
      const { stdout } = await run('ssh-keygen', ['-l', '-f', at('host_key.pub')]);
      return stdout.split(' ')[1] ?? '';
    },
    said: () => said,
    sessions: () => servers().length,
    cut,
    async stop() {
      cut();
      await stop();
    },
    start,
    async changeHostKey() {
      await rm(at('host_key'));
      await makeKey(at('host_key'));
    },
    async close() {
      cut();
      await stop();
      await rm(folder, { recursive: true, force: true });
      orphanGuard.folderRemoved(folder);
    },
  };
}

/** Starts a real agent with the given keys. */
export async function startAgent(keyFiles: readonly string[]): Promise<{ readonly socket: string; close(): void }> {
  const { stdout } = await run('ssh-agent', ['-s']);
  const socket = /SSH_AUTH_SOCK=([^;]+)/.exec(stdout)?.[1];
  const pid = Number(/SSH_AGENT_PID=(\d+)/.exec(stdout)?.[1]);
  if (socket === undefined || !pid) throw new Error(`no agent: ${stdout}`);
  orphanGuard.process(pid);
  for (const file of keyFiles) await run('ssh-add', ['-q', file], { env: { ...process.env, SSH_AUTH_SOCK: socket } });
  return {
    socket,
    close() {
      process.kill(pid);
      orphanGuard.processGone(pid);
    },
  };
}

async function makeKey(file: string, passphrase = ''): Promise<void> {
  await rm(`${file}.pub`, { force: true });
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-C', 'etcdeck test', '-f', file]);
}

async function readFiles(...files: readonly string[]): Promise<string> {
  return (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('');
}

/** Resolves when the server sends its greeting. */
function answers(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const endsAt = performance.now() + 60_000;
    const attempt = (): void => {
      const socket = connect({ host: '127.0.0.1', port });
      socket.once('data', () => {
        socket.destroy();
        resolve();
      });
      socket.once('error', (error) => {
        if (performance.now() > endsAt) reject(error);
        else setTimeout(attempt, 20);
      });
    };
    attempt();
  });
}

/** Returns the ids of a process's children. */
function childrenOf(parent: number): readonly number[] {
  const listing = execFileSync('ps', ['-axo', 'pid=,ppid=,stat='], { encoding: 'utf8' });
  return listing.split('\n').flatMap((line) => {
    const [pid, ppid, state] = line.trim().split(/\s+/);
    return Number(ppid) === parent && !state?.startsWith('Z') ? [Number(pid)] : [];
  });
}

function killTree(pid: number): void {
  const below = childrenOf(pid);
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended meanwhile.
  }
  for (const child of below) killTree(child);
}

function canMount(command: string): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync('unshare', ['-m', 'sh', '-c', command], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Returns a command that sees another password file, in a separate mount namespace. */
function withPasswordFile(file: string, command: readonly string[]): readonly string[] {
  return ['unshare', '-m', 'sh', '-c', 'mount --bind "$0" /etc/shadow && exec "$@"', file, ...command];
}

/** Returns a command that sees a folder's files in /etc, in a separate mount namespace. */
function withinEtc(folder: string, command: readonly string[]): readonly string[] {
  const mount = 'mount -t overlay -o "lowerdir=$0:/etc" overlay /etc && exec "$@"';
  return ['unshare', '-m', 'sh', '-c', mount, folder, ...command];
}

async function passwordFile(password: string): Promise<string> {
  const { stdout } = await run('openssl', ['passwd', '-6', password]);
  const { username } = userInfo();
  const lines = (await readFile('/etc/shadow', 'utf8')).split('\n').filter((line) => !line.startsWith(`${username}:`));
  return [`${username}:${stdout.trim()}:19000:0:99999:7:::`, ...lines].join('\n');
}
