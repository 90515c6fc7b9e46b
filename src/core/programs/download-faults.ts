import type { Bounds } from './dialler.ts';

/** Returns why a download did not arrive, from an error of Node's or of undici's, in words that end without a full stop. */
export function whyNotArrived(
  error: unknown,
  { bounds, isLate, proxy }: { readonly bounds: Bounds; readonly isLate: boolean; readonly proxy: URL | null },
): string {
  const through = proxy === null ? '' : ` (through the proxy ${proxy.origin})`;
  if (isLate) return `it did not arrive within ${bounds.wholeMs / 60_000} minutes${through}`;
  const code = codeOf(error);
  const known = reasons[code];
  if (known !== undefined) return `${known}${through}`;
  const said = error instanceof Error ? error.message : String(error);
  if (/^Proxy response \(\d{3}\)/.test(said)) return `the proxy ${proxy?.origin ?? ''} refused: ${said}`;
  return `${said === '' ? code : said}${through}`;
}

/** The innermost error names the cause. */
function codeOf(error: unknown): string {
  for (let at = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth++) {
    if (at.cause instanceof Error) continue;
    return 'code' in at && typeof at.code === 'string' ? at.code : '';
  }
  return '';
}

const untrusted =
  'its certificate is signed by nobody whom this machine trusts; where a proxy signs anew, name its CA in NODE_EXTRA_CA_CERTS';

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name has no address here; is this machine offline, or behind a proxy (HTTPS_PROXY)?',
  EAI_AGAIN: 'its name cannot be looked up now; is this machine offline, or behind a proxy (HTTPS_PROXY)?',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  ENETUNREACH: 'this machine has no way there; is it offline?',
  EHOSTUNREACH: 'this machine has no way there',
  ETIMEDOUT: 'nothing answered in time',
  UND_ERR_CONNECT_TIMEOUT: 'nothing answered in time',
  UND_ERR_HEADERS_TIMEOUT: 'it sent nothing for too long',
  UND_ERR_BODY_TIMEOUT: 'it stopped sending',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'it sent less than it said',
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
};
