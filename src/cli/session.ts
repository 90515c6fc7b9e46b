import type { Api } from '../contract/api.ts';
import type { ConnectionSecrets } from '../contract/connections/profile.ts';
import type { ConnectionState } from '../contract/connections/state.ts';
import type { EtcdctlProfile } from '../contract/etcdctl-line.ts';
import { EtcdeckError } from '../contract/failure.ts';
import type { ConnectionId } from '../contract/ids.ts';
import { type App, createApp } from '../core/app.ts';
import { mostTelling } from '../core/etcd/most-telling.ts';
import type { Ports } from '../core/ports.ts';
import { type Printable, words } from '../core/terminal/printable.ts';
import type { Console } from './console.ts';
import type { GlobalFlags } from './global-flags.ts';
import { jsonLine } from './json-line.ts';
import { profileOf, requireOneConnection, requireTls, secretsOf } from './profile.ts';
import { savedConnection } from './saved-connection.ts';

/** An open connection, and the methods on it. */
export interface Session {
  readonly api: Api;
  readonly connection: ConnectionId;
  /** What the lines of etcdctl for it are made of. */
  readonly profile: EtcdctlProfile;
  /** What serves the connection's objects to clients of Kubernetes. */
  readonly kubeApi: App['kubeApi'];
}

/** When a session begins: once a member has answered, or once one was asked, whatever came of it. */
export type SessionStart = 'answered' | 'tried';

export interface SessionRequest {
  readonly ports: Ports;
  readonly flags: GlobalFlags;
  /** Those of the command line alone. */
  readonly given: GlobalFlags;
  readonly console: Console;
  readonly signal: AbortSignal;
  readonly when: SessionStart;
}

/** Opens the connection that the flags name for some work, and closes everything after it. */
export async function withSession<T>(request: SessionRequest, work: (session: Session) => Promise<T>): Promise<T> {
  return await withApp(request.ports, async (app) => {
    const { flags, given, signal } = request;
    requireOneConnection(flags);
    const found = await discovered(app.api, flags, signal);
    const unused = flags.connection === undefined ? requireTls(flags, given, profileOf(flags, found)) : null;
    if (unused !== null) warn(request, 'TlsUnused', unused);
    const { profile, holding } = await open(app, request, found);
    try {
      return await work({ api: app.api, connection: profile.id, profile, kubeApi: app.kubeApi });
    } finally {
      holding.letGo();
    }
  });
}

/** Runs work on the product, and closes everything after it. */
export async function withApp<T>(ports: Ports, work: (app: App) => Promise<T>): Promise<T> {
  const app = createApp(ports);
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}

/**
 * Opens the connection that the flags name, with the endpoints that were found of its domain. As in etcdctl, it goes on
 * without a user where the cluster has none.
 */
async function open(app: App, request: SessionRequest, found: readonly string[] | null) {
  const { flags, console } = request;
  const profile = await chooseConnection(app, flags, found);
  const secrets = secretsOf(flags, console.env);
  try {
    const holding = await openAsking(request, secrets, (known) =>
      hold(app.api, { connection: profile.id, secrets: known }, profile.endpoints.length, request),
    );
    return { profile, holding };
  } catch (error) {
    const hasNoAuth = error instanceof EtcdeckError && error.code === 'AuthNotEnabled';
    if (!hasNoAuth || flags.user === undefined) throw error;
    const message = 'the cluster has authentication disabled: --user is not used';
    warn(request, error.code, message);
    const { user: _, password: __, ...anonymous } = flags;
    return await open(app, { ...request, flags: anonymous }, found);
  }
}

function warn({ flags, console }: SessionRequest, code: string, message: string): void {
  const warning = { code, message };
  console.tell(flags.writeOut === 'json' ? jsonLine({ warning }) : words`etcdeck: ${message}.\n`);
}

