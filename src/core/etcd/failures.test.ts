import { describe, expect, it } from 'vitest';
import { EtcdeckError } from '../../contract/failure.ts';
import { toEtcdeckError, wasSent } from './failures.ts';
import { etcdErrorCode, grpcStatus } from './rpctypes.ts';

const read = { endpoint: 'http://127.0.0.1:2379', operation: 'range', isWrite: false };
const write = { ...read, operation: 'txn', isWrite: true };
const status = (code: number, details: string) => Object.assign(new Error(details), { code, details });
const unreachable = (lastError: string) =>
  status(
    grpcStatus.unavailable,
    `No connection established. Last error: ${lastError} (2026-11-20T08:00:00.000Z). Resolution note: `,
  );

describe("etcd's own errors", () => {
  it.each([
    [grpcStatus.outOfRange, 'etcdserver: mvcc: required revision has been compacted', 'Compacted'],
    [grpcStatus.resourceExhausted, 'etcdserver: mvcc: database space exceeded', 'NoSpace'],
    [grpcStatus.unavailable, 'etcdserver: no leader', 'NoLeader'],
    [grpcStatus.unauthenticated, 'etcdserver: invalid auth token', 'InvalidAuthToken'],
    [grpcStatus.invalidArgument, 'etcdserver: request is too large', 'RequestTooLarge'],
    [grpcStatus.failedPrecondition, 'etcdserver: rpc not supported for learner', 'NotSupportedForLearner'],
    [grpcStatus.unavailable, 'etcdserver: rpc not supported for learner', 'NotSupportedForLearner'],
    [grpcStatus.unknown, 'auth: user name is empty', 'UserEmpty'],
    [grpcStatus.unknown, 'auth: revision in header is old', 'AuthOldRevision'],
    [grpcStatus.unknown, 'auth: permission denied', 'PermissionDenied'],
    [grpcStatus.unknown, 'context deadline exceeded', 'DeadlineExceeded'],
    [grpcStatus.deadlineExceeded, 'etcdserver: context deadline exceeded', 'DeadlineExceeded'],
  ])('knows %i %s', (code, details, name) => {
    expect(toEtcdeckError(status(code, details), read)).toMatchObject({
      code: name,
      message: details,
      operation: 'range',
    });
  });

  it('goes by text and status both', () => {
    expect(etcdErrorCode(grpcStatus.internal, 'etcdserver: no leader')).toBeNull();
    expect(etcdErrorCode(grpcStatus.unavailable, 'no leader')).toBeNull();
    expect(etcdErrorCode(grpcStatus.unavailable, 'etcdserver: something new')).toBeNull();
    expect(toEtcdeckError(status(grpcStatus.unknown, 'etcdserver: something new'), read).code).toBe('Unrecognised');
  });

  it('says which may pass by themselves', () => {
    expect(toEtcdeckError(status(grpcStatus.unavailable, 'etcdserver: leader changed'), read).retry).toBe(true);
    expect(toEtcdeckError(status(grpcStatus.permissionDenied, 'etcdserver: permission denied'), read).retry).toBe(
      false,
    );
  });
});

