import type { Lesson, LessonId } from '../model/lesson.ts';
import { elections } from './elections.ts';
import { loseQuorum } from './lose-quorum.ts';
import { partition } from './partition.ts';
import { quorum } from './quorum.ts';
import { replaceAMember } from './replace-a-member.ts';
import { whyOdd } from './why-odd.ts';
import { writePath } from './write-path.ts';

/** The lessons, in a learner’s order. */
export const everyLesson: readonly Lesson[] = [
  quorum,
  whyOdd,
  elections,
  writePath,
  partition,
  replaceAMember,
  loseQuorum,
];

export const lessonOf = (wanted: LessonId): Lesson => {
  const lesson = everyLesson.find(({ id }) => id === wanted);
  if (lesson === undefined) throw new Error(`there is no lesson ${wanted}`);
  return lesson;
};
