import { EtcdeckError } from '../../contract/failure.ts';

/** The parts of an endpoint, for gRPC. */
export interface DialTarget {
  /** The host; an IPv6 address without its brackets. */
  readonly host: string;
  /** `host:port`; an IPv6 address in brackets. */
  readonly target: string;
  readonly isTls: boolean;
}

/**
 * Parses `http(s)://host:port`. Adds the scheme's default port where it is missing: gRPC would dial 443 for any scheme.
 * Fails with `EndpointInvalid`.
 */
export function toDialTarget(endpoint: string): DialTarget {
  const invalid = (): EtcdeckError =>
    new EtcdeckError({ code: 'EndpointInvalid', message: `${endpoint} is not http(s)://host:port`, endpoint });
  if (!URL.canParse(endpoint)) throw invalid();
  const url = new URL(endpoint);
  const isTls = url.protocol === 'https:';
  if ((!isTls && url.protocol !== 'http:') || url.hostname === '') throw invalid();
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    target: `${url.hostname}:${url.port || (isTls ? '443' : '80')}`,
    isTls,
  };
}

/**
 * Refuses an endpoint with less protection than the connection's own: requests, answers and the password could be read
 * on the way. Fails with `EndpointUnprotected`, `EndpointInvalid`.
 */
export function refuseUnprotected(endpoint: string, own: readonly string[]): void {
  if (toDialTarget(endpoint).isTls || !own.some((one) => toDialTarget(one).isTls)) return;
  const message = `${endpoint} is plain http, and the connection is https; it was not dialled`;
  throw new EtcdeckError({ code: 'EndpointUnprotected', message, endpoint });
}
