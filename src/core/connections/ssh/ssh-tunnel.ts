import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { Tunnel } from '../../etcd/tunnel.ts';
import { type Bounds, bounded } from '../bounded-wait.ts';
import { hostAndPort } from '../endpoints.ts';
import { finalSshCodes, forwardFailure, type SshHost, unreachable } from './ssh-failures.ts';
import { logIn, type SshLoginParts, type SshSession } from './ssh-session.ts';
import { TunnelStream } from './tunnel-stream.ts';

/**
 * OpenSSH's server sends small answers at once (TCP_NODELAY) only after a session's first command; before that, Nagle's
 * algorithm delays some of them by 40 ms. A host used only as a jump host needs no command.
 */
function quicken(client: Client): void {
  try {
    client.exec('true', (_, channel) => channel?.resume());
  } catch {
    // The session has ended; its next use reports that.
  }
}

/** How long one login may take, independent of the callers' own bounds. */
const loginTimeoutMs = 15_000;
/** The least time between the starts of two logins: when the connection drops, every member's channel asks for one. */
const betweenLoginsMs = 1_000;
/** More than the size of any manifest or certificate. */
const maxOutputBytes = 4 * 1024 * 1024;

/** The output of a command on the SSH host. */
export interface CommandResult {
  readonly exitCode: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/**
 * One SSH session with all its forwarded connections. Logs in at the first use, and again at the next use after the
 * session has dropped; a failure that only the operator can resolve is kept and returned without asking the host again.
 */
export class SshTunnel implements Tunnel {
  readonly #parts: SshLoginParts;
  readonly #closing = new AbortController();
  readonly #streams = new Set<TunnelStream>();
  #session: Promise<SshSession> | null = null;
  #final: EtcdeckError | null = null;
  #lastLoginAt = Number.NEGATIVE_INFINITY;
  #runsCommands = false;

  constructor(parts: SshLoginParts) {
    this.#parts = parts;
  }

  get host(): SshHost {
    return this.#parts.ssh;
  }

  /** Logs in if necessary; returns the fingerprint of the host's key. */
  async connect(bounds: Bounds): Promise<string> {
    return (await this.#logIn(bounds)).fingerprint;
  }

  async open(to: SshHost, bounds: Bounds): Promise<Duplex> {
    const endsAt = performance.now() + bounds.timeoutMs;
    const { client } = await this.#logIn(bounds);
    const late = (): EtcdeckError =>
      new EtcdeckError({
        code: 'ConnectTimeout',
        message: `${hostAndPort(to)} does not answer the SSH host ${this.host.host}`,
        retry: true,
        detail: { address: hostAndPort(to) },
      });
    const rest = { timeoutMs: Math.max(1, endsAt - performance.now()), signal: bounds.signal };
    return await bounded<Duplex>(rest, late, (resolve, reject) => {
      let isOver = false;
      const onClose = (): void => reject(this.#cut());
      client.once('close', onClose);
      try {
        client.forwardOut('127.0.0.1', 0, to.host, to.port, (error, channel) => {
          if (error !== undefined) reject(forwardFailure(error, to, this.host));
          else if (isOver) channel.destroy();
          else resolve(this.#keep(new TunnelStream(channel)));
        });
      } catch (error) {
        // The session has ended without an event yet.
        reject(this.#cut(error));
      }
      return () => {
        isOver = true;
        client.off('close', onClose);
      };
    });
  }

  /** Runs a command on the host, without a terminal or input. */
  async run(command: string, bounds: Bounds): Promise<CommandResult> {
    this.#runsCommands = true;
    const { client } = await this.#logIn(bounds);
    const late = (): EtcdeckError => unreachable(this.host, 'a command there did not end in time');
    return await bounded<CommandResult>(bounds, late, (resolve, reject) => {
      const onClose = (): void => reject(this.#cut());
      client.once('close', onClose);
      let stop = (): void => undefined;
      try {
        client.exec(command, (error, channel) => {
          if (error !== undefined) {
            reject(unreachable(this.host, `it runs no command: ${error.message}`, error));
            return;
          }
          stop = () => channel.destroy();
          const out: Buffer[] = [];
          const complaints: Buffer[] = [];
          let received = 0;
          const take = (into: Buffer[]) => (chunk: Buffer) => {
            received += chunk.length;
            if (received > maxOutputBytes) reject(unreachable(this.host, 'a command there says too much'));
            else into.push(chunk);
          };
          channel.on('data', take(out));
          channel.stderr.on('data', take(complaints));
          channel.once('close', (exitCode: number | null) =>
            resolve({
              exitCode: exitCode ?? null,
              stdout: Buffer.concat(out),
              stderr: Buffer.concat(complaints).toString('utf8').trim(),
            }),
          );
          channel.end();
        });
      } catch (error) {
        reject(this.#cut(error));
      }
      return () => {
        client.off('close', onClose);
        stop();
      };
    });
  }

  /** Ends the session and every connection through it. Later calls fail. */
  close(): void {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    for (const stream of this.#streams) stream.destroy();
    void this.#session?.then(({ client }) => client.end()).catch(() => undefined);
  }

  /** Shares one login among all callers; each waits within its own bounds. */
  async #logIn(bounds: Bounds): Promise<SshSession> {
    if (this.#closing.signal.aborted) {
      throw new EtcdeckError({ code: 'ConnectionNotOpen', message: 'the connection was closed' });
    }
    if (this.#final !== null) throw this.#final;
    this.#session ??= this.#newSession();
    const session = this.#session;
    const late = (): EtcdeckError => unreachable(this.host, `it did not let in within ${bounds.timeoutMs / 1000} s`);
    return await bounded<SshSession>(bounds, late, (resolve, reject) => {
      session.then(resolve, reject);
      return () => undefined;
    });
  }

  #newSession(): Promise<SshSession> {
    const forget = (): void => {
      if (this.#session === session) this.#session = null;
    };
    const session = this.#afterPause()
      .then(() => logIn(this.#parts, { timeoutMs: loginTimeoutMs, signal: this.#closing.signal }))
      .then(
        (found) => {
          found.client.once('close', () => {
            forget();
            for (const stream of this.#streams) stream.destroy(this.#cut());
          });
          if (this.#runsCommands) quicken(found.client);
          return found;
        },
        (error: unknown) => {
          forget();
          if (error instanceof EtcdeckError && finalSshCodes.has(error.code)) this.#final = error;
          throw error;
        },
      );
    // Waiting callers get the failure; there may be none.
    session.catch(() => undefined);
    return session;
  }

  async #afterPause(): Promise<void> {
    const waitMs = this.#lastLoginAt + betweenLoginsMs - performance.now();
    if (waitMs > 0) {
      await new Promise<void>((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          this.#closing.signal.removeEventListener('abort', done);
          resolve();
        };
        const timer = setTimeout(done, waitMs);
        this.#closing.signal.addEventListener('abort', done, { once: true });
      });
    }
    this.#lastLoginAt = performance.now();
  }

  #keep(stream: TunnelStream): TunnelStream {
    this.#streams.add(stream);
    stream.once('close', () => this.#streams.delete(stream));
    // The stream's user also listens; a late error must not be uncaught.
    stream.on('error', () => undefined);
    return stream;
  }

  #cut(cause?: unknown): EtcdeckError {
    return unreachable(this.host, 'the session was cut', cause);
  }
}
