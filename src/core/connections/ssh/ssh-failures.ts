import { type ErrorCode, EtcdeckError, type SshErrorCode } from '../../../contract/failure.ts';
import { hostAndPort } from '../endpoints.ts';

/** An SSH host as failures name it. */
export interface SshHost {
  readonly host: string;
  readonly port: number;
}

/** Failures that the operator has to resolve. A retry would fail the same, and might lock the account at the host. */
export const finalSshCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'SshHandshakeFailed',
  'SshHostKeyUnknown',
  'SshHostKeyChanged',
  'SshAuthFailed',
  'SshAgentMissing',
  'SshKeyInvalid',
  'SshPassphraseRequired',
  'SshPassphraseWrong',
  'SshPasswordRequired',
  'SshFileNotReadable',
  // A missing key file does not appear by itself.
  'FileNotFound',
  'FileNotReadable',
]);

/** Returns a failure of the SSH connection; only an unreached host is worth another try. */
export function sshFailure(
  code: SshErrorCode,
  message: string,
  detail: Readonly<Record<string, string | number>> = {},
  cause?: unknown,
): EtcdeckError {
  return new EtcdeckError({ code, message, retry: code === 'SshUnreachable', detail }, { cause });
}

/** Returns the failure `SshUnreachable`, with the host and the reason. */
export function unreachable({ host, port }: SshHost, why: string, cause?: unknown): EtcdeckError {
  const message = `the SSH host ${hostAndPort({ host, port })} cannot be reached: ${why}`;
  return sshFailure('SshUnreachable', message, { host, port }, cause);
}

/**
 * Returns why the SSH host did not connect to an endpoint, by its reason code (RFC 4254 5.1) and sshd's message: the
 * failure of the dial from there.
 */
export function forwardFailure(error: Error, to: SshHost, via: SshHost): EtcdeckError {
  const at = hostAndPort(to);
  const words = error.message.replace(/^\(SSH\) Channel open failure: /, '');
  const detail = { address: at, sshHost: via.host };
  const reason = 'reason' in error ? error.reason : null;
  const failureAt = (code: ErrorCode, message: string): EtcdeckError =>
    new EtcdeckError(
      { code, message: `${message}, as the SSH host ${via.host} sees it`, retry: true, detail },
      { cause: error },
    );
  if (reason === administrativelyProhibited) {
    const message = `the SSH host ${via.host} does not lead on to ${at}: ${words}`;
    return sshFailure('SshForwardRefused', message, detail, error);
  }
  if (reason !== connectFailed) {
    const message = `the SSH host ${via.host} did not lead on to ${at}: ${words}`;
    return sshFailure('SshUnreachable', message, { ...detail, host: via.host, port: via.port }, error);
  }
  if (/refused/i.test(words)) return failureAt('ConnectionRefused', `nothing listens on ${at}`);
  if (/not known|no address|resolution|resolve|nodename/i.test(words)) {
    return failureAt('NameNotResolved', `the name ${to.host} has no address`);
  }
  if (/timed out|no route|unreachable/i.test(words)) return failureAt('ConnectTimeout', `${at} does not answer`);
  return failureAt('Unavailable', `${at} cannot be reached: ${words}`);
}

const administrativelyProhibited = 1;
const connectFailed = 2;