describe('an endpoint that is not reached', () => {
  const openssl =
    'Error: 40C7A1B2337F0000:error:0A00045C:SSL routines:ssl3_read_bytes:tlsv13 alert certificate required:../deps/openssl/openssl/ssl/record/rec_layer_s3.c:1605:SSL alert number 116\n';
  const boringssl =
    'Error: 113224:error:1000045c:SSL routines:OPENSSL_internal:TLSV1_ALERT_CERTIFICATE_REQUIRED:../../third_party/boringssl/src/ssl/tls_record.cc:572:SSL alert number 116\n';

  it.each([
    ['Error: connect ECONNREFUSED 127.0.0.1:23999', 'ConnectionRefused', 'connect ECONNREFUSED 127.0.0.1:23999'],
    [
      'Error: unable to verify the first certificate',
      'ServerCertificateUntrusted',
      'unable to verify the first certificate',
    ],
    ['Error: self-signed certificate', 'ServerCertificateUntrusted', 'self-signed certificate'],
    ['Error: self signed certificate', 'ServerCertificateUntrusted', 'self signed certificate'],
    ['Error: certificate has expired', 'ServerCertificateExpired', 'certificate has expired'],
    [
      "Error [ERR_TLS_CERT_ALTNAME_INVALID]: Hostname/IP does not match certificate's altnames: IP: 127.0.0.1 is not in the cert's list: 10.0.0.9",
      'ServerCertificateNameMismatch',
      "Hostname/IP does not match certificate's altnames: IP: 127.0.0.1 is not in the cert's list: 10.0.0.9",
    ],
    [openssl, 'ClientCertificateRequired', 'tlsv13 alert certificate required (SSL alert number 116)'],
    [boringssl, 'ClientCertificateRequired', 'TLSV1_ALERT_CERTIFICATE_REQUIRED (SSL alert number 116)'],
    [
      'Error: x:error:0A000415:a:b:sslv3 alert certificate expired:c:1:SSL alert number 45',
      'ClientCertificateExpired',
      null,
    ],
    ['Error: x:error:1:a:b:TLSV1_ALERT_UNKNOWN_CA:c:1:SSL alert number 48', 'ClientCertificateUntrusted', null],
    ['Error: x:error:1:a:b:TLSV1_ALERT_PROTOCOL_VERSION:c:1:SSL alert number 70', 'TlsHandshakeFailed', null],
    [
      'Error: Client network socket disconnected before secure TLS connection was established',
      'ConnectionCut',
      'Client network socket disconnected before secure TLS connection was established',
    ],
    ['Failed to connect', 'Unavailable', 'Failed to connect'],
  ])('%s', (lastError, code, message) => {
    const failure = toEtcdeckError(unreachable(lastError), read);
    expect(failure.code).toBe(code);
    if (message !== null) expect(failure.message).toBe(message);
    expect(failure.message).not.toMatch(/2026-11-20|40C7A1B2337F0000|tls_record/);
  });

  it('takes alert 40 for a missing certificate only when there is none', () => {
    const refused = unreachable('Error: x:error:1:a:b:sslv3 alert handshake failure:c:1:SSL alert number 40');
    expect(toEtcdeckError(refused, { ...read, hasClientCertificate: false }).code).toBe('ClientCertificateRequired');
    expect(toEtcdeckError(refused, { ...read, hasClientCertificate: true }).code).toBe('TlsHandshakeFailed');
  });

  it('tells a name without an address, and a server that is not etcd', () => {
    const unresolved = status(grpcStatus.unavailable, 'Name resolution failed for target dns:nowhere.invalid:2379');
    expect(toEtcdeckError(unresolved, read).code).toBe('NameNotResolved');
    const website = status(grpcStatus.unimplemented, 'Received HTTP status code 404');
    expect(toEtcdeckError(website, read).code).toBe('NotEtcd');
    const otherGrpc = status(grpcStatus.unimplemented, 'unknown service etcdserverpb.KV');
    expect(toEtcdeckError(otherGrpc, read).code).toBe('NotEtcd');
    const oldEtcd = status(grpcStatus.unimplemented, 'unknown method Downgrade for service etcdserverpb.Maintenance');
    expect(toEtcdeckError(oldEtcd, read)).toMatchObject({
      code: 'Unimplemented',
      message: 'Maintenance.Downgrade came with etcd 3.5',
      detail: { call: 'Maintenance.Downgrade', since: '3.5' },
    });
    const unheardOf = status(grpcStatus.unimplemented, 'unknown method Soon for service etcdserverpb.KV');
    expect(toEtcdeckError(unheardOf, read)).toMatchObject({ code: 'Unimplemented', detail: { call: 'KV.Soon' } });
  });

  it('names certificates and keys that TLS would not load', () => {
    const coded = (code: string) => toEtcdeckError(Object.assign(new Error('error:0B000074:x'), { code }), read).code;
    expect(coded('ERR_OSSL_X509_KEY_VALUES_MISMATCH')).toBe('KeyMismatch');
    expect(coded('ERR_OSSL_X509_KEY_TYPE_MISMATCH')).toBe('KeyMismatch');
    expect(coded('ERR_OSSL_BAD_DECRYPT')).toBe('PassphraseRequired');
    expect(coded('ERR_OSSL_UNSUPPORTED')).toBe('PrivateKeyInvalid');
    expect(coded('ERR_OSSL_PEM_NO_START_LINE')).toBe('CertificateInvalid');
  });
});

