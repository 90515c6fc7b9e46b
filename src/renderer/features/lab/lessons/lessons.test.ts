import { describe, expect, it } from 'vitest';
import { observe, phaseOf, predict, seenBy, stepAt } from './model/engine.ts';
import type { LessonWorld } from './model/lesson-world.ts';
import { lessonBegun } from './model/progress.ts';
import { lackOf } from './model/readiness.ts';
import elections from './recorded/elections.jsonl?raw';
import loseQuorum from './recorded/lose-quorum.jsonl?raw';
import partition from './recorded/partition.jsonl?raw';
import quorum from './recorded/quorum.jsonl?raw';
import { type Played, play, type Recorded, readRecording } from './recorded/recording.ts';
import replaceAMember from './recorded/replace-a-member.jsonl?raw';
import whyOdd from './recorded/why-odd.jsonl?raw';
import writePath from './recorded/write-path.jsonl?raw';
import { everyLesson, lessonOf } from './texts/every-lesson.ts';

const recorded = {
  quorum,
  'why-odd': whyOdd,
  elections,
  'write-path': writePath,
  partition,
  'replace-a-member': replaceAMember,
  'lose-quorum': loseQuorum,
} as const;

const inBrief = (played: readonly Played[]): readonly string[] => played.map(({ step, came }) => `${step}: ${came}`);

/** What was recorded until another leader was elected. */
const firstElection = (recording: readonly Recorded[]): readonly Recorded[] => {
  const elected = recording.findIndex(
    (item) => item.kind === 'event' && item.event.kind === 'leaderElected' && item.event.afterMs !== null,
  );
  return recording.slice(0, elected + 1);
};

describe('each lesson, as it was done to real members', () => {
  it.each([
    ['quorum', ['one-down: yes', 'two-down: waits', 'just-enough: failed', 'just-enough: passed']],
    ['why-odd', ['fourth: 1', 'half: not', 'two-may-fail: failed', 'two-may-fail: passed']],
    ['elections', ['killed: grows', 'frozen: follower', 'hand-over: passed', 'hand-over: passed']],
    ['write-path', ['follower: forwards', 'slow-one: quick', 'slow-majority: failed', 'slow-majority: passed']],
    ['partition', ['leader-alone: majority', 'cut-off-write: late', 'no-side: failed', 'no-side: passed']],
    ['replace-a-member', ['wiped: ends', 'order: remove', 'replaced: failed', 'replaced: passed']],
    ['lose-quorum', ['lost: some', 'back: yes', 'all-down: failed', 'all-down: passed']],
  ] as const)('%s', (id, expected) => {
    const { played, progress } = play(lessonOf(id), readRecording(recorded[id]));
    expect(inBrief(played)).toEqual(expected);
    expect(progress.isPassed).toBe(true);
  });

  it('says what was seen with the figures that were measured', () => {
    const texts = everyLesson.flatMap((lesson) =>
      play(lesson, readRecording(recorded[lesson.id])).played.map(({ step, text }) => `${lesson.id} ${step}: ${text}`),
    );
    expect(texts.join('\n')).toMatchSnapshot();
  });
});

describe('a lesson', () => {
  const lesson = lessonOf('elections');
  const recording = readRecording(elections);
  const { world } = play(lesson, firstElection(recording));

  it('waits for nothing before a prediction, and for what comes after it only', () => {
    expect(observe(lesson, lessonBegun, world, 0)).toBe(lessonBegun);
    const predicted = predict(lesson, lessonBegun, 'same');
    const waiting = observe(lesson, predicted, world, 0);
    // The leader was killed and another one elected before: that does not count.
    expect(phaseOf(stepAt(lesson, waiting), waiting)).toBe('act');
    expect(observe(lesson, waiting, world, 0)).toBe(waiting);
    const view = seenBy(stepAt(lesson, waiting), waiting, world);
    expect(
      view &&
        stepAt(lesson, waiting)
          .stages(view)
          .map(({ isSeen }) => isSeen),
    ).toEqual([false, false]);
  });

  it('looks anew in another lab, and hangs in none', () => {
    const waiting = observe(lesson, predict(lesson, lessonBegun, 'same'), world, 0);
    const other: LessonWorld = {
      ...world,
      lab: { ...world.lab, connection: 'sandbox-lab-other' as typeof world.lab.connection },
      events: [],
    };
    expect(seenBy(stepAt(lesson, waiting), waiting, other)).toBeNull();
    const moved = observe(lesson, waiting, other, 5);
    expect(moved.since).toEqual({ connection: 'sandbox-lab-other', event: 0, at: 5 });
  });

  it('says what the lab lacks for an act, and what helps', () => {
    const whole = { voters: 3, isWhole: true } as const;
    expect(lackOf(world, whole)?.text).toMatch(/^This needs all members; member-\d is down\.$/);
    expect(lackOf(world, { ...whole, voters: 4 })).toEqual({
      text: 'This needs 4 voting members; this lab has 3.',
      offer: 'startAnother',
    });
    expect(lackOf(world, { voters: null, isWhole: false })).toBeNull();
  });
});

it('counts members that a reset took away or brought back', () => {
  const { world } = play(lessonOf('replace-a-member'), readRecording(replaceAMember));
  expect(lackOf(world, { voters: 3, isWhole: true })).toBeNull();
});

it('names every step once, and gives each question the choice that observation can prove', () => {
  for (const { id, steps, members } of everyLesson) {
    expect(new Set(steps.map((step) => step.id)).size).toBe(steps.length);
    expect([id, steps.at(-1)?.kind, members]).toEqual([id, 'checkpoint', 3]);
    const { progress } = play(lessonOf(id), readRecording(recorded[id]));
    for (const step of steps) {
      if (step.kind === 'checkpoint') continue;
      expect(step.choices.map((choice) => choice.id)).toContain(progress.findings[step.id]?.right);
    }
  }
});
