import type { SnapshotErrorCode } from '../failure.ts';
import { fact, reasonSentence, sentence, type WordTable } from './words.ts';

/** The words for `SnapshotErrorCode`. */
export const snapshotWords: WordTable<SnapshotErrorCode> = {
  SnapshotInvalid: (failure) =>
    failure.operation === 'restores.rehearse'
      ? {
          title: 'The file is damaged, and was not restored.',
          action: `${sentence(failure)} Rehearse another snapshot of the cluster.`,
        }
      : {
          title: `${fact(failure, 'file', 'The file')} cannot be read as a snapshot.`,
          action: `${reasonSentence(failure)} Choose a file that was saved from etcd, or the “db” of a data-dir.`,
        },
  SnapshotDamaged: (failure) => ({
    title: `${fact(failure, 'file', 'The snapshot')} was saved, and is damaged.`,
    action: `${sentence(failure)} Save from another member, and compare the members’ hashes: this one’s database may be damaged.`,
  }),
  SnapshotChanged: (failure) => ({
    title: `${fact(failure, 'file', 'The file')} was changed since it was read.`,
    action: 'What is known of it may be of another file. Open or check it again.',
  }),
  IndexDamaged: (failure) => ({
    title: `What etcdeck remembered of ${fact(failure, 'file', 'the snapshot')} was damaged.`,
    action: 'It was thrown away; the file itself was not touched. Try again: the file is read anew.',
  }),
  LastVerified: {
    title: 'This is the last snapshot of its cluster that is known to be whole.',
    action: 'Save and check a newer one first; or delete the file by other means.',
  },
  StoreUnreachable: (failure) => ({
    title: 'The object store does not answer.',
    action: `${sentence(failure)} Check its endpoint, and that this machine reaches it.`,
  }),
  StoreRefused: (failure) => ({
    title: 'The object store refused.',
    action: `It said: ${sentence(failure)} Check the bucket, the access key and what it permits.`,
  }),
  StoreSecretMissing: {
    title: 'There is no access key for the object store.',
    action: 'Give one in its settings, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY for etcdeck.',
  },
  StoreHashMismatch: {
    title: 'What the object store holds is not what was sent.',
    action: 'It was not kept. Try again; if it happens twice, something between here and the store changes it.',
  },
  ToolMissing: (failure) => ({
    title: `No ${fact(failure, 'program', 'etcdutl')} was found on this machine.`,
    action: 'Get etcd where a rehearsal or a sandbox is started, or put the programs of its release on PATH.',
  }),
  RestoreFailed: (failure) => ({
    title: 'The restore did not succeed.',
    action: `The tool said: ${sentence(failure)}`,
  }),
};
