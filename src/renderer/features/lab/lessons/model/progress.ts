import type { ConnectionId } from '../../../../../contract/ids.ts';
import type { LessonFinding, LessonId, LessonVerdict } from './lesson.ts';
import type { LessonSince } from './lesson-view.ts';

/** How far one lesson has come. Steps are named by their ids. */
export interface LessonProgress {
  /** The place in the lesson of the step that is shown. */
  readonly step: number;
  readonly predictions: Readonly<Record<string, string>>;
  readonly findings: Readonly<Record<string, LessonFinding>>;
  /** How the last try at the checkpoint came out; `null`: it is open. */
  readonly verdict: LessonVerdict | null;
  /** From when on the step looks; `null` while it waits for nothing. */
  readonly since: LessonSince | null;
  /** Whether its checkpoint was passed once. */
  readonly isPassed: boolean;
}

/** How far all lessons have come. */
export interface LessonsProgress {
  /** The lesson that is shown; `null`: the list of them. */
  readonly open: LessonId | null;
  readonly lessons: Readonly<Partial<Record<LessonId, LessonProgress>>>;
}

export const nothingLearned: LessonsProgress = { open: null, lessons: {} };

export const lessonBegun: LessonProgress = {
  step: 0,
  predictions: {},
  findings: {},
  verdict: null,
  since: null,
  isPassed: false,
};

/** What is kept of a sentence. Kept layouts have bounds. */
const mostCharacters = 600;
const mostSteps = 12;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= mostCharacters;

/** Cuts what would be too long to keep. */
export const keptText = (text: string): string =>
  text.length > mostCharacters ? `${text.slice(0, mostCharacters - 1)}…` : text;

/** Reads what was kept. Of another version’s progress, only what is understood stays. */
export function readProgress(ids: readonly LessonId[]): (json: unknown) => LessonsProgress | null {
  return (json) => {
    if (!isObject(json) || !isObject(json.lessons)) return null;
    const kept = json.lessons;
    const lessons = ids.flatMap((id) => {
      const read = readLesson(kept[id]);
      return read === null ? [] : [[id, read] as const];
    });
    return { open: ids.find((id) => id === json.open) ?? null, lessons: Object.fromEntries(lessons) };
  };
}

function readLesson(json: unknown): LessonProgress | null {
  if (!isObject(json) || !Number.isSafeInteger(json.step)) return null;
  return {
    step: Math.max(0, Math.min(mostSteps, Number(json.step))),
    predictions: recordOf(json.predictions, (value) => (isText(value) ? value : null)),
    findings: recordOf(json.findings, (value) =>
      isObject(value) && isText(value.text) && isText(value.right) ? { text: value.text, right: value.right } : null,
    ),
    verdict:
      isObject(json.verdict) && isText(json.verdict.text)
        ? { isPassed: json.verdict.isPassed === true, text: json.verdict.text }
        : null,
    since: readSince(json.since),
    isPassed: json.isPassed === true,
  };
}

function recordOf<T>(json: unknown, read: (value: unknown) => T | null): Readonly<Record<string, T>> {
  if (!isObject(json)) return {};
  const entries = Object.entries(json).slice(0, mostSteps);
  return Object.fromEntries(
    entries.flatMap(([id, value]) => {
      const found = read(value);
      return found === null ? [] : [[id, found]];
    }),
  );
}

function readSince(json: unknown): LessonSince | null {
  if (!isObject(json) || !isText(json.connection)) return null;
  const { event, at } = json;
  if (typeof event !== 'number' || typeof at !== 'number') return null;
  // It is compared with the id of the lab that runs, and nothing else.
  return { connection: json.connection as ConnectionId, event, at };
}
