import { EtcdeckError } from '../../contract/failure.ts';

/** An endpoint, taken apart for gRPC. */
export interface DialTarget {
  /** Without the brackets of an IPv6 address. */
  readonly host: string;
  /** `host:port`, with them. */
  readonly target: string;
  readonly isTls: boolean;
}

/**
 * Takes `http(s)://host:port` apart. A port left out is the scheme's own, which has to be written out for gRPC: it
 * would dial 443 for any scheme. Fails with `EndpointInvalid`.
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
 * Refuses an endpoint that protects less than a connection's own do: what is asked, what is answered, and the password
 * would be read on the way. Fails with `EndpointUnprotected`, `EndpointInvalid`.
 */
export function refuseUnprotected(endpoint: string, own: readonly string[]): void {
  if (toDialTarget(endpoint).isTls || !own.some((one) => toDialTarget(one).isTls)) return;
  const message = `${endpoint} is plain http, and the connection is https; it was not dialled`;
  throw new EtcdeckError({ code: 'EndpointUnprotected', message, endpoint });
}
