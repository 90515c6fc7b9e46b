import type { ErrorCode, Failure } from '../failure.ts';
import { connectWords } from './connecting.ts';
import { etcdWords } from './etcd.ts';
import { inputWords } from './input.ts';
import { membershipWords } from './members.ts';
import { programWords } from './programs.ts';
import { snapshotWords } from './snapshots.ts';
import { sshWords } from './ssh.ts';
import { fact, sentence, type Words, type WordTable } from './words.ts';

/** The words for every failure. The compiler checks that it is complete. */
export const failureWords: WordTable<ErrorCode> = {
  ...etcdWords,
  ...connectWords,
  ...sshWords,
  ...inputWords,
  ...membershipWords,
  ...snapshotWords,
  ...programWords,
  Conflict: (failure) => ({
    title: 'The key changed since you read it. Nothing was written.',
    action: `Look at revision ${fact(failure, 'currentModRevision', 'it has now')}, then save over it or take it.`,
  }),
  OutcomeUnknown: {
    title: 'The answer never came: the write may or may not have happened.',
    action: 'Read the key again before you repeat it. etcdeck does not repeat a write by itself.',
  },
  DeadlineExceeded: ({ operation }) =>
    operation === 'restores.rehearse' || operation === 'restores.join'
      ? {
          title: 'The member did not start in time.',
          action: 'It tells nothing of the snapshot: try again when this machine has less to do.',
        }
      : { title: 'No answer in time.', action: 'Try again; Cluster shows which members are slow or down.' },
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
  KeyNotCovered: {
    title: 'The file does not cover this key.',
    action: 'Whether it existed is unknown. Open a file that covers it, or its cluster.',
  },
  SourceNotOpen: { title: 'The file is not open any more.', action: 'Open it again.' },
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
    action: 'Get it where a sandbox is started, put it on PATH, or choose the program there.',
  },
  SandboxFailed: (failure) =>
    // A member that ended in a cluster that runs on.
    Object.hasOwn(failure.detail ?? {}, 'ended')
      ? { title: `${fact(failure, 'ended', 'A member')} ended by itself.`, action: sentence(failure) }
      : { title: 'The sandbox cluster did not start.', action: `Its member said: ${failure.message}` },
  LabActRefused: (failure) => ({
    title: 'This cannot be done in the lab now.',
    action: `The reason: ${failure.message}`,
  }),
  AnswerTooLarge: (failure) => ({
    title: 'The answer is larger than any that is taken.',
    action: `At most ${fact(failure, 'most', 'fewer')} bytes are taken, and it has ${fact(failure, 'bytes', 'more')} or more. Ask for less, or check what answers here.`,
  }),
  OutOfMemory: (failure) => ({
    title: 'This takes more memory than there is for it.',
    action: `Take less at a time, a longer prefix or one file after the other: ${failure.message}.`,
  }),
  MethodUnknown: {
    title: 'This window and its host are of different versions.',
    action: 'Reload the window.',
  },
  BackendClosed: (failure) => {
    const command = failure.detail?.startedBy;
    return command === undefined
      ? { title: 'The part of etcdeck that talks to etcd is gone.', action: 'Reload the window.' }
      : {
          title: 'This page has lost its server.',
          action: `Start it again with “${command}” or “npm start”, or ask one that runs with “${command} --link”, and open the new link.`,
        };
  },
  Internal: (failure) => ({
    title: 'etcdeck made a mistake.',
    action: `Try again. If it comes back, report it with these words: ${failure.message}`,
  }),
};

/** Returns what happened and what to do about it, in two short sentences that both hosts show. */
export function wordsOf(failure: Failure): Words {
  const entry = failureWords[failure.code];
  return typeof entry === 'function' ? entry(failure) : entry;
}
