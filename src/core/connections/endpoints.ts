import { isIP } from 'node:net';
import type { ConnectionTls } from '../../contract/connections/profile.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import { withoutEnd } from '../../contract/text-end.ts';

const maxEndpoints = 32;

/** The parts of an endpoint. */
export interface EndpointParts {
  readonly scheme: 'http' | 'https';
  /** A name or an address; an IPv6 address without its brackets. */
  readonly host: string;
  readonly port: number;
}

/**
 * Returns endpoints as they are saved and dialled: `http(s)://host:port`, each once. Removes spaces and trailing
 * slashes and lowers upper case; without a scheme it is https where TLS is set up, otherwise http, as in etcdctl. A
 * missing port is refused, because it would silently mean 443. Fails with `EndpointInvalid`.
 */
export function normaliseEndpoints(
  endpoints: readonly string[],
  tls: Pick<ConnectionTls, 'caFile' | 'caPem' | 'certFile' | 'certPem' | 'skipVerify'>,
): readonly string[] {
  const isPasted = tls.caPem !== undefined || tls.certPem !== undefined;
  const usesTls = tls.caFile !== null || tls.certFile !== null || isPasted || tls.skipVerify;
  const parts = endpoints
    .map((endpoint) => endpoint.trim())
    .filter((endpoint) => endpoint !== '')
    .map((endpoint) => parse(endpoint, usesTls ? 'https' : 'http'));
  if (parts.length === 0) throw invalid('an endpoint is needed, such as https://10.0.0.1:2379');
  if (parts.some((part) => part.scheme !== parts[0]?.scheme)) {
    throw invalid('the endpoints mix http and https; a cluster serves its clients one way');
  }
  const unique = [...new Set(parts.map(formatEndpoint))];
  if (unique.length > maxEndpoints) throw invalid(`${unique.length} endpoints are given; ${maxEndpoints} are the most`);
  return unique;
}

/**
 * Returns metrics URLs as `normaliseEndpoints` does, without the path `/metrics`; none are needed, and http and https may
 * stand beside each other. Fails with `EndpointInvalid`.
 */
export function normaliseMetricsURLs(urls: readonly string[]): readonly string[] {
  const parts = urls
    .map((url) => url.trim().replace(/\/metrics\/?$/, ''))
    .filter((url) => url !== '')
    .map((url) => parse(url, 'http'));
  const unique = [...new Set(parts.map(formatEndpoint))];
  if (unique.length > maxEndpoints) throw invalid(`${unique.length} URLs are given; ${maxEndpoints} are the most`);
  return unique;
}

/** Parses a normalised endpoint. Fails with `EndpointInvalid`. */
export function endpointParts(endpoint: string): EndpointParts {
  return parse(endpoint, null);
}

/** Parses a URL that may be none: `null` then. */
export function endpointPartsOrNull(url: string): EndpointParts | null {
  try {
    return endpointParts(url);
  } catch {
    return null;
  }
}

/** Returns `host:port`, an IPv6 address in brackets. */
export function hostAndPort({ host, port }: Pick<EndpointParts, 'host' | 'port'>): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Whether two URLs are one, however they are spelt. */
export function isSameURL(a: string, b: string): boolean {
  return a === b || (URL.canParse(a) && URL.canParse(b) && new URL(a).href === new URL(b).href);
}

/** Whether a host is the machine that asks: `localhost`, 127.0.0.0/8, `::1`. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** Whether a URL leads to the machine that asks. */
export function isLoopbackURL(url: string): boolean {
  const parts = endpointPartsOrNull(url);
  return parts !== null && isLoopback(parts.host);
}

/** Whether a host is the address of every interface: it can be listened on, and not be dialled. */
export const isUnspecified = (host: string): boolean => host === '0.0.0.0' || host === '::';

/** Whether a host means the own machine on whichever it is said. */
export const isOwnAddress = (host: string): boolean => isUnspecified(host) || isLoopback(host);

function formatEndpoint(parts: EndpointParts): string {
  return `${parts.scheme}://${hostAndPort(parts)}`;
}

function parse(endpoint: string, defaultScheme: 'http' | 'https' | null): EndpointParts {
  // Shown in messages, so a password that was put into the URL must not survive in it.
  const shown = endpoint.replace(/^([a-z]+:\/\/)?.*@/i, '$1…@').slice(0, 200);
  const [, givenScheme, rest = ''] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/is.exec(endpoint) ?? [];
  const scheme = givenScheme?.toLowerCase() ?? defaultScheme;
  if (scheme !== 'http' && scheme !== 'https') {
    throw invalid(`${shown} is not an endpoint; it begins with https:// or http://`, shown);
  }
  if (rest.includes('@')) throw invalid(`${shown} holds a user; give the user apart from the endpoint`, shown);
  const authority = withoutEnd(rest, (character) => character === '/');
  const [, rawHost = '', rawPort] = /^(\[[^\]]*\]|[^:/?#\\[\]\s]*)(?::(\d*))?$/.exec(authority) ?? [];
  if (rawHost === '') {
    throw invalid(`${shown} is not an endpoint; it is ${scheme}://host:port with nothing behind`, shown);
  }
  if (!rawPort) throw invalid(`${shown} has no port; etcd serves its clients on 2379 by custom`, shown);
  const port = Number(rawPort);
  if (port < 1 || port > 65_535) throw invalid(`${shown} has the port ${rawPort}; ports go from 1 to 65535`, shown);
  return { scheme, host: parseHost(rawHost, shown), port };
}

/** The platform's URL parser validates hosts, and normalises addresses and international names. */
function parseHost(rawHost: string, shown: string): string {
  let hostname: string;
  try {
    hostname = new URL(`http://${rawHost}`).hostname;
  } catch {
    throw invalid(`${shown} does not name a host`, shown);
  }
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

function invalid(message: string, endpoint?: string): EtcdeckError {
  return new EtcdeckError({
    code: 'EndpointInvalid',
    message,
    ...(endpoint === undefined ? {} : { detail: { endpoint } }),
  });
}
