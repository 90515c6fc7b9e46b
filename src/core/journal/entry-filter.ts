import type { JournalEntry, JournalFilter } from '../../contract/journal.ts';
import type { IndexedEntry } from './log-marks.ts';

/** What entries have to be; `null`: all of them are wanted. */
export type EntryFilter = JournalFilter | null;

/** Whether an entry may match, by what the index has of it. Unseals nothing. */
export function mayMatch({ at, isOfKeys }: IndexedEntry, filter: EntryFilter): boolean {
  if (filter === null) return true;
  const { kind, from, until } = filter;
  return (
    (kind === null || (kind === 'keys') === isOfKeys) && (from === null || at >= from) && (until === null || at < until)
  );
}

/** Whether an entry matches. */
export function matches(entry: JournalEntry, filter: EntryFilter): boolean {
  if (filter === null) return true;
  const { clusterId, kind, outcome, from, until, text } = filter;
  const { at, subject } = entry;
  return (
    (clusterId === null || entry.clusterId === clusterId) &&
    (kind === null || subject.kind === kind) &&
    (outcome === null || entry.outcome === outcome) &&
    (from === null || at >= from) &&
    (until === null || at < until) &&
    (text === null || holdsText(entry, text.toLowerCase()))
  );
}

const utf8 = new TextDecoder();

function holdsText({ subject, connectionName }: JournalEntry, text: string): boolean {
  const named = subject.kind === 'keys' ? utf8.decode(subject.firstKey) : subject.what;
  return [named, connectionName].some((each) => each.toLowerCase().includes(text));
}
