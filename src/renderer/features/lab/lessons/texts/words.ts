import { formatDuration } from '../../../../ui/format.ts';
import type { LessonSetting, LessonStage } from '../model/lesson.ts';
import { type EndedWrite, firstOf, type LessonView, stepOf } from '../model/lesson-view.ts';
import { downIn } from '../model/situation.ts';

export const wholeOfThree: LessonSetting = { voters: 3, isWhole: true };
export const ofThree: LessonSetting = { voters: 3, isWhole: false };

/** `member-1`, `member-1 and member-2`. */
export const namesOf = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

export const areDown = (names: readonly string[]): string =>
  names.length === 0 ? 'none is down' : `${namesOf(names)} ${names.length === 1 ? 'is' : 'are'} down`;

export const wereDown = (names: readonly string[]): string =>
  names.length === 0 ? 'none was down' : `${namesOf(names)} ${names.length === 1 ? 'was' : 'were'} down`;

export const isWritten = ({ end }: EndedWrite): boolean => end.outcome === 'written';

/** How a write came out, as the end of a sentence about it. */
export function outcomeOf({ end }: EndedWrite): string {
  const took = formatDuration(end.tookMs);
  const said = end.failure === null ? '' : ` (“${bounded(end.failure.message)}”)`;
  switch (end.outcome) {
    case 'written':
      return `was written${end.revision === null ? '' : ` at revision ${end.revision}`} and answered after ${took}`;
    case 'refused':
      return `was refused after ${took}${said}`;
    case 'unknown':
      return `ended after ${took} without an answer${said}: whether it is written is unknown`;
  }
}

const mostSaid = 120;

const bounded = (text: string): string => (text.length > mostSaid ? `${text.slice(0, mostSaid)}…` : text);

/** What was acknowledged, in the order of arrival: `member-2 after 1.2 ms, member-3 after 205 ms`. */
export const acknowledgedIn = ({ steps }: EndedWrite): string =>
  steps
    .filter(({ step }) => step === 'acknowledged')
    .map(({ member, atMs }) => `${member} after ${formatDuration(atMs)}`)
    .join(', ');

export const answeredMs = (write: EndedWrite): number => stepOf(write, 'answered')?.atMs ?? write.end.tookMs;

/** The newest write that was begun with as many voting members down. */
export const lastWriteWithDown = ({ writes }: LessonView, count: number): EndedWrite | undefined =>
  writes.findLast(({ situation }) => downIn(situation).length === count);

/** A stage that is a write; says how one came out that does not do. */
export function writeStage(view: LessonView, text: string, isSeen: boolean): LessonStage {
  const last = view.writes.at(-1);
  if (isSeen || last === undefined) return { text, isSeen };
  return { text, isSeen, note: `The write through ${last.via} ${outcomeOf(last)}. Write once more.` };
}

/** Whether the data of a member were taken away since the step began to look. */
export const isWiped = ({ events }: LessonView): boolean =>
  events.some((event) => event.kind === 'act' && event.record.undoes === null && event.record.act.kind === 'wipe');

/** The first member that was stopped, killed or frozen, or ended, since the step began to look. */
export const stoppedIn = ({ events }: LessonView): string | undefined =>
  firstOf(events, 'process', ({ news }) => ['killed', 'frozen', 'stopped', 'exited'].includes(news))?.member;
