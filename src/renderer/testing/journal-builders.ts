import type { JournalEntry } from '../../contract/journal.ts';
import { bytesOf } from '../ui/byte-text.ts';
import { aConnection } from './builders.ts';

/** Returns the entry of a write of `/app/a` at revision 7, on the connection named `memory`. */
export const aJournalEntry = (changes: Partial<JournalEntry> = {}): JournalEntry => ({
  id: 'j1',
  at: Date.now(),
  connection: aConnection('memory').profile.id,
  connectionName: 'memory',
  clusterId: null,
  act: 'put',
  undoes: null,
  subject: { kind: 'keys', keyCount: 1, firstKey: bytesOf('/app/a') },
  revision: 7,
  outcome: 'done',
  mayStillHappen: false,
  settled: 'answer',
  settledAt: null,
  etcdctl: [],
  undoneBy: null,
  noUndo: null,
  canUndo: true,
  ...changes,
});
