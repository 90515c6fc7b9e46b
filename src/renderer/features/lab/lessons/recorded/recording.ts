import type { LabEvent } from '../../../../../contract/lab/events.ts';
import type { LabFrame } from '../../../../../contract/lab/frames.ts';
import type { LabInfo } from '../../../../../contract/lab.ts';
import type { PastWrite } from '../../model/lab-trials.ts';
import { again, goToStep, observe, predict, stepAt } from '../model/engine.ts';
import type { Lesson } from '../model/lesson.ts';
import type { LessonWorld } from '../model/lesson-world.ts';
import { type LessonProgress, lessonBegun } from '../model/progress.ts';

/**
 * What came of a lab of three members of etcd 3.5.30 while a lesson was done in it, in the order that it came, and what the
 * learner did in the lesson. Frames in which nobody's state changed are left out, and raft's lines that no lesson reads.
 */
export type Recorded =
  | { readonly kind: 'lab'; readonly lab: LabInfo }
  | { readonly kind: 'frame'; readonly frame: LabFrame }
  | { readonly kind: 'event'; readonly event: LabEvent }
  | { readonly kind: 'write'; readonly write: PastWrite }
  | { readonly kind: 'learner'; readonly does: 'predict'; readonly choice: string }
  | { readonly kind: 'learner'; readonly does: 'next' | 'again' };

/** Something that came out: of a trial which choice was right, of a checkpoint whether it was passed. */
export interface Played {
  readonly step: string;
  readonly came: string;
  readonly text: string;
}

/** Reads a recording, a JSON value a line. */
export const readRecording = (text: string): readonly Recorded[] =>
  text
    .trim()
    .split('\n')
    // Written by a recorder of the same types.
    .map((line) => JSON.parse(line) as Recorded);

/** Plays a lesson as it was recorded, and returns what came out, in its order, and where it ended. */
export function play(
  lesson: Lesson,
  recorded: readonly Recorded[],
): { readonly played: readonly Played[]; readonly progress: LessonProgress; readonly world: LessonWorld } {
  const played: Played[] = [];
  let progress = lessonBegun;
  let world: LessonWorld | null = null;
  for (const [at, item] of recorded.entries()) {
    if (item.kind === 'learner') progress = act(lesson, progress, item);
    else world = come(world, item, at);
    if (world === null) continue;
    const before = progress;
    progress = observe(lesson, progress, world, at);
    const step = stepAt(lesson, progress);
    const [finding, verdict] = [progress.findings[step.id], progress.verdict];
    if (finding !== undefined && finding !== before.findings[step.id])
      played.push({ step: step.id, came: finding.right, text: finding.text });
    if (verdict !== null && verdict !== before.verdict)
      played.push({ step: step.id, came: verdict.isPassed ? 'passed' : 'failed', text: verdict.text });
  }
  if (world === null) throw new Error('nothing was recorded');
  return { played, progress, world };
}

function act(lesson: Lesson, progress: LessonProgress, item: Extract<Recorded, { readonly kind: 'learner' }>) {
  switch (item.does) {
    case 'predict':
      return predict(lesson, progress, item.choice);
    case 'next':
      return goToStep(lesson, progress, progress.step + 1);
    case 'again':
      return again(lesson, progress);
  }
}

function come(
  world: LessonWorld | null,
  item: Exclude<Recorded, { readonly kind: 'learner' }>,
  at: number,
): LessonWorld | null {
  if (item.kind === 'lab') return { frame: null, events: [], writes: [], ...world, lab: item.lab };
  if (world === null) return null;
  switch (item.kind) {
    case 'frame':
      return { ...world, frame: item.frame };
    case 'event':
      return { ...world, events: [...world.events, item.event] };
    case 'write':
      return { ...world, writes: [...world.writes, { ...item.write, startedAt: at }] };
  }
}
