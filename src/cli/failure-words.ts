import { type ErrorCode, EtcdeckError, type Failure } from '../contract/failure.ts';
import { wordsOf } from '../contract/failure-words/every-failure.ts';
import type { Words } from '../contract/failure-words/words.ts';
import { lostWriteOf } from '../contract/lost-write.ts';
import { withoutFullStop } from '../contract/text-end.ts';
import { type Printable, words } from '../core/terminal/printable.ts';

/** The command in use: as it is typed, and the options of its own. */
export interface CommandInUse {
  readonly name: string;
  readonly options: readonly string[];
}

const anyCommand: CommandInUse = { name: 'etcdeck', options: [] };

type OwnAction = string | ((failure: Failure, command: CommandInUse) => string);

/**
 * What to do on the command line, where the words that both hosts share name what only a window has, or repeat the
 * message, which is printed above them.
 */
const ownActions: Partial<Readonly<Record<ErrorCode, OwnAction>>> = {
  // etcd
  KeyNotFound: ({ operation }) =>
    operation === 'kube-api'
      ? 'If they are kept beneath a prefix of their own, name it with --registry; etcdeck ls shows what is there.'
      : 'It may have been deleted; etcdeck ls shows what is there.',
  MemberExist: 'etcdeck status shows it.',
  ClusterIDMismatch: 'Give the endpoints of one cluster only.',
  UserEmpty: 'This cluster asks for a user: give --user.',
  NoLeader:
    'etcdeck status shows which members are down: bring enough of them back for a quorum. If their data is gone for good, etcdeck recover shows the ways back.',
  AuthFailed: 'Check --user and --password.',
  PermissionDenied: 'The user may not do this; ask as another one with --user.',
  RoleNotGranted: 'Check the names of the user and the role.',
  PermissionNotGranted: 'Check the name of the role, and the range.',
  AuthNotEnabled: 'Leave --user out: this cluster asks for none.',
  InvalidAuthToken: 'Run it again.',
  MemberNotFound: 'etcdeck status shows the members; this one may have been removed.',
  Unhealthy: 'etcdeck status shows which member is down.',
  NotSupportedForLearner: 'Ask a voting member; etcdeck status shows which one answers.',
  // connecting
  NameNotResolved: 'Check the host names in --endpoints, or the domain in --discovery-srv.',
  ServerSpeaksTls: 'Write the endpoint with https://, and give the CA with --cacert.',
  ServerCertificateUntrusted: 'Give the CA that signed it with --cacert.',
  ServerCertificateNameMismatch: 'Dial the endpoint by a name that the certificate has.',
  ClientCertificateRequired: 'Give --cert and --key.',
  ClientCertificateExpired: 'Renew it and give the new file with --cert, or check this machine’s clock.',
  Unavailable: ({ operation }) =>
    operation === 'serve.link'
      ? 'Start one with etcdeck serve; where one runs at another port, leave --port out or name that one.'
      : 'Check the network and that etcd runs.',
  NoMetrics: 'Where it has --listen-metrics-urls, save a connection that names them, and give it with --connection.',
  // the way through SSH
  SshHostKeyUnknown: 'Open this connection in the app: it shows the key to compare, and keeps the one that you trust.',
  SshHostKeyChanged: 'Ask whoever runs the host. Only if they changed its key, trust the new one in the app.',
  // what was given
  BadRequest: 'See etcdeck --help.',
  AgeUnknown:
    'Give a revision, or a shorter --keep. Times are kept from one run to the next for saved connections only (--connection).',
  FileNotFound: 'Check the path.',
  FileNotReadable: 'Give a file that the user who runs etcdeck may read.',
  PrivateKeyRequired: 'Give the key of the client certificate with --key.',
  PassphraseRequired: 'Set ETCDECK_KEY_PASSPHRASE, or run it on a terminal to be asked.',
  PassphraseWrong: 'Check ETCDECK_KEY_PASSPHRASE, or type it again.',
  SettingsDamaged: 'Mend the file or move it away. etcdeck leaves it as it is.',
  ValueMalformed: '--hex prints its bytes. An older revision, or a snapshot, may hold it whole.',
  ValueTooCostly: '--hex prints its bytes. Look at what stores such values.',
  ValueNotEncodable: 'Nothing was written; correct it and try again.',
  ProtoInvalid: 'Correct the file, or change the decoder in the app.',
  KindUnknown: 'Check its apiVersion and kind; a newer etcdeck may know it.',
  BundleInvalid: 'Give a file that etcdeck exported.',
  EncryptionConfigurationInvalid: 'Take the file that the API server’s --encryption-provider-config names.',
  PlanRequired: 'Nothing was written. etcdeck put and etcdeck del plan it, and ask.',
  FenceImpossible: 'Write its keys yourself: where it creates them, it fails while they exist.',
  UndoImpossible: 'Nothing was written. Write the keys yourself where that is meant.',
  JournalEntryUnknown:
    'etcdeck journal list shows what the command line did. What the desktop app did is undone in its Journal, which it alone can open.',
  PlanTooLarge: 'Take a longer prefix, one part after the other.',
  // snapshots
  SnapshotInvalid: 'Give a file that was saved from etcd, or the “db” of a data-dir.',
  StoreUnreachable: 'Check the endpoint of the store, and that this machine reaches it.',
  StoreRefused: 'These are the store’s own words: check its bucket, the access key and what it permits.',
  // everything else
  SnapshotDamaged: 'Save from another member, and compare the members’ hashes with etcdeck hashkv.',
  Conflict: 'Nothing was written. Read the key again and decide with what it holds now.',
  OutcomeUnknown:
    'It may have happened, or may still: repeat it only under the same guard, so that one of the two fails.',
  DeadlineExceeded: (failure) =>
    failure.operation === 'restores.rehearse' || failure.operation === 'restores.join'
      ? wordsOf(failure).action
      : 'Try again; etcdeck status shows which members are slow or down.',
  Unrecognised: 'These are the server’s own words: etcdeck knows no more of it.',
  ConnectionUnknown: 'etcdeck connections lists those that are saved.',
  ConnectionNotOpen: 'Run it again.',
  KeyNotCovered: 'Whether it existed is unknown: give a file that covers it, or ask the cluster.',
  ReadOnly:
    'Nothing was written. Give --unlock with the name of the connection, or run it on a terminal to be asked for it.',
  CertificateUserUnknown: 'Give --user and --password, or the certificate of a user with --cert and --key.',
  PasswordRequired: 'Give --password or ETCDCTL_PASSWORD, or run it on a terminal to be asked.',
  ToolMissing: (_, command) => ofPrograms('them', command),
  DownloadFailed:
    'Try again, name a mirror that this machine reaches with etcdeck etcd get --mirror, or put etcd on PATH.',
  ArchiveInvalid: 'Give another one with etcdeck etcd get --archive, or put etcd on PATH.',
  InstallFailed: 'These are the last words of what failed; nothing of its work was left in etcdeck’s folder.',
  RestoreFailed: 'These are the last words of etcd’s program; nothing of its work was left.',
  SandboxBinaryMissing: (_, command) => ofPrograms('it', command),
  SandboxFailed: 'These are the words of its member: mend what they name, and run it again.',
  LabActRefused: 'Do first what the words say, or do something else.',
  OutOfMemory: 'Take less at a time: a longer prefix, or one file after the other.',
  MethodUnknown: 'Install etcdeck again: its parts are of different versions.',
  BackendClosed: 'Run it again.',
  Internal: 'Try again. If it comes back, report it with these words.',
};

