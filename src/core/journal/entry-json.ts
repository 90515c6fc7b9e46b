import type { JournalEntry } from '../../contract/journal.ts';
import { toBase64 } from '../bytes/base64.ts';

/** Returns an entry as JSON, for the command line and for exports: names of keys, and no value. */
export function entryJson(entry: JournalEntry): unknown {
  const { id, at, connectionName, clusterId, act, outcome, mayStillHappen, settled, settledAt, revision } = entry;
  const { subject, undoes, undoneBy, noUndo, etcdctl } = entry;
  return {
    ...{ id, at, connection: connectionName, clusterId, act },
    subject:
      subject.kind === 'keys'
        ? { kind: 'keys', keys: subject.keyCount, firstKey: toBase64(subject.firstKey) }
        : { kind: subject.kind, what: subject.what, steps: subject.stepCount },
    ...{ outcome, mayStillHappen, settled, settledAt, revision, undoes, undoneBy },
    undo: { possible: noUndo === null, reason: noUndo },
    etcdctl,
  };
}
