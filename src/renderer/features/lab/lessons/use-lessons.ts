import { useEffect } from 'react';
import { useLayout } from '../../../state/layout.ts';
import { again, goToStep, observe, predict } from './model/engine.ts';
import type { Lesson, LessonId } from './model/lesson.ts';
import type { LessonWorld } from './model/lesson-world.ts';
import {
  type LessonProgress,
  type LessonsProgress,
  lessonBegun,
  nothingLearned,
  readProgress,
} from './model/progress.ts';
import { everyLesson, lessonOf } from './texts/every-lesson.ts';

/** The lesson that is shown, and what a learner does with it. */
export interface OpenLesson {
  readonly lesson: Lesson;
  readonly progress: LessonProgress;
  readonly predict: (choice: string) => void;
  readonly goToStep: (step: number) => void;
  readonly again: () => void;
  readonly close: () => void;
}

const read = readProgress(everyLesson.map(({ id }) => id));

/** Keeps how far the lessons have come, over a restart, and moves the one that is shown on by what is observed. */
export function useLessons(world: LessonWorld): {
  readonly progress: LessonsProgress;
  readonly shown: OpenLesson | null;
  readonly open: (id: LessonId) => void;
  readonly forget: () => void;
} {
  const [progress, setProgress] = useLayout<LessonsProgress>('lab.lesson-progress', nothingLearned, read);
  const { open: openId, lessons } = progress;

  const change = (id: LessonId, to: LessonProgress): void =>
    setProgress({ ...progress, lessons: { ...lessons, [id]: to } });

  useEffect(() => {
    if (openId === null) return;
    const before = lessons[openId] ?? lessonBegun;
    const after = observe(lessonOf(openId), before, world, Date.now());
    if (after !== before) setProgress({ open: openId, lessons: { ...lessons, [openId]: after } });
  }, [openId, lessons, world, setProgress]);

  const shown = (id: LessonId): OpenLesson => {
    const lesson = lessonOf(id);
    const now = lessons[id] ?? lessonBegun;
    return {
      lesson,
      progress: now,
      predict: (choice) => change(id, predict(lesson, now, choice)),
      goToStep: (step) => change(id, goToStep(lesson, now, step)),
      again: () => change(id, again(lesson, now)),
      close: () => setProgress({ ...progress, open: null }),
    };
  };

  return {
    progress,
    shown: openId === null ? null : shown(openId),
    open: (id) => setProgress({ open: id, lessons: { ...lessons, [id]: lessons[id] ?? lessonBegun } }),
    forget: () => setProgress(nothingLearned),
  };
}