async function chooseConnection(
  app: App,
  flags: GlobalFlags,
  found: readonly string[] | null,
): Promise<EtcdctlProfile & { readonly id: ConnectionId }> {
  if (flags.connection === undefined) {
    const profile = profileOf(flags, found);
    app.connections.addTransient(profile, {});
    return { ...profile, discovery: profile.discovery ?? null, ssh: profile.ssh ?? null };
  }
  return await savedConnection(app.api, flags.connection);
}

/** Returns the endpoints that a domain names, before those given as for etcdctl; `null` where none is to be asked. */
async function discovered(
  api: Api,
  { discoverySrv: domain, discoverySrvName }: GlobalFlags,
  signal: AbortSignal,
): Promise<readonly string[] | null> {
  if (!domain) return null;
  return await api.connections.discover({ domain, service: discoverySrvName || null }, { signal });
}

/** Opens a connection and waits until a member has answered, or was tried; it stays open until released. */
async function hold(
  api: Api,
  request: { readonly connection: ConnectionId; readonly secrets: ConnectionSecrets },
  endpoints: number,
  { signal, flags, when }: SessionRequest,
): Promise<{ letGo(): void }> {
  const holding = new AbortController();
  const options = { signal: AbortSignal.any([signal, holding.signal]) };
  const states = api.connections.open(request, options)[Symbol.asyncIterator]();
  const letGo = (): void => {
    // The stream ends at its source, and has no reader any more.
    holding.abort();
    states.return?.().catch(() => undefined);
  };
  try {
    if (when === 'answered') await untilAnswered(states, endpoints, flags.dialTimeout);
    else await states.next();
    return { letGo };
  } catch (error) {
    letGo();
    throw error;
  }
}

/** Tries to open, and prompts for a missing secret on a terminal. */
async function openAsking<T>(
  { console, signal }: Pick<SessionRequest, 'console' | 'signal'>,
  secrets: ConnectionSecrets,
  open: (secrets: ConnectionSecrets) => Promise<T>,
): Promise<T> {
  try {
    return await open(secrets);
  } catch (error) {
    const missing = error instanceof EtcdeckError && console.canAsk ? missingSecrets[error.code] : undefined;
    // Asked for once: a wrong one is the next failure.
    if (missing === undefined || secrets[missing.name] !== undefined) throw error;
    const secret = await console.askHidden(missing.question, signal);
    return await openAsking({ console, signal }, { ...secrets, [missing.name]: secret }, open);
  }
}

const missingSecrets: Readonly<
  Record<string, { readonly name: keyof ConnectionSecrets; readonly question: Printable }>
> = {
  PasswordRequired: { name: 'password', question: words`Password: ` },
  PassphraseRequired: { name: 'passphrase', question: words`Passphrase of the client key: ` },
};

/**
 * Waits until a member has answered. One that does not is a state, and tried again by the app for as long as its window
 * is open; a command gives up when each endpoint has been tried.
 */
async function untilAnswered(
  states: AsyncIterator<ConnectionState>,
  endpoints: number,
  timeoutMs: number | undefined,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const lateness = new Promise<never>((_, reject) => {
    if (timeoutMs !== undefined) timer = setTimeout(() => reject(notConnected(timeoutMs)), timeoutMs);
  });
  try {
    const failures: EtcdeckError[] = [];
    for (;;) {
      const { value: state, done } = await Promise.race([states.next(), lateness]);
      if (done || state.phase === 'connected') return;
      if (state.failure !== null) failures.push(new EtcdeckError(state.failure));
      if (failures.length >= endpoints) throw mostTelling(failures) ?? noneAnswered();
    }
  } finally {
    clearTimeout(timer);
  }
}

function noneAnswered(): EtcdeckError {
  return new EtcdeckError({ code: 'Unavailable', message: 'no endpoint answered' });
}

function notConnected(timeoutMs: number): EtcdeckError {
  return new EtcdeckError({ code: 'ConnectTimeout', message: `no endpoint answered within ${timeoutMs} ms` });
}
