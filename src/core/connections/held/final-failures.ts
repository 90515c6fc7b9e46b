import type { ErrorCode } from '../../../contract/failure.ts';
import { finalSshCodes } from '../ssh/ssh-failures.ts';

/** Every member would answer the same, and another try would cost the leader a password hash. */
export const needsOtherSecrets: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'AuthFailed',
  'AuthNotEnabled',
  'UserEmpty',
  'PasswordRequired',
  ...finalSshCodes,
]);

/** Failures that the operator has to resolve, here or at the server. */
export const needsOperator: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'ServerSpeaksTls',
  'ServerSpeaksPlain',
  'ServerCertificateUntrusted',
  'ServerCertificateNameMismatch',
  'ServerCertificateExpired',
  'ClientCertificateRequired',
  'ClientCertificateUntrusted',
  'ClientCertificateExpired',
  'ClientCertificateRefused',
  'CertificateInvalid',
  'NotEtcd',
]);
