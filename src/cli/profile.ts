import { resolve } from 'node:path';
import type { ConnectionSecrets } from '../contract/connections/profile.ts';
import { EtcdeckError } from '../contract/failure.ts';
import type { ConnectionId } from '../contract/ids.ts';
import { normaliseEndpoints } from '../core/connections/endpoints.ts';
import type { TransientProfile } from '../core/connections/held/open-connections.ts';
import type { GlobalFlags } from './global-flags.ts';

/** The flags that describe a cluster, which a saved connection replaces. */
const clusterFlags = [
  'endpoints',
  'discoverySrv',
  'cacert',
  'cert',
  'key',
  'insecureSkipTlsVerify',
  'insecureTransport',
  'user',
] as const;

/**
 * Returns the connection that etcdctl's flags describe; `discovered` are the endpoints of its domain, where it names
 * one.
 */
export function profileOf(flags: GlobalFlags, discovered: readonly string[] | null = null): TransientProfile {
  const { user } = userOf(flags);
  const isTlsMeant = flags.insecureTransport === false;
  const endpoints = discovered ?? flags.endpoints ?? ['127.0.0.1:2379'];
  return {
    // Never saved, and the only one of its process.
    id: 'command-line' as ConnectionId,
    name: 'command line',
    endpoints: isTlsMeant ? endpoints.map((url) => (url.includes('://') ? url : `https://${url}`)) : endpoints,
    tls: {
      caFile: fileOf(flags.cacert),
      certFile: fileOf(flags.cert),
      keyFile: fileOf(flags.key),
      serverName: null,
      skipVerify: flags.insecureSkipTlsVerify ?? false,
    },
    user,
  };
}

/** Returns the secrets that flags and variables hold. */
export function secretsOf(flags: GlobalFlags, env: Readonly<Record<string, string | undefined>>): ConnectionSecrets {
  const { password } = userOf(flags);
  const passphrase = env.ETCDECK_KEY_PASSPHRASE;
  return { ...(password === null ? {} : { password }), ...(passphrase ? { passphrase } : {}) };
}

/**
 * Refuses a certificate or a key beside an endpoint that is dialled without TLS: whoever names one takes the connection
 * for encrypted. Returns what to warn of where a variable of etcdctl's names one, which may be for another cluster; `null`
 * where there is nothing.
 */
export function requireTls(
  flags: GlobalFlags,
  given: GlobalFlags,
  { endpoints, tls }: TransientProfile,
): string | null {
  const named = (['cacert', 'cert', 'key'] as const).filter((name) => flags[name]);
  const [first] = named;
  const plain = first && normaliseEndpoints(endpoints, tls).find((endpoint) => endpoint.startsWith('http://'));
  if (!first || !plain) return null;
  const own = named.find((name) => given[name] !== undefined);
  const unused = `is not used: ${plain} is dialled without TLS`;
  if (own === undefined) return `ETCDCTL_${first.toUpperCase()} ${unused}`;
  const mend =
    flags.discoverySrv === undefined
      ? 'Write https:// where the member speaks it, else leave'
      : 'The domain says so: leave';
  const message = `--${own} ${unused}. ${mend} --${own} out`;
  throw new EtcdeckError({ code: 'BadRequest', message });
}

/** Refuses a saved connection together with flags that describe another one. */
export function requireOneConnection(flags: GlobalFlags): void {
  const second = clusterFlags.find((name) => flags.connection !== undefined && flags[name] !== undefined);
  if (second === undefined) return;
  const message = `--connection brings its own ${flagOf(second)}; give one of them`;
  throw new EtcdeckError({ code: 'BadRequest', message });
}

/** Refuses flags that name a cluster beside a file that is read in its place; variables of etcdctl's may stand. */
export function requireNoConnection(given: GlobalFlags): void {
  const names = ['connection', ...clusterFlags, 'discoverySrvName', 'password'] as const;
  const named = names.find((name) => given[name] !== undefined);
  if (named === undefined) return;
  const message = `a file is read, and no cluster is asked: leave ${flagOf(named)} out`;
  throw new EtcdeckError({ code: 'BadRequest', message });
}

const flagOf = (name: keyof GlobalFlags): string =>
  `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** Resolves a path as etcdctl does: relative to the working folder; an empty one counts as none. */
function fileOf(path: string | undefined): string | null {
  return path ? resolve(path) : null;
}

/** As in etcdctl, a password in `--user` counts only where `--password` is not given. */
function userOf({ user, password }: GlobalFlags): { readonly user: string | null; readonly password: string | null } {
  if (!user) return { user: null, password: password ?? null };
  const colon = user.indexOf(':');
  if (password || colon < 0) return { user, password: password || null };
  return { user: user.slice(0, colon), password: user.slice(colon + 1) };
}
