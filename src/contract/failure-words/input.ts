import type { Failure, InputErrorCode } from '../failure.ts';
import { formatDuration } from '../figures.ts';
import { fact, reasonSentence, sentence, type WordTable } from './words.ts';

/** The words for `InputErrorCode`. */
export const inputWords: WordTable<InputErrorCode> = {
  BadRequest: (failure) =>
    failure.operation === 'planRepair'
      ? { title: 'This repair is not for this object.', action: `Nothing was written. ${sentence(failure)}` }
      : { title: 'The request cannot be right.', action: `${sentence(failure)} Correct it and try again.` },
  AgeUnknown: ({ detail }) => {
    const known = detail?.knownMs;
    const since =
      typeof known === 'number' && known > 0 ? `only for the last ${formatDuration(known)}` : 'from now on only';
    return {
      title: 'No revision is known to be that old.',
      action: `etcd stores no times; they are known ${since}. Keep less, keep none of it, or give a revision.`,
    };
  },
  FileNotFound: (failure) => ({
    title: `There is no ${failure.operation === 'files.list' ? 'folder' : 'file'} ${fact(failure, 'file', 'at that path')}.`,
    action: 'Choose it again: the path is one on the machine where etcdeck runs.',
  }),
  FileNotReadable: (failure) =>
    failure.operation === 'files.list'
      ? {
          title: `The folder ${fact(failure, 'file', 'at that path')} cannot be read.`,
          action: 'Let the user who runs etcdeck read it, or choose another one.',
        }
      : failure.detail?.found === 'folder'
        ? {
            title: `${fact(failure, 'file', 'The path')} is a folder.`,
            action: 'Choose a file in it.',
          }
        : {
            title: `The file ${fact(failure, 'file', 'at that path')} cannot be read.`,
            action: `The reason: ${fact(failure, 'reason', 'the system refused')}. ${failure.detail?.found === 'unfit' ? 'Choose another one.' : 'Let the user who runs etcdeck read it, or choose another one.'}`,
          },
  FileExists: (failure) => ({
    title: `${fact(failure, 'file', 'The file')} already exists.`,
    action: failure.operation?.startsWith('newCluster.')
      ? 'Choose another name: certificates are written into a new folder only.'
      : 'Choose another name: etcdeck never overwrites a file.',
  }),
  FileNotWritable: (failure) => ({
    title: `${fact(failure, 'file', 'The file')} cannot be written.`,
    action:
      failure.operation === 'journal'
        ? 'Nothing was sent to the cluster: what cannot be journalled could not be undone. Make the settings folder writable.'
        : 'Choose a folder that the user who runs etcdeck may write to.',
  }),
  DiskFull: {
    title: 'The disk is full.',
    action: 'Make room or choose another disk. Nothing incomplete was left behind.',
  },
  CertificateInvalid: (failure) => ({
    title: `${fact(failure, 'file', 'The file')} holds no certificate that can be read.`,
    action: 'Choose a certificate in PEM, DER or PKCS#12: most have a line “-----BEGIN CERTIFICATE-----”.',
  }),
  PrivateKeyInvalid: (failure) => ({
    title: `${fact(failure, 'file', 'The file')} holds no private key that can be read.`,
    action: 'Choose the file with the key of the client certificate: PEM, DER or PKCS#12.',
  }),
  PrivateKeyRequired: {
    title: 'The client certificate needs its private key.',
    action: 'Choose the key’s file, or paste the key. A pasted key is kept only where there is a keychain.',
  },
  PassphraseRequired: {
    title: 'The private key is encrypted.',
    action: 'Give its passphrase.',
  },
  PassphraseWrong: {
    title: 'The passphrase does not open the private key.',
    action: 'Type it again.',
  },
  KeyMismatch: {
    title: 'The private key does not belong to the client certificate.',
    action: 'Choose the key that was made for this certificate.',
  },
  SettingsDamaged: (failure) => ({
    title: 'The settings file cannot be read.',
    action: `Mend or move away ${fact(failure, 'file', 'the file')}, then reload. etcdeck leaves it as it is.`,
  }),
  SettingsLocked: {
    title: 'Another etcdeck is writing the settings.',
    action: 'Try again in a moment.',
  },
  ValueMalformed: (failure) => ({
    title: `The value is damaged${place(failure)}.`,
    action: 'Look at its bytes in hexadecimal. An older revision, or a snapshot, may hold it whole.',
  }),
  ValueTooCostly: (failure) => ({
    title: 'The value would cost too much to read.',
    action: `${sentence(failure)} Look at its bytes in hexadecimal, and at what stores such values.`,
  }),
  ValueNotEncodable: (failure) => ({
    title: `The text cannot be stored${place(failure)}.`,
    action: `${sentence(failure)} Nothing was written; correct it and save again.`,
  }),
  ProtoInvalid: (failure) => ({
    title: `${fact(failure, 'file', 'A .proto file')} cannot be used${place(failure)}.`,
    action: `${reasonSentence(failure)} Correct the file, or choose the files that the decoder needs.`,
  }),
  KindUnknown: (failure) => ({
    title: `${fact(failure, 'kind', 'This kind')} is not in the schema table.`,
    action: 'Check its apiVersion and kind. What is stored of it is shown in hexadecimal; a newer etcdeck may know it.',
  }),
  BundleInvalid: (failure) =>
    failure.detail?.bytes === 0
      ? {
          title: 'The file is empty.',
          action: 'It holds no exported keys. Export them again, or choose another file.',
        }
      : {
          title: `The exported keys cannot be read${place(failure)}.`,
          action: `${reasonSentence(failure)} Choose a file as etcdeck exported it.`,
        },
  EncryptionConfigurationInvalid: (failure) => ({
    title: `The EncryptionConfiguration cannot be read${place(failure)}.`,
    action: `${sentence(failure)} Take the file that --encryption-provider-config names.`,
  }),
  EncryptionKeyMissing: {
    title: 'No key that was given opens this value.',
    action: 'Give the API server’s EncryptionConfiguration, with the key that is named in the value.',
  },
  PlanUnknown: {
    title: 'The plan has run out or was used.',
    action: 'Plan again: it is made for the keys as they are then.',
  },
  PlanRequired: {
    title: 'The key is of a Kubernetes registry.',
    action: 'Nothing was written. It takes a plan, which says what goes past the API server.',
  },
  PlanTooLarge: (failure) => ({
    title: 'The plan has more changes than fit in memory.',
    action: `${sentence(failure)} Take a longer prefix, one part after the other.`,
  }),
  LeaseHoldsMore: (failure) => ({
    title: 'Keys were attached to the lease since the plan was made. It was not revoked.',
    action: `Plan again, to see all keys that go with it: ${fact(failure, 'keys', 'some')} came since.`,
  }),
  FenceImpossible: (failure) => ({
    title: 'This lost write cannot be ruled out.',
    action: `${sentence(failure)} Write its keys yourself: where it creates them, it fails while they exist.`,
  }),
  UndoImpossible: (failure) => ({
    title: 'Nothing of it can be undone.',
    action: `${sentence(failure)} Write the keys yourself where that is meant.`,
  }),
  JournalEntryUnknown: {
    title: 'The journal no longer holds the values before.',
    action: 'Read the keys at an older revision, while it is not compacted, or from a snapshot.',
  },
};

function place(failure: Failure): string {
  const { line, path, place, offset } = failure.detail ?? {};
  if (line !== undefined) return ` at line ${line}`;
  if (path !== undefined) return ` at ${path}`;
  if (place !== undefined) return ` at ${place}`;
  return offset === undefined ? '' : ` at byte ${offset}`;
}
