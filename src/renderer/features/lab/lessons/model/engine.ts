import type { Lesson, LessonStep } from './lesson.ts';
import { type LessonView, sinceNow, viewOf } from './lesson-view.ts';
import type { LessonWorld } from './lesson-world.ts';
import { keptText, type LessonProgress } from './progress.ts';

/** What a step asks for now. */
export type LessonPhase = 'predict' | 'act' | 'found' | 'check' | 'judged';

export const stepAt = (lesson: Lesson, { step }: LessonProgress): LessonStep => {
  const shown = lesson.steps[Math.min(step, lesson.steps.length - 1)];
  if (shown === undefined) throw new Error(`the lesson ${lesson.id} has no steps`);
  return shown;
};

export function phaseOf(step: LessonStep, progress: LessonProgress): LessonPhase {
  if (step.kind === 'checkpoint') return progress.verdict === null ? 'check' : 'judged';
  if (progress.findings[step.id] !== undefined) return 'found';
  return progress.predictions[step.id] === undefined ? 'predict' : 'act';
}

/** Whether a step waits for something to be observed. */
export const isWaiting = (step: LessonStep, progress: LessonProgress): boolean =>
  ['act', 'check'].includes(phaseOf(step, progress));

/** What a step sees; `null` while it waits for nothing, or looks from now on only. */
export function seenBy(step: LessonStep, progress: LessonProgress, world: LessonWorld): LessonView | null {
  if (!isWaiting(step, progress) || progress.since?.connection !== world.lab.connection) return null;
  return viewOf(world, progress.since);
}

/**
 * Takes in what has been observed, and returns the same progress where that changes nothing. Nothing but what was observed
 * moves a lesson on; a step that was begun in another lab begins to look anew.
 */
export function observe(lesson: Lesson, progress: LessonProgress, world: LessonWorld, at: number): LessonProgress {
  const step = stepAt(lesson, progress);
  if (!isWaiting(step, progress)) return progress;
  const view = seenBy(step, progress, world);
  if (view === null) return { ...progress, since: sinceNow(world, at) };
  if (step.kind === 'trial') {
    const found = step.find(view);
    if (found === null) return progress;
    const finding = { ...found, text: keptText(found.text) };
    return { ...progress, since: null, findings: { ...progress.findings, [step.id]: finding } };
  }
  const verdict = step.judge(view);
  if (verdict === null) return progress;
  return {
    ...progress,
    since: null,
    verdict: { ...verdict, text: keptText(verdict.text) },
    isPassed: progress.isPassed || verdict.isPassed,
  };
}

export function predict(lesson: Lesson, progress: LessonProgress, choice: string): LessonProgress {
  const { id } = stepAt(lesson, progress);
  return { ...progress, since: null, predictions: { ...progress.predictions, [id]: choice } };
}

/** Goes to another step. What was predicted and found stays. */
export function goToStep(lesson: Lesson, progress: LessonProgress, step: number): LessonProgress {
  return { ...progress, since: null, step: Math.max(0, Math.min(lesson.steps.length - 1, step)) };
}

/** Begins the step that is shown once more: its prediction and what came out are forgotten. */
export function again(lesson: Lesson, progress: LessonProgress): LessonProgress {
  const { id } = stepAt(lesson, progress);
  const { [id]: _predicted, ...predictions } = progress.predictions;
  const { [id]: _found, ...findings } = progress.findings;
  return { ...progress, since: null, verdict: null, predictions, findings };
}
