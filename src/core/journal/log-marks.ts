import type { Ended, LogRecord } from './records.ts';
import type { WriterProcess } from './writer-process.ts';

/** The place of a record in a log. */
export interface Place {
  readonly file: string;
  readonly at: number;
}

/** The states of an entry's steps, by step number. */
export type StepStates = ReadonlyMap<number, 'sent' | 'done' | 'notDone'>;

/** An entry in the index: enough to choose it, and where its records are. */
export interface IndexedEntry {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly isOfKeys: boolean;
  /** `null` where the record does not say. */
  readonly writer: WriterProcess | null;
  readonly begun: Place;
  /** The last record of its end, and whether it may still happen by that; `null` without an end. */
  readonly ended: (Place & { readonly mayStillHappen: boolean }) | null;
  readonly steps: StepStates;
  /** The newest entry that undid it, all or in part; `null` when there is none. */
  readonly undoneBy: string | null;
}

/** What the index keeps of one record. */
export type Mark = { readonly id: string; readonly at: number } & (
  | {
      readonly kind: 'begun';
      readonly begunAt: number;
      readonly isOfKeys: boolean;
      readonly writer: WriterProcess | null;
      readonly undoes: string | null;
    }
  | { readonly kind: 'step'; readonly step: number; readonly state: 'sent' | 'done' | 'notDone' }
  | { readonly kind: 'ended'; readonly mayStillHappen: boolean; readonly isDone: boolean }
);

/** Whether an entry may still happen, by its end or because it has none. Older records of an end do not say. */
export function mayStillHappen(ended: Ended | undefined): boolean {
  return ended === undefined || (ended.outcome === 'unknown' && ended.mayStillHappen !== false);
}

/** Returns what the index keeps of a record; `writers` shares one object among all entries of a process. */
export function markOf(record: LogRecord, at: number, writers: Map<string, WriterProcess>): Mark {
  const { id } = record;
  switch (record.kind) {
    case 'begun':
      return {
        ...{ kind: 'begun', id, at, begunAt: record.at, isOfKeys: record.subject.kind === 'keys' },
        ...{ writer: shared(record.writer ?? null, writers), undoes: record.undoes ?? null },
      };
    case 'step':
      return { kind: 'step', id, at, step: record.step, state: record.state };
    case 'ended':
      return { kind: 'ended', id, at, mayStillHappen: mayStillHappen(record), isDone: record.outcome === 'done' };
  }
}

function shared(writer: WriterProcess | null, writers: Map<string, WriterProcess>): WriterProcess | null {
  if (writer === null) return null;
  const name = `${writer.machine} ${writer.pid} ${writer.startedAt}`;
  const known = writers.get(name) ?? writer;
  writers.set(name, known);
  return known;
}

/** Returns the entries of some files by id. The last end of an entry counts: files come by age, from any process. */
export function entriesOf(
  files: ReadonlyMap<string, { readonly marks: readonly Mark[] }>,
): ReadonlyMap<string, IndexedEntry> {
  const entries = new Map<string, IndexedEntry>();
  const undos = new Map<string, string>();
  const ends = new Map<string, NonNullable<IndexedEntry['ended']> & { readonly isDone: boolean }>();
  const steps = new Map<string, Map<number, 'sent' | 'done' | 'notDone'>>();
  for (const [file, { marks }] of files) {
    for (const mark of marks) {
      const { id, at } = mark;
      if (mark.kind === 'ended') ends.set(id, { file, at, mayStillHappen: mark.mayStillHappen, isDone: mark.isDone });
      else if (mark.kind === 'step') steps.set(id, (steps.get(id) ?? new Map()).set(mark.step, mark.state));
      else {
        const { begunAt, isOfKeys, writer, undoes } = mark;
        if (undoes !== null) undos.set(id, undoes);
        const begun = { file, at };
        entries.set(id, { ...{ id, at: begunAt, isOfKeys, writer, begun }, ...notEnded });
      }
    }
  }
  const undoneBy = new Map([...undos].flatMap(([id, of]) => (ends.get(id)?.isDone ? [[of, id] as const] : [])));
  for (const [id, entry] of entries) {
    const known = { ended: ends.get(id) ?? null, steps: steps.get(id) ?? noSteps, undoneBy: undoneBy.get(id) ?? null };
    entries.set(id, { ...entry, ...known });
  }
  return entries;
}

const noSteps: StepStates = new Map();
const notEnded = { ended: null, steps: noSteps, undoneBy: null } as const;
