import { expect, it } from 'vitest';
import { everyErrorCode as codes } from '../../../testing/every-error-code.ts';
import { describeFailure } from './failure-words.ts';

it.each(codes)('says what happened and what to do for %s', (code) => {
  const { title, action } = describeFailure({ code, message: 'rafthttp: peer is gone', retry: false });
  expect(title).toMatch(/^\S.*\.$/);
  expect(title.length).toBeLessThanOrEqual(80);
  expect(action.length).toBeLessThanOrEqual(130);
  expect(`${title} ${action}`).not.toMatch(/!|undefined|\bnodes?\b|\bmaster\b|\breplica|rpc error/i);
});

it('has other words for each code', () => {
  const titles = codes.map((code) => describeFailure({ code, message: '', retry: false }).title);
  expect(new Set(titles).size).toBe(titles.length);
});

it('names the facts that core sent', () => {
  const compacted = describeFailure({
    code: 'Compacted',
    message: 'etcdserver: mvcc: required revision has been compacted',
    retry: false,
    detail: { compactRevision: 8_412_903 },
  });
  expect(compacted.title).toBe('History before revision 8,412,903 is compacted.');
  const untold = { code: 'Compacted', message: 'it has compacted it', retry: false } as const;
  expect(describeFailure(untold).title).toBe('The history that was asked for is compacted.');
  expect(describeFailure({ ...untold, operation: 'restores.compareHash' }).title).toBe(
    'The member has compacted what would be compared.',
  );
  const damaged = { code: 'SnapshotInvalid', message: 'the file is cut', retry: false } as const;
  expect(describeFailure({ ...damaged, operation: 'restores.rehearse' })).toMatchObject({
    title: 'The file is damaged, and was not restored.',
    action: 'The file is cut. Rehearse another snapshot of the cluster.',
  });
  const missing = describeFailure({
    code: 'FileNotFound',
    message: 'ENOENT',
    retry: false,
    detail: { file: '/pki/ca.crt' },
  });
  expect(missing.title).toBe('There is no file /pki/ca.crt.');
});

it('says to whom it happened, and quotes whoever refused once', () => {
  const refused = { code: 'ConnectionRefused', message: 'connect ECONNREFUSED', retry: true } as const;
  expect(describeFailure({ ...refused, endpoint: 'https://10.0.4.11:2379' })).toMatchObject({
    where: 'https://10.0.4.11:2379',
    said: 'connect ECONNREFUSED',
  });
  expect(describeFailure(refused).where).toBeNull();
  const unknown = describeFailure({ code: 'Unrecognised', message: 'etcdserver: new trouble', retry: false });
  expect(unknown.action).toContain('etcdserver: new trouble');
  expect(unknown.said).toBeNull();
});

it('ends what a library says before it goes on', () => {
  const said = (message: string) => describeFailure({ code: 'ValueNotEncodable', message, retry: false }).action;
  expect(said('No digit at column 3')).toBe('No digit at column 3. Nothing was written; correct it and save again.');
  expect(said('No digit.')).toBe('No digit. Nothing was written; correct it and save again.');
});

it('names the member that keeps others from being defragmented, and says to wait for it or to start it', () => {
  const words = (code: 'QuorumAtRisk' | 'Unhealthy', state: string) =>
    describeFailure({ code, message: '', operation: 'defragment', retry: true, detail: { name: 'etcd-3', state } });
  for (const code of ['QuorumAtRisk', 'Unhealthy'] as const) {
    expect(words(code, 'silent').title).toBe('etcd-3 does not answer, or does not follow the leader.');
    expect(words(code, 'silent').action).toContain('Wait for this one, or start it');
    expect(words(code, 'notStarted').title).toBe('etcd-3 was added and has not started.');
  }
});

it('tells apart why a server’s certificate is not trusted', () => {
  const reasons = [
    'SELF_SIGNED_CERT_IN_CHAIN',
    'CERT_SIGNATURE_FAILURE',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'INVALID_PURPOSE',
  ];
  const titles = reasons.map(
    (reason) =>
      describeFailure({ code: 'ServerCertificateUntrusted', message: '', retry: false, detail: { reason } }).title,
  );
  expect(new Set(titles).size).toBe(reasons.length);
});

it('says of a file that cannot be opened what to do about it', () => {
  const words = (code: 'FileNotReadable' | 'BundleInvalid', detail: Record<string, string | number>) =>
    describeFailure({ code, message: 'core’s own', retry: false, detail });
  const file = '/home/ops/exports';
  expect(words('FileNotReadable', { file, reason: 'it is a folder', found: 'folder' })).toEqual({
    title: '/home/ops/exports is a folder.',
    action: 'Choose a file in it.',
    where: null,
    said: null,
  });
  const large = words('FileNotReadable', { file, reason: 'it is too large', found: 'unfit' });
  expect(large.action).toBe('The reason: it is too large. Choose another one.');
  expect(words('FileNotReadable', { file, reason: 'permission denied' }).action).toContain('Let the user');
  const missing = {
    code: 'FileNotFound',
    message: `there is no file ${file}`,
    retry: false,
    detail: { file },
  } as const;
  expect(describeFailure(missing)).toMatchObject({ title: `There is no file ${file}.`, said: null });
  expect(words('BundleInvalid', { reason: 'it is empty', bytes: 0 })).toMatchObject({
    title: 'The file is empty.',
    action: 'It holds no exported keys. Export them again, or choose another file.',
    said: null,
  });
  expect(words('BundleInvalid', { reason: 'it is no JSON from here on', place: 'line 2, column 3' })).toMatchObject({
    title: 'The exported keys cannot be read at line 2, column 3.',
    action: 'It is no JSON from here on. Choose a file as etcdeck exported it.',
    said: null,
  });
});

it('seeks what a snapshot no longer holds in one that was saved earlier', () => {
  const detail = { compactRevision: 5, of: 'snapshot' };
  const { action } = describeFailure({ code: 'Compacted', message: '', retry: false, detail });
  expect(action).toMatch(/^Choose a later revision: .* saved earlier may hold them\.$/);
});

it.each([
  ['hashKV', /takes the role root/],
  ['memberAdd', /takes the role root/],
  ['userChangePassword', /takes the role root/],
  ['snapshot', /takes the role root/],
  ['watch', /may not watch these keys/],
  ['range', /may not read these keys/],
  ['put', /may not write these keys/],
  ['leaseRevoke', /may not write every key of this lease/],
  ['txn', /takes permission to read and write these keys/],
])('names the permission that a refused %s lacks', (operation, title) => {
  const denied = {
    code: 'PermissionDenied',
    message: 'etcdserver: permission denied',
    operation,
    retry: false,
  } as const;
  expect(describeFailure(denied).title).toMatch(title);
});
