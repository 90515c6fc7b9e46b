import type { ErrorCode, Failure } from '../../../contract/failure.ts';
import { reachWords } from './words/connecting.ts';
import { etcdWords } from './words/etcd.ts';
import { inputWords } from './words/input.ts';
import { sshWords } from './words/ssh.ts';
import { fact, type Words, type WordTable } from './words/words.ts';

/** Every reason a call can fail, in words. The compiler holds it complete. */
const table: WordTable<ErrorCode> = {
  ...etcdWords,
  ...reachWords,
  ...sshWords,
  ...inputWords,
  Conflict: (failure) => ({
    title: 'The key changed since you read it. Nothing was written.',
    action: `Look at revision ${fact(failure, 'currentModRevision', 'it has now')}, then save over it or take it.`,
  }),
  OutcomeUnknown: {
    title: 'The answer never came: the write may or may not have happened.',
    action: 'Read the key again before you repeat it. etcdeck does not repeat a write by itself.',
  },
  DeadlineExceeded: { title: 'No answer in time.', action: 'Try again; Cluster shows which members are slow or down.' },
  Unrecognised: (failure) => ({
    title: 'etcd refused with an error etcdeck does not know.',
    action: `It said: ${failure.message}`,
  }),
  Unimplemented: (failure) => ({
    title: 'The member is too old for this.',
    action: `It works once every member runs etcd ${fact(failure, 'since', 'in a newer version')}.`,
  }),
  Cancelled: { title: 'Stopped.', action: 'Start it again when you like.' },
  ConnectionUnknown: {
    title: 'This connection is gone.',
    action: 'It was removed, or its sandbox was stopped. Choose another one on the start screen.',
  },
  ConnectionNotOpen: { title: 'The connection is not open.', action: 'Connect first.' },
  ReadOnly: (failure) => ({
    title: 'This connection is read-only. Nothing was written.',
    action: `Unlock it by typing its name; it then takes writes for 15 minutes. ${failure.message}.`,
  }),
  CertificateUserUnknown: (failure) => ({
    title: `etcd took your certificate’s name “${fact(failure, 'user', '…')}” for the user, and has no such user.`,
    action:
      'Give a user and password in the connection, or a user’s certificate; or have root add a user of this name.',
  }),
  PasswordRequired: { title: 'A password is needed.', action: 'Type the password of the connection’s user.' },
  SnapshotHashMismatch: {
    title: 'The snapshot’s bytes do not match their hash.',
    action: 'The file was not kept. Save again, from another member if it happens twice.',
  },
  SnapshotTruncated: {
    title: 'The member stopped before the snapshot was whole.',
    action: 'Nothing was kept. Save again.',
  },
  SandboxBinaryMissing: {
    title: 'No etcd was found on this machine.',
    action: 'Install etcd so that it is on PATH, or choose the program where a sandbox is started.',
  },
  SandboxFailed: (failure) => ({
    title: 'The sandbox cluster did not start.',
    action: `Its member said: ${failure.message}`,
  }),
  AnswerTooLarge: (failure) => ({
    title: 'The answer is larger than any that is taken.',
    action: `At most ${fact(failure, 'most', 'fewer')} bytes are taken, and it has ${fact(failure, 'bytes', 'more')} or more. Ask for less, or check what answers here.`,
  }),
  OutOfMemory: (failure) => ({
    title: 'This takes more memory than there is for it.',
    action: `Take a longer prefix, one part after the other: ${failure.message}.`,
  }),
  MethodUnknown: {
    title: 'This window and its host are of different versions.',
    action: 'Reload the window.',
  },
  BackendClosed: { title: 'The part of etcdeck that talks to etcd is gone.', action: 'Reload the window.' },
  Internal: (failure) => ({
    title: 'etcdeck made a mistake.',
    action: `Try again. If it comes back, report it with these words: ${failure.message}`,
  }),
};

/** A failure in words: what happened, what to do, who it was, and what etcd said of it. */
export interface Description extends Words {
  /** The endpoint, or the member, where it is one's own failure. */
  readonly where: string | null;
  /** The words of whoever refused, for a search engine or a colleague. */
  readonly said: string | null;
}

export function describeFailure(failure: Failure): Description {
  const entry = table[failure.code];
  const words = typeof entry === 'function' ? entry(failure) : entry;
  // What core says of it stands in the words already, fact by fact.
  const isRetold = failure.detail?.readable !== undefined || failure.code === 'CertificateUserUnknown';
  const quoted = isRetold || words.action.includes(failure.message) || failure.message === '';
  return {
    ...words,
    where: failure.endpoint ?? (failure.member === undefined ? null : `member ${failure.member}`),
    said: quoted ? null : failure.message,
  };
}

/** Every code, for the test that reads all the words. */
export const everyErrorCode: readonly string[] = Object.keys(table);
