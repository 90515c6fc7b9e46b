import { formatDuration } from '../../../../ui/format.ts';
import type { Lesson } from '../model/lesson.ts';
import { type EndedWrite, firstOf, type LessonView, stepOf } from '../model/lesson-view.ts';
import { linkName } from '../model/situation.ts';
import {
  acknowledgedIn,
  answeredMs,
  isWritten,
  outcomeOf,
  stoppedIn,
  wereDown,
  wholeOfThree,
  writeStage,
} from './words.ts';

const wholeLab = { voters: null, isWhole: true } as const;

/** From which delay on it is told from what a network takes anyway, in milliseconds. */
const telling = 100;
/** What a slow write takes at least, in milliseconds. */
const slow = 300;

const throughFollower = ({ writes }: LessonView): EndedWrite | undefined =>
  writes.findLast((write) => isWritten(write) && stepOf(write, 'forwarded') !== undefined);

/** How long what passes between two members is delayed, the larger of both directions. */
const delayOf = ({ links }: LessonView['now'], one: string, other: string): number =>
  Math.max(...[linkName(one, other), linkName(other, one)].map((name) => links.get(name)?.delayMs ?? 0));

/** The followers whose links to the leader are slow. */
function slowFollowers(situation: LessonView['now']): readonly string[] {
  const leader = situation.leader?.member;
  if (leader === undefined) return [];
  return situation.voters.filter((name) => name !== leader && delayOf(situation, leader, name) >= telling);
}

const besideSlowOne = ({ writes }: LessonView): EndedWrite | undefined =>
  writes.findLast(
    (write) =>
      isWritten(write) && write.via === write.situation.leader?.member && slowFollowers(write.situation).length === 1,
  );

/** The way of a write through a cluster. */
export const writePath: Lesson = {
  id: 'write-path',
  title: 'The path of a write',
  anchor: 'the-path-of-a-write',
  aim: 'Whom a write passes, what it waits for, and what it does not.',
  minutes: 5,
  members: 3,
  steps: [
    {
      kind: 'trial',
      id: 'follower',
      title: 'Through a follower',
      teaching: [
        'Every member takes requests. But only the leader gives a write its place in the log, so that there is one order ' +
          'for all.',
      ],
      question: 'You write through a follower. What does it do first?',
      choices: [
        { id: 'stores', text: 'It stores the key, and tells the others' },
        { id: 'forwards', text: 'It passes the write on to the leader' },
        { id: 'refuses', text: 'It refuses, and names the leader' },
      ],
      setting: wholeOfThree,
      task: 'Write a key through a follower, and read the steps.',
      stages: (view) => [
        writeStage(view, 'A write through a follower is answered', throughFollower(view) !== undefined),
      ],
      find: (view) => {
        const write = throughFollower(view);
        if (write === undefined) return null;
        const forwarded = stepOf(write, 'forwarded');
        const committed = stepOf(write, 'committed');
        const acknowledged = acknowledgedIn(write);
        return {
          text: [
            `${write.via} passed it on to ${forwarded?.peer ?? 'the leader'} after ${formatDuration(forwarded?.atMs ?? 0)}.`,
            acknowledged === '' ? '' : ` Acknowledged by ${acknowledged}.`,
            committed === undefined ? ' Answered' : ` Committed after ${formatDuration(committed.atMs)}, answered`,
            ` after ${formatDuration(answeredMs(write))}.`,
          ].join(''),
          right: 'forwards',
        };
      },
      why:
        'The leader writes it to its own log and sends it to all at once. Each follower has it on disk before it ' +
        'acknowledges. With a majority it is committed, then applied, and the member that was asked answers.',
    },
    {
      kind: 'trial',
      id: 'slow-one',
      title: 'One that is slow',
      teaching: [
        'The leader counts itself. In a cluster of three it needs one acknowledgement more, from whichever follower is first.',
      ],
      question: `What passes between the leader and one follower is delayed by ${telling} ms or more. How long does a write through the leader take?`,
      choices: [
        { id: 'quick', text: 'As long as before: the other follower is enough' },
        { id: 'slow', text: 'At least as long as the delay: all must have it' },
      ],
      setting: wholeOfThree,
      task: 'Choose the link between the leader and one follower, and delay it by 200 ms both ways. Write through the leader.',
      stages: (view) => [
        { text: 'One follower’s link to the leader is delayed', isSeen: slowFollowers(view.now).length === 1 },
        writeStage(view, 'A write through the leader is answered', besideSlowOne(view) !== undefined),
      ],
      find: (view) => {
        const write = besideSlowOne(view);
        const leader = write?.situation.leader?.member;
        if (write === undefined || leader === undefined) return null;
        const [one = ''] = slowFollowers(write.situation);
        const delay = delayOf(write.situation, leader, one);
        const acknowledged = acknowledgedIn(write);
        return {
          text:
            `${one} hears ${leader} ${formatDuration(delay)} late. The write ${outcomeOf(write)}.` +
            (acknowledged === '' ? '' : ` Acknowledged by ${acknowledged}.`),
          right: write.end.tookMs < delay ? 'quick' : 'slow',
        };
      },
      why:
        'A write is as slow as the fastest majority. One slow member costs nothing, until one of the fast ones fails: then ' +
        'every write waits for it.',
    },
    {
      kind: 'checkpoint',
      id: 'slow-majority',
      title: 'A slow majority',
      setting: wholeLab,
      task: `Make a write take more than ${slow} ms and still be answered, with every member running and no link cut.`,
      hint: 'The leader must get no quick acknowledgement: delay its links to all followers, then write.',
      stages: (view) => [
        {
          text: 'The links from the leader to all followers are delayed',
          isSeen: slowFollowers(view.now).length === view.now.voters.length - 1,
        },
        { text: 'A write is answered', isSeen: view.writes.some(isWritten) },
      ],
      judge: (view) => {
        const write = view.writes.at(-1);
        const hit = stoppedIn(view);
        const cut = firstOf(view.events, 'link', ({ state }) => state !== 'open');
        if (hit !== undefined) return { isPassed: false, text: `${wereDown([hit])}: every member was to run.` };
        if (cut !== undefined)
          return { isPassed: false, text: `What ${cut.from} sends to ${cut.to} was cut: delay it instead.` };
        if (write === undefined) return null;
        const text = `The write through ${write.via} ${outcomeOf(write)}.`;
        if (!isWritten(write)) return { isPassed: false, text };
        return write.end.tookMs > slow
          ? { isPassed: true, text: `${text} Heal the links before you go on.` }
          : { isPassed: false, text: `${text} A majority was quicker than ${slow} ms.` };
      },
    },
  ],
};
