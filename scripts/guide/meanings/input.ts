import type { InputErrorCode, MembershipErrorCode, SnapshotErrorCode } from '../../../src/contract/failure.ts';

/** What is wrong with what was given here, in Markdown. */
export const inputMeanings: Readonly<Record<InputErrorCode, string>> = {
  BadRequest: 'The request breaks a rule of its own, whatever the cluster holds. Nothing was sent.',
  AgeUnknown:
    'etcd stores no times. etcdeck knows which revision was current when, since it was first connected by a saved connection, and from the leases of nodes in a Kubernetes registry.',
  FileNotFound: 'The path names nothing. In the browser host, it is a path of the machine that serves etcdeck.',
  FileNotReadable:
    'The file is there, and cannot be read: it is not permitted, it is a folder, or it is no file at all.',
  FileExists: 'etcdeck writes no file over another one: the older one may be your only backup.',
  FileNotWritable: 'The folder does not take a new file from the user who runs etcdeck.',
  DiskFull: 'There was no room for the rest. What was written so far was removed again.',
  CertificateInvalid: 'The file was read, and what is in it is no certificate, or a damaged one.',
  PrivateKeyInvalid:
    'The file was read, and what is in it is no private key, a damaged one, or of a kind that is not known.',
  PrivateKeyRequired: 'A client certificate proves nothing without its private key, which stays on this machine.',
  PassphraseRequired: 'The private key is kept encrypted, and no passphrase is stored for it.',
  PassphraseWrong: 'The passphrase was tried and does not open the private key.',
  KeyMismatch:
    'Certificate and private key belong together, and these two do not: one of the files is of another pair.',
  SettingsDamaged:
    'The file of the settings is no longer what etcdeck wrote. It is not overwritten, so that nothing in it is lost: [where it is](settings.md#where-they-are).',
  SettingsLocked: 'Several processes share one file of settings, and each waits for the others.',
  ValueMalformed:
    'The bytes begin as a known form does, as JSON or a Kubernetes object, and break it further on. They may have been cut, or written by a program with a fault.',
  ValueTooCostly: 'Reading the value would take more time or memory than any genuine one: it may be made for that.',
  ValueNotEncodable: 'The text that you edited cannot become bytes of the form that the value has.',
  ProtoInvalid: 'A `.proto` file of your [decoders](decoders.md) has a fault, or imports one that is not there.',
  KindUnknown: 'etcdeck knows the built-in kinds of Kubernetes. Custom resources are JSON, and need no schema.',
  BundleInvalid: 'The file is not one that etcdeck has exported, or was changed or cut since.',
  EncryptionConfigurationInvalid:
    'The file is no `EncryptionConfiguration` of Kubernetes. It is the one that the API server was started with.',
  EncryptionKeyMissing:
    'The value is encrypted at rest by the API server, and names a key that was not given, or another one of its name.',
  PlanUnknown:
    'A plan is made once, for the keys as they are then, and is executed once. It is kept for 15 minutes, as long as its connection stays open.',
  PlanRequired:
    'Keys of a Kubernetes registry belong to its API server. A write past it is never checked by admission or validation, so it takes a plan that says what that means.',
  PlanTooLarge: 'The plan would hold more changes than fit in the memory that it may take.',
  LeaseHoldsMore: 'Revoking a lease deletes its keys, so it is not revoked with more keys than its plan showed.',
  FenceImpossible:
    'A write whose answer was lost may still arrive. It is ruled out by changing a key that it compares; one that only creates keys compares nothing that can be changed.',
  UndoImpossible:
    'Nothing that this entry changed can be put back: the keys were changed since by others, or what they held is not known any more. [Undo](journal.md#an-entry).',
  JournalEntryUnknown:
    'The journal has room and days that you chose; older entries go, and the values before go first.',
};

/** Why a change of members is refused here, in Markdown. */
export const membershipMeanings: Readonly<Record<MembershipErrorCode, string>> = {
  QuorumAtRisk:
    'The cluster works while more than half of its voting members answer. After this change fewer than that would, and then nothing could be written, nor the change be taken back. [How many may fail](etcd-in-ten-minutes.md#how-many-members).',
  LastVoter: 'A cluster without a voting member has no leader, and no way back but a restore.',
  MembershipBusy:
    'Members are changed one at a time: a member that was added counts for the quorum before it has started.',
  MemberLagging:
    'A member that is far behind is sent a whole snapshot by the leader. Until then it counts and cannot help, so nothing else is changed.',
  VersionUnsafe:
    'A release that one of the members runs has a known defect, which this act would meet. The version that has it mended is named.',
};

/** Why a snapshot, a copy of it or a restore is of no use, in Markdown. */
export const snapshotMeanings: Readonly<Record<SnapshotErrorCode, string>> = {
  SnapshotInvalid: 'The file is no database of etcd, or its pages cannot be followed to the keys.',
  SnapshotDamaged:
    'The bytes are as the member sent them, and what they say is not whole. The file is kept, and marked: the database of this member may be damaged itself.',
  SnapshotChanged: 'Size or time of the file are not those from when it was read.',
  IndexDamaged: 'etcdeck keeps an index beside large snapshots, to open them sooner the next time. It was not whole.',
  LastVerified: 'It would be the last one that is known to restore, so it is not deleted here.',
  StoreUnreachable: 'No connection to the object store could be made. Nothing was copied.',
  StoreRefused: 'The object store answered, and said no. These are its words and its status.',
  StoreSecretMissing: 'An object store takes an access key, which is kept as secrets of connections are.',
  StoreHashMismatch:
    'What was uploaded was read again, and is not what was sent. A copy gets its name only afterwards.',
  ToolMissing: 'Restores and rehearsals run etcd’s own programs, so that they do what yours would do.',
  RestoreFailed: 'etcdutl, etcdctl or etcd ended with a fault. What it had written was removed.',
};
