import type { LessonView } from './lesson-view.ts';

/** A lesson, by the name that its progress is kept under. */
export type LessonId =
  | 'quorum'
  | 'why-odd'
  | 'elections'
  | 'write-path'
  | 'partition'
  | 'replace-a-member'
  | 'lose-quorum';

/** What a lab has to be like before an act, so that something can be learned from it. */
export interface LessonSetting {
  /** How many voting members; `null`: three or more. */
  readonly voters: number | null;
  /** Whether all of them have to run, with all links open. */
  readonly isWhole: boolean;
}

/** One thing that has to be observed. */
export interface LessonStage {
  readonly text: string;
  readonly isSeen: boolean;
  /** What stands against it, where something was seen that does not do. */
  readonly note?: string;
}

/** An answer that can be predicted. */
export interface LessonChoice {
  readonly id: string;
  readonly text: string;
}

/** What came out, with figures that were measured, and the choice that it proves right. */
export interface LessonFinding {
  readonly text: string;
  readonly right: string;
}

/** Teaches, asks for a prediction, waits for the learner's act, and says what was observed. */
export interface LessonTrial {
  readonly kind: 'trial';
  /** Unique in its lesson. */
  readonly id: string;
  readonly title: string;
  readonly teaching: readonly string[];
  readonly question: string;
  readonly choices: readonly LessonChoice[];
  readonly setting: LessonSetting;
  readonly task: string;
  readonly stages: (view: LessonView) => readonly LessonStage[];
  /** What was found; `null` while something is still awaited. */
  readonly find: (view: LessonView) => LessonFinding | null;
  /** Why it is so, whatever was predicted. */
  readonly why: string;
}

/** How a checkpoint came out. */
export interface LessonVerdict {
  readonly isPassed: boolean;
  readonly text: string;
}

/** A task that is judged by what is observed. */
export interface LessonCheckpoint {
  readonly kind: 'checkpoint';
  readonly id: string;
  readonly title: string;
  readonly setting: LessonSetting;
  readonly task: string;
  readonly hint: string;
  readonly stages: (view: LessonView) => readonly LessonStage[];
  /** The verdict; `null` while it is open. */
  readonly judge: (view: LessonView) => LessonVerdict | null;
}

/** A step of a lesson. The last one is a checkpoint. */
export type LessonStep = LessonTrial | LessonCheckpoint;

/** A guided lesson. */
export interface Lesson {
  readonly id: LessonId;
  readonly title: string;
  /** Its heading on the guide’s page of lessons. */
  readonly anchor: string;
  /** What is known after it, in one line. */
  readonly aim: string;
  readonly minutes: number;
  /** How many members the lab begins with. */
  readonly members: number;
  readonly steps: readonly LessonStep[];
}
