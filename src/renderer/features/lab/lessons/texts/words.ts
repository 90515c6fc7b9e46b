import { describeFailure } from '../../../../parts/failures/failure-words.ts';
import { formatDuration } from '../../../../ui/format.ts';
import type { LessonSetting, LessonStage } from '../model/lesson.ts';
import { type EndedWrite, type LessonView, stepOf } from '../model/lesson-view.ts';
import { downIn } from '../model/situation.ts';

export const wholeOfThree: LessonSetting = { voters: 3, isWhole: true };
export const ofThree: LessonSetting = { voters: 3, isWhole: false };

/** `member-1`, `member-1 and member-2`. */
export const namesOf = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

export const areDown = (names: readonly string[]): string =>
  names.length === 0 ? 'none is down' : `${namesOf(names)} ${names.length === 1 ? 'is' : 'are'} down`;

export const isWritten = ({ end }: EndedWrite): boolean => end.outcome === 'written';

/** How a write came out, as the end of a sentence about it. */
export function outcomeOf({ end, steps }: EndedWrite): string {
  const took = formatDuration(end.tookMs);
  if (end.outcome === 'written') {
    const revision = end.revision === null ? '' : ` at revision ${end.revision}`;
    return `was written${revision} and answered after ${took}`;
  }
  const said = end.failure === null ? '' : ` (${end.failure.code}: ${withoutStop(describeFailure(end.failure).title)})`;
  if (end.outcome === 'refused') return `was refused after ${took}${said}`;
  const answered = steps.some(({ step }) => step === 'answered');
  return `ended ${answered ? '' : 'without an answer '}after ${took}, with an unknown outcome${said}`;
}

const withoutStop = (sentence: string): string => sentence.replace(/\.$/, '');

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