describe('a write', () => {
  it.each([
    [grpcStatus.deadlineExceeded, 'Deadline exceeded after 5.001s,LB pick: 0.001s,remote_addr=127.0.0.1:2379'],
    [grpcStatus.unavailable, 'read ECONNRESET'],
    [grpcStatus.unavailable, 'Connection dropped'],
    [grpcStatus.internal, 'Received RST_STREAM with code 2'],
    [grpcStatus.unavailable, 'etcdserver: request timed out'],
    [grpcStatus.unavailable, 'etcdserver: request timed out, possibly due to previous leader failure'],
    [grpcStatus.unavailable, 'etcdserver: server stopped'],
    [grpcStatus.unavailable, 'etcdserver: leader changed'],
    [grpcStatus.unknown, 'context deadline exceeded'],
    // A status alone may come from the transport, or from a proxy behind which the write was done.
    [grpcStatus.permissionDenied, 'Received RST_STREAM with code 12'],
    [grpcStatus.resourceExhausted, 'Bandwidth exhausted or memory limit exceeded'],
    [grpcStatus.unauthenticated, 'Received HTTP status code 401'],
    [grpcStatus.permissionDenied, 'Received HTTP status code 403'],
    [grpcStatus.unimplemented, 'Received HTTP status code 404'],
    [grpcStatus.invalidArgument, 'made up'],
    [grpcStatus.failedPrecondition, 'etcdserver: something new'],
    [grpcStatus.outOfRange, 'etcdserver: no leader'],
  ])('that %i %s ends has an unknown outcome, and is not to be tried again', (code, details) => {
    const error = status(code, details);
    expect(wasSent(error)).toBe(true);
    expect(toEtcdeckError(error, write)).toMatchObject({ code: 'OutcomeUnknown', retry: false });
    expect(toEtcdeckError(error, read).code).not.toBe('OutcomeUnknown');
  });

  it.each([
    [
      grpcStatus.unavailable,
      'No connection established. Last error: connect ECONNREFUSED ::1:1. Resolution note: ',
      'ConnectionRefused',
    ],
    [grpcStatus.deadlineExceeded, 'Deadline exceeded after 5.0s,Waiting for LB pick', 'ConnectTimeout'],
    [grpcStatus.unavailable, 'Stream refused by server', 'ConnectionCut'],
  ])('that %i %s ends has not left', (code, details, name) => {
    const error = status(code, details);
    expect(wasSent(error)).toBe(false);
    expect(toEtcdeckError(error, write).code).toBe(name);
  });

  it('that a member refused keeps its reason', () => {
    expect(
      toEtcdeckError(status(grpcStatus.resourceExhausted, 'etcdserver: mvcc: database space exceeded'), write).code,
    ).toBe('NoSpace');
    expect(toEtcdeckError(status(grpcStatus.unavailable, 'etcdserver: no leader'), write).code).toBe('NoLeader');
    const refused = (code: number, details: string) => toEtcdeckError(status(code, details), write).code;
    expect(refused(grpcStatus.resourceExhausted, 'grpc: received message larger than max (9 vs. 8)')).toBe(
      'RequestTooLarge',
    );
    expect(refused(grpcStatus.unimplemented, 'unknown method Soon for service etcdserverpb.KV')).toBe('Unimplemented');
    expect(refused(grpcStatus.unimplemented, 'unknown service etcdserverpb.KV')).toBe('NotEtcd');
    expect(refused(grpcStatus.unknown, 'unsupported transaction: {}')).toBe('Unrecognised');
  });
});

it('shortens what gRPC says of a deadline', () => {
  const late = status(
    grpcStatus.deadlineExceeded,
    'Deadline exceeded after 5.001s,LB pick: 0.001s,remote_addr=1.2.3.4:1',
  );
  expect(toEtcdeckError(late, read)).toMatchObject({
    code: 'DeadlineExceeded',
    message: 'Deadline exceeded after 5.001s',
  });
});

it('leaves a named failure alone, and calls anything else a bug', () => {
  const named = new EtcdeckError({ code: 'Conflict', message: 'changed' });
  expect(toEtcdeckError(named, read)).toBe(named);
  expect(toEtcdeckError(new TypeError('x is not a function'), read)).toMatchObject({ code: 'Internal' });
});
