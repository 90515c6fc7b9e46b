import type { ConnectionId } from '../../../../../contract/ids.ts';
import type { LabEvent } from '../../../../../contract/lab/events.ts';
import type { LabMemberView } from '../../../../../contract/lab/frames.ts';
import type { LabWriteNotice, LabWriteStep } from '../../../../../contract/lab/writes.ts';
import type { PastWrite } from '../../model/lab-trials.ts';
import type { LessonWorld } from './lesson-world.ts';
import { type Situation, situationAfter } from './situation.ts';

/** From when on a step looks. */
export interface LessonSince {
  readonly connection: ConnectionId;
  /** The `seq` of the newest event then. */
  readonly event: number;
  /** By this window's clock. */
  readonly at: number;
}

type WriteEnd = Extract<LabWriteNotice, { readonly kind: 'ended' }>;
type WriteStepNotice = Extract<LabWriteNotice, { readonly kind: 'step' }>;

/** A write that has ended, and what the lab was like when it began. */
export interface EndedWrite {
  readonly via: string;
  readonly afterEvent: number;
  readonly end: WriteEnd;
  readonly steps: readonly WriteStepNotice[];
  readonly situation: Situation;
}

/** What a step of a lesson sees: what has come since it began to look, and what there is now. */
export interface LessonView {
  /** The events since then, the oldest first. */
  readonly events: readonly LabEvent[];
  /** The writes begun since then that have ended, the oldest first. */
  readonly writes: readonly EndedWrite[];
  /** Whether a write begun since then goes on. */
  readonly isWriting: boolean;
  readonly start: Situation;
  readonly now: Situation;
  /** What the lab was like before an event. */
  readonly before: (event: LabEvent) => Situation;
  /** A member as it answered last; `undefined` without an answer. */
  readonly member: (name: string) => LabMemberView | undefined;
  /** The revision of the last write that was written before; `null` without one in this window. */
  readonly lastRevision: number | null;
  /** How long a member’s followers wait for it at least before they campaign, in milliseconds. */
  readonly electionMs: number;
}

/** Begins to look now. */
export const sinceNow = ({ lab, events }: LessonWorld, at: number): LessonSince => ({
  connection: lab.connection,
  event: events.at(-1)?.seq ?? 0,
  at,
});

export function viewOf(world: LessonWorld, since: LessonSince): LessonView {
  const { lab, frame, events } = world;
  const names = lab.members.map(({ name }) => name);
  const after = (seq: number): Situation => situationAfter(names, events, seq);
  const begun = world.writes.filter(({ startedAt }) => startedAt >= since.at);
  const writes = begun.flatMap((write) => endedWrite(write, after(write.afterEvent)));
  return {
    events: events.filter(({ seq }) => seq > since.event),
    writes,
    isWriting: writes.length < begun.length,
    start: after(since.event),
    now: after(Number.POSITIVE_INFINITY),
    before: ({ seq }) => after(seq - 1),
    member: (wanted) => frame?.members.find(({ name }) => name === wanted),
    lastRevision: lastRevisionOf(world.writes.filter(({ startedAt }) => startedAt < since.at)),
    electionMs: Math.max(...lab.members.map(({ electionMs }) => electionMs)),
  };
}

function lastRevisionOf(writes: readonly PastWrite[]): number | null {
  const revisions = writes.flatMap(({ notices }) => {
    const end = notices.find((notice) => notice.kind === 'ended');
    return end === undefined || end.revision === null ? [] : [end.revision];
  });
  return revisions.length === 0 ? null : Math.max(...revisions);
}

function endedWrite(write: PastWrite, situation: Situation): readonly EndedWrite[] {
  const end = write.notices.find((notice) => notice.kind === 'ended');
  if (end === undefined) return [];
  const steps = write.notices.filter((notice) => notice.kind === 'step');
  return [{ via: write.via, afterEvent: write.afterEvent, end, steps, situation }];
}

/** The first notice of a step of a write. */
export const stepOf = ({ steps }: EndedWrite, wanted: LabWriteStep): WriteStepNotice | undefined =>
  steps.find(({ step }) => step === wanted);

/** The first event of a kind since a step began to look, and after another one where one is given. */
export function firstOf<K extends LabEvent['kind']>(
  events: readonly LabEvent[],
  kind: K,
  fits: (event: Extract<LabEvent, { readonly kind: K }>) => boolean,
  afterSeq = 0,
): Extract<LabEvent, { readonly kind: K }> | undefined {
  const isWanted = (event: LabEvent): event is Extract<LabEvent, { readonly kind: K }> => event.kind === kind;
  return events.filter(isWanted).find((event) => event.seq > afterSeq && fits(event));
}
