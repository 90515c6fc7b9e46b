import { type ErrorCode, EtcdeckError, type Failure } from '../contract/failure.ts';
import { withoutFullStop } from '../contract/text-end.ts';
import { type Printable, words } from '../core/terminal/printable.ts';

/** What to do about a failure, where more can be said than what happened. */
const remedies: Partial<Record<ErrorCode, string>> = {
  PasswordRequired: 'Give --password or ETCDCTL_PASSWORD, or run it on a terminal to be asked.',
  PassphraseRequired: 'Set ETCDECK_KEY_PASSPHRASE, or run it on a terminal to be asked.',
  AuthFailed: 'Check --user and --password.',
  AuthNotEnabled: 'Leave --user out: this cluster asks for none.',
  PermissionDenied: 'The user may not do this; ask as another one with --user.',
  UserEmpty: 'This cluster asks for a user: give --user.',
  CertificateUserUnknown: 'Give --user and --password, or the certificate of a user with --cert and --key.',
  ConnectionRefused: 'Check the endpoint, and whether etcd runs there.',
  ConnectTimeout: 'Check the endpoint, and whether a firewall stands between.',
  EndpointUnprotected: 'Nothing was sent. Have the member announce an https URL, or add one that leads to it.',
  NameNotResolved: 'Check the host names in --endpoints, or the domain in --discovery-srv.',
  ServerSpeaksTls: 'Write the endpoint with https://, and give the CA with --cacert.',
  ServerSpeaksPlain: 'Write the endpoint with http://.',
  ServerCertificateUntrusted: 'Give the CA that signed it with --cacert.',
  ServerCertificateNameMismatch: 'Dial the endpoint by a name that the certificate has.',
  ClientCertificateRequired: 'Give --cert and --key.',
  ClientCertificateUntrusted: 'Give a certificate of the CA that the members trust.',
  ClientCertificateExpired: 'Give a certificate that has not ended.',
  Conflict: 'Nothing was written. Read the key again and decide with what it holds now.',
  OutcomeUnknown:
    'It may have happened, or may still: repeat it only under the same guard, so that one of the two fails.',
  ReadOnly:
    'Nothing was written. Give --unlock with the name of the connection, or run it on a terminal to be asked for it.',
  PlanRequired: 'Nothing was written. etcdeck put and etcdeck del plan it, and ask.',
  Compacted: 'That revision is gone; ask for a later one.',
  NoSpace: 'The database is over its quota: compact, defragment, then disarm the alarm.',
  FileExists: 'A snapshot never overwrites: give another name.',
  SnapshotHashMismatch: 'Nothing was kept. Save again, from another member if it happens twice.',
  SnapshotTruncated: 'Nothing was kept. Save again.',
};

/** A failure as a person reads it: what happened, at which endpoint, and what to do. */
export function describeFailure(failure: Failure): Printable {
  const isPlaced = failure.endpoint !== undefined && !failure.message.includes(failure.endpoint);
  const what = isPlaced ? `${failure.endpoint}: ${failure.message}` : failure.message;
  const remedy = remedies[failure.code];
  const sentence = words`${withoutFullStop(what)} (${failure.code}).`;
  return remedy === undefined ? sentence : words`${sentence}\n${remedy}`;
}

/** Any error as a failure; one that is not ours is a bug of ours. */
export function toFailure(error: unknown): Failure {
  if (error instanceof EtcdeckError) return error.toFailure();
  return { code: 'Internal', message: error instanceof Error ? error.message : String(error), retry: false };
}
