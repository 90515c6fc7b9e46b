import type { Client, ServerHostKeyAlgorithm } from 'ssh2';
import type { ConnectionSsh } from '../../../contract/connections/profile.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import { type Bounds, bounded } from '../bounded-wait.ts';
import { connectTcp, resolveHost } from '../network/connect-tcp.ts';
import { fingerprintOf, type HostKeys } from './host-keys.ts';
import { sshFailure, unreachable } from './ssh-failures.ts';
import { prepareLogin, type SshSecrets } from './ssh-login.ts';

/** A connection silent for 15 s is dead: three of these go unanswered. */
const keepAliveMs = 5_000;
const keepAlivesUnanswered = 2;

/** A login at an SSH host. */
export interface SshSession {
  readonly client: Client;
  /** The fingerprint of the host's trusted key. */
  readonly fingerprint: string;
}

/** The user, the secrets and the trusted host keys of a login. */
export interface SshLoginParts {
  readonly ssh: ConnectionSsh;
  readonly secrets: SshSecrets;
  readonly hostKeys: HostKeys;
}

/**
 * Logs in at an SSH host whose key is trusted; sends no user data before. Fails with `SshUnreachable`,
 * `SshHandshakeFailed`, `SshHostKeyUnknown`, `SshHostKeyChanged`, `SshAuthFailed` and as reading a key does.
 */
export async function logIn({ ssh, secrets, hostKeys }: SshLoginParts, bounds: Bounds): Promise<SshSession> {
  const authHandler = await prepareLogin(ssh, secrets);
  const known = await hostKeys.known(ssh);
  const { default: ssh2 } = await import('ssh2');
  const sock = await reachHost(ssh, bounds);
  const client = new ssh2.Client();
  let fingerprint = '';
  let refused: EtcdeckError | null = null;
  let agentTrouble: Error | null = null;
  let isReady = false;
  return await bounded<SshSession>(
    bounds,
    () => unreachable(ssh, `it took the connection, then did not let in within ${bounds.timeoutMs / 1000} s`),
    (resolve, reject) => {
      client.once('ready', () => {
        isReady = true;
        resolve({ client, fingerprint });
      });
      // Kept for the session's life: `close` follows, and a late error must not be uncaught.
      client.on('error', (error) => {
        if (error.level === 'agent') agentTrouble = error;
        else reject(refused ?? loginFailure(ssh, error, agentTrouble));
      });
      client.once('close', () => reject(refused ?? unreachable(ssh, 'it cut the connection before it let in')));
      client.connect({
        sock,
        username: ssh.user,
        authHandler,
        readyTimeout: 0,
        keepaliveInterval: keepAliveMs,
        keepaliveCountMax: keepAlivesUnanswered,
        algorithms: { serverHostKey: algorithmsFor(known.keyTypes) },
        hostVerifier: (key: Buffer) => {
          fingerprint = fingerprintOf(key);
          refused = known.judge(key);
          return refused === null;
        },
      });
      return () => void (isReady || client.destroy());
    },
  );
}

async function reachHost(ssh: ConnectionSsh, bounds: Bounds) {
  try {
    const addresses = await resolveHost(ssh.host, bounds);
    const socket = await connectTcp({ scheme: 'http', host: ssh.host, port: ssh.port }, addresses, bounds);
    // Without it, each of several small requests in sequence would wait about 40 ms for the answer to the one before.
    return socket.setNoDelay(true);
  } catch (error) {
    if (error instanceof EtcdeckError && error.code !== 'Cancelled') throw unreachable(ssh, error.message, error);
    throw error;
  }
}

/** Returns every host key algorithm except those with SHA-1, the known ones of this host first. */
function algorithmsFor(known: readonly string[]): ServerHostKeyAlgorithm[] {
  const all: readonly ServerHostKeyAlgorithm[] = [
    'ssh-ed25519',
    'ecdsa-sha2-nistp256',
    'ecdsa-sha2-nistp384',
    'ecdsa-sha2-nistp521',
    'rsa-sha2-512',
    'rsa-sha2-256',
  ];
  const isKnown = (one: string): boolean => known.includes(one.startsWith('rsa-') ? 'ssh-rsa' : one);
  return [...all.filter(isKnown), ...all.filter((one) => !isKnown(one))];
}

function loginFailure(ssh: ConnectionSsh, error: Error & { level?: string }, agentTrouble: Error | null): EtcdeckError {
  const { host, port, user } = ssh;
  if (error.level === 'client-authentication') {
    if (agentTrouble !== null) {
      return sshFailure('SshAgentMissing', 'the SSH agent does not answer', { host }, agentTrouble);
    }
    const message = `the SSH host ${host} does not let ${user} in with ${withWhat[ssh.auth]}`;
    return sshFailure('SshAuthFailed', message, { host, port, user });
  }
  if (error.level === 'client-socket' || error.level === 'client-timeout')
    return unreachable(ssh, error.message, error);
  if (/Connection lost before handshake/.test(error.message)) {
    return unreachable(ssh, 'it cut the connection without a word', error);
  }
  return sshFailure('SshHandshakeFailed', `no SSH session with ${host}: ${error.message}`, { host, port }, error);
}

const withWhat: Readonly<Record<ConnectionSsh['auth'], string>> = {
  key: 'this key',
  agent: 'any key of the agent',
  password: 'this password',
};
