import type { ConnectErrorCode, InputErrorCode } from '../../contract/failure.ts';

/** Facts that distinguish failures with the same text. */
export interface ConnectFacts {
  readonly hasClientCertificate: boolean;
}

/**
 * Returns why an endpoint was not reached, from the text of a socket, of TLS (Node's OpenSSL and Electron's BoringSSL)
 * or of gRPC; `null` where it does not say. The TLS libraries' texts differ, so alerts are matched by number.
 */
export function connectErrorCode(text: string, facts: ConnectFacts): ConnectErrorCode | null {
  const alert = /SSL alert number (\d+)/.exec(text);
  if (alert !== null) return alertCode(Number(alert[1]), facts);
  for (const [pattern, code] of patterns) {
    if (pattern.test(text)) return code;
  }
  return null;
}

// RFC 8446 6.2. Go's TLS server answers a missing certificate with 116, 40 or 42, depending on the versions of TLS and
// Go. The last two have other causes too, but hardly when no certificate was given.
function alertCode(alert: number, { hasClientCertificate }: ConnectFacts): ConnectErrorCode {
  switch (alert) {
    case 116:
      return 'ClientCertificateRequired';
    case 40:
      return hasClientCertificate ? 'TlsHandshakeFailed' : 'ClientCertificateRequired';
    case 42:
      return hasClientCertificate ? 'ClientCertificateRefused' : 'ClientCertificateRequired';
    case 43:
    case 44:
    case 46:
    case 49:
    case 51:
      return 'ClientCertificateRefused';
    case 45:
      return 'ClientCertificateExpired';
    case 48:
      return 'ClientCertificateUntrusted';
    default:
      return 'TlsHandshakeFailed';
  }
}

const patterns: readonly (readonly [RegExp, ConnectErrorCode])[] = [
  [/ERR_TLS_CERT_ALTNAME_INVALID|does not match certificate's altnames/, 'ServerCertificateNameMismatch'],
  [/certificate has expired|certificate is not yet valid/, 'ServerCertificateExpired'],
  [
    /unable to verify the first certificate|unable to get (local )?issuer certificate|self[- ]signed certificate|invalid CA certificate|unsuitable certificate purpose|certificate signature failure/i,
    'ServerCertificateUntrusted',
  ],
  [/wrong[ _]version[ _]number|packet length too long/i, 'ServerSpeaksPlain'],
  [/no[ _]protocols[ _]available|unsupported[ _]protocol|no[ _]ciphers?[ _]/i, 'TlsHandshakeFailed'],
  [/ECONNREFUSED/, 'ConnectionRefused'],
  [/ENOTFOUND|EAI_AGAIN|EAI_FAIL|Name resolution failed/, 'NameNotResolved'],
  [/ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN/, 'ConnectTimeout'],
  [
    /ECONNRESET|EPIPE|ECONNABORTED|socket hang up|socket disconnected before secure|Connection dropped|Stream refused by server|GOAWAY|session (was )?closed|ERR_HTTP2_(SESSION|STREAM)_/i,
    'ConnectionCut',
  ],
  [/Received HTTP status code|Protocol error|ERR_HTTP2_ERROR|unknown service etcdserverpb/i, 'NotEtcd'],
];

/** Returns the fault of a certificate or key that TLS did not load; `null` for errors of another kind. */
export function materialErrorCode(code: string): InputErrorCode | null {
  if (/KEY_VALUES_MISMATCH|KEY_TYPE_MISMATCH/.test(code)) return 'KeyMismatch';
  if (/MISSING_PASSPHRASE|INTERRUPTED_OR_CANCELLED|BAD_DECRYPT/.test(code)) return 'PassphraseRequired';
  if (/UNSUPPORTED|DECODE_ERROR/.test(code)) return 'PrivateKeyInvalid';
  if (/^ERR_OSSL_/.test(code)) return 'CertificateInvalid';
  return null;
}

/**
 * Returns the part of an error's text worth showing: without gRPC's wrapping, OpenSSL's pointers and source lines, and
 * timestamps.
 */
export function cleanWords(details: string): string {
  const inner = /Last error: ([\s\S]*?)(?:\.? Resolution note:[\s\S]*)?$/.exec(details)?.[1] ?? details;
  // gRPC's words for any reset with CANCEL, whoever sent it; the caller's own is named before.
  if (inner === 'Call cancelled') return 'the call was reset';
  const ssl = /error:[0-9A-Fa-f]+:[^:]*:[^:]*:([^:]+)/.exec(inner);
  const alert = /SSL alert number \d+/.exec(inner)?.[0];
  if (ssl?.[1] !== undefined) return alert === undefined ? ssl[1] : `${ssl[1]} (${alert})`;
  return inner
    .replace(/^(\w*Error)?( \[\w+\])?: /, '')
    .replace(/ \(\d{4}-\d\d-\d\dT[\d:.]+Z\)/g, '')
    .replace(/^(Deadline exceeded after [\d.]+s).*$/s, '$1')
    .trim();
}
