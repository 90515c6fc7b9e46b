import type { LessonSetting } from './lesson.ts';
import type { LessonWorld } from './lesson-world.ts';
import { downIn, situationAfter } from './situation.ts';

/** What a lab lacks for an act, and what would help. */
export interface LessonLack {
  readonly text: string;
  readonly offer: 'heal' | 'reset' | 'startAnother';
}

/** Returns what a lab lacks so that something can be learned from an act; `null`: nothing. */
export function lackOf({ lab, events }: LessonWorld, { voters: wanted, isWhole }: LessonSetting): LessonLack | null {
  const situation = situationAfter(
    lab.members.map(({ name }) => name),
    events,
    Number.POSITIVE_INFINITY,
  );
  const { voters, links, leader } = situation;
  if (wanted === null ? voters.length < 3 : voters.length !== wanted) {
    const needed = wanted === null ? 'three voting members or more' : `${wanted} voting members`;
    return { text: `This needs ${needed}; this lab has ${voters.length}.`, offer: 'startAnother' };
  }
  if (!isWhole) return null;
  const down = downIn(situation);
  if (down.length > 0) {
    return {
      text: `This needs all members; ${down.join(', ')} ${down.length === 1 ? 'is' : 'are'} down.`,
      offer: 'reset',
    };
  }
  if (links.size > 0) return { text: 'This needs all links open and without delay.', offer: 'heal' };
  return leader === null ? { text: 'There is no leader yet.', offer: 'reset' } : null;
}