/** The message for a lost write that can no longer happen. */
const lostForGood =
  'The key has changed since, by this or by another client: it cannot happen any more. Read the key before you go on.';

/** Returns where a program comes from that was not found: `it`, or `them`. */
function ofPrograms(what: string, { options }: CommandInUse): string {
  const own = options.includes('--tool')
    ? 'name the file with --tool'
    : options.includes('--etcd')
      ? 'name the folder with --etcd'
      : null;
  const last = own === null ? ` or put ${what} on PATH` : ` put ${what} on PATH, or ${own}`;
  return `Get ${what} with etcdeck etcd get,${last}.`;
}

/** Returns the words of a failure for the command line. */
export function wordsHere(failure: Failure, command = anyCommand): Words {
  const { title, action } = wordsOf(failure);
  const own = ownActions[failure.code];
  return { title, action: typeof own === 'function' ? own(failure, command) : (own ?? action) };
}

/**
 * Returns a failure as a person reads it: what happened, at which endpoint, and what to do; of a request that is wrong,
 * which command's help to read.
 */
export function describeFailure(failure: Failure, command = anyCommand): Printable {
  const isPlaced = failure.endpoint !== undefined && !failure.message.includes(failure.endpoint);
  const what = isPlaced ? `${failure.endpoint}: ${failure.message}` : failure.message;
  const isOver = lostWriteOf(failure)?.mayStillHappen === false;
  const asked = failure.code === 'BadRequest' ? `See ${command.name} --help.` : wordsHere(failure, command).action;
  const action = isOver ? lostForGood : asked;
  return words`${withoutFullStop(what)} (${failure.code}).\n${action}`;
}

/** Returns any error as a failure; one that is not ours is a bug of ours. */
export function toFailure(error: unknown): Failure {
  if (error instanceof EtcdeckError) return error.toFailure();
  return { code: 'Internal', message: error instanceof Error ? error.message : String(error), retry: false };
}
