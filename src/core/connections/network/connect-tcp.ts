import { type LookupAddress, lookup } from 'node:dns';
import { isIP, connect as netConnect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type ErrorCode, EtcdeckError } from '../../../contract/failure.ts';
import type { Tunnel } from '../../etcd/tunnel.ts';
import { type Bounds, bounded } from '../bounded-wait.ts';
import { type EndpointParts, hostAndPort } from '../endpoints.ts';

/**
 * Opens a TCP connection to an endpoint, from this machine or through the connection's tunnel. Fails as `resolveHost`
 * and `connectTcp` do, and as the tunnel does.
 */
export async function dialEndpoint(parts: EndpointParts, tunnel: Tunnel | null, bounds: Bounds): Promise<Duplex> {
  if (tunnel !== null) return await tunnel.open(parts, bounds);
  return await connectTcp(parts, await resolveHost(parts.host, bounds), bounds);
}

/** Returns the addresses that the system's resolver finds for a host. Fails with `NameNotResolved`. */
export async function resolveHost(host: string, bounds: Bounds): Promise<readonly LookupAddress[]> {
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family }];
  return await bounded<readonly LookupAddress[]>(
    bounds,
    () => notResolved(host, `no name server answered within ${bounds.timeoutMs / 1000} s`, true),
    (resolve, reject) => {
      // The system's own resolver, as the client library uses it: hosts file and search domains count.
      lookup(host, { all: true, order: 'verbatim' }, (error, addresses) => {
        if (error === null) resolve(addresses);
        else if (error.code === 'ENOTFOUND') reject(notResolved(host, 'there is no such name', false));
        else reject(notResolved(host, `the name server could not be asked (${error.code})`, true));
      });
      return () => undefined;
    },
  );
}

/**
 * Opens a TCP connection to the first address that takes it; the time is shared among the addresses. Fails with
 * `ConnectionRefused`, `ConnectTimeout`, `Unavailable`.
 */
export async function connectTcp(
  parts: EndpointParts,
  addresses: readonly LookupAddress[],
  { timeoutMs, signal }: Bounds,
): Promise<Socket> {
  const endsAt = performance.now() + timeoutMs;
  let failure: unknown;
  for (const [index, { address }] of addresses.entries()) {
    const share = Math.max(1, (endsAt - performance.now()) / (addresses.length - index));
    try {
      return await connectTo(parts, address, { timeoutMs: share, signal });
    } catch (error) {
      if (signal?.aborted) throw error;
      // A refusal says more than a timeout.
      if (failure === undefined || (error instanceof EtcdeckError && error.code === 'ConnectionRefused'))
        failure = error;
    }
  }
  throw failure ?? notResolved(parts.host, 'it has no address', false);
}

function connectTo(parts: EndpointParts, address: string, bounds: Bounds): Promise<Socket> {
  const at = hostAndPort({ host: address, port: parts.port });
  return bounded<Socket>(
    bounds,
    () => failureAt('ConnectTimeout', `${at} does not answer; a firewall may drop what is sent to it`, at, true),
    (resolve, reject) => {
      const socket = netConnect({ host: address, port: parts.port });
      let isConnected = false;
      socket.once('connect', () => {
        isConnected = true;
        resolve(socket);
      });
      // Kept for the socket's life: a late error must not be uncaught.
      socket.on('error', (error) => reject(connectFailure(error, at)));
      return () => void (isConnected || socket.destroy());
    },
  );
}

function connectFailure(error: Error, at: string): EtcdeckError {
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ECONNREFUSED') return failureAt('ConnectionRefused', `nothing listens on ${at}`, at, true);
  if (code === 'ETIMEDOUT') return failureAt('ConnectTimeout', `${at} does not answer`, at, true);
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH') {
    return failureAt('ConnectTimeout', `${at} does not answer: there is no route to it`, at, true);
  }
  if (code === 'ECONNRESET') return failureAt('ConnectionCut', `${at} cut the connection`, at, true);
  return failureAt('Unavailable', `${at} cannot be reached: ${code || error.message}`, at, true);
}

function failureAt(code: ErrorCode, message: string, address: string, retry: boolean): EtcdeckError {
  return new EtcdeckError({ code, message, retry, detail: { address } });
}

function notResolved(host: string, why: string, retry: boolean): EtcdeckError {
  return new EtcdeckError({
    code: 'NameNotResolved',
    message: `the name ${host} has no address: ${why}`,
    retry,
    detail: { host },
  });
}
