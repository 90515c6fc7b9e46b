import { majorityOf } from '../../../../../contract/fault-tolerance.ts';
import type { Lesson } from '../model/lesson.ts';
import { downIn } from '../model/situation.ts';
import {
  isWiped,
  isWritten,
  lastWriteWithDown,
  ofThree,
  outcomeOf,
  wereDown,
  wholeOfThree,
  writeStage,
} from './words.ts';

/** What is a quorum. */
export const quorum: Lesson = {
  id: 'quorum',
  title: 'What is a quorum?',
  anchor: 'what-is-a-quorum',
  aim: 'Why a write needs a majority, and what happens without one.',
  minutes: 4,
  members: 3,
  steps: [
    {
      kind: 'trial',
      id: 'one-down',
      title: 'One member down',
      teaching: [
        'Each voting member holds all of the data. A write counts once a majority of the voting members, N/2+1, has it on ' +
          'disk. This majority is the quorum: two of three.',
        'Any two majorities have a member in common. So what one majority has agreed on, the next one knows.',
      ],
      question: 'One of three members is stopped. Do writes still work?',
      choices: [
        { id: 'yes', text: 'Yes, through any member that runs' },
        { id: 'leader', text: 'Only through the leader' },
        { id: 'no', text: 'No, a write needs every member' },
      ],
      setting: wholeOfThree,
      task: 'Choose a follower in the picture and stop it. Then, in the panel Write, write a key through the other follower.',
      stages: (view) => [
        { text: 'One member is down', isSeen: downIn(view.now).length === 1 },
        writeStage(view, 'A write is answered', lastWriteWithDown(view, 1) !== undefined),
      ],
      find: (view) => {
        const write = view.writes.findLast((one) => downIn(one.situation).length === 1 && isWritten(one));
        if (write === undefined) return null;
        const isLeader = write.via === write.situation.leader?.member;
        const where = isLeader ? 'the leader' : 'a follower';
        return {
          text: `While ${wereDown(downIn(write.situation))}, a write through ${write.via}, ${where}, ${outcomeOf(write)}.`,
          right: 'yes',
        };
      },
      why:
        'Two of three are a majority. The third was not asked for; it gets what it missed when it comes back. A follower ' +
        'passes writes on to the leader, so every member takes them.',
    },
    {
      kind: 'trial',
      id: 'two-down',
      title: 'Two members down',
      teaching: [
        'With one of three down none is left to spare. Without a majority, a member cannot know what the others have ' +
          'agreed on meanwhile, so it must not go on alone.',
      ],
      question: 'The second of three is stopped as well. What does a write through the last one do?',
      choices: [
        { id: 'works', text: 'It is written: that member has all the data' },
        { id: 'waits', text: 'It waits, and ends without having been agreed on' },
        { id: 'refused', text: 'It is refused at once' },
      ],
      setting: ofThree,
      task: 'Stop members until one is left, and write a key through that one. The write takes some seconds to end.',
      stages: (view) => [
        { text: 'Two members are down', isSeen: downIn(view.now).length === 2 },
        {
          text: view.isWriting ? 'A write ends (it is under way)' : 'A write ends',
          isSeen: lastWriteWithDown(view, 2) !== undefined,
        },
      ],
      find: (view) => {
        const write = lastWriteWithDown(view, 2);
        if (write === undefined) return null;
        const right = isWritten(write) ? 'works' : write.end.tookMs < 1_000 ? 'refused' : 'waits';
        return { text: `${write.via} was alone. The write through it ${outcomeOf(write)}.`, right };
      },
      why:
        'One of three is no majority: there is no leader, and nothing is committed. Nothing is lost either. What was ' +
        'committed is on the disks of two members at least.',
    },
    {
      kind: 'checkpoint',
      id: 'just-enough',
      title: 'Just enough',
      setting: ofThree,
      task: 'Make writes work with as few members as possible: write a key while exactly a majority runs.',
      hint: 'Two of three are a majority: stop or restart members until exactly two run, wait until one leads, and write.',
      stages: (view) => [
        {
          text: 'Exactly a majority runs',
          isSeen: view.now.voters.length - downIn(view.now).length === majorityOf(view.now.voters.length),
        },
        { text: 'A write is answered', isSeen: view.writes.some(isWritten) },
      ],
      judge: (view) => {
        if (isWiped(view)) {
          return { isPassed: false, text: 'A disk was wiped: that member’s copy is gone, and was not to be.' };
        }
        const write = view.writes.at(-1);
        if (write === undefined) return null;
        const { voters } = write.situation;
        const up = voters.length - downIn(write.situation).length;
        const count = `${up} of ${voters.length} members ran`;
        if (!isWritten(write)) {
          return { isPassed: false, text: `While ${count}, the write through ${write.via} ${outcomeOf(write)}.` };
        }
        if (up > majorityOf(voters.length)) {
          return {
            isPassed: false,
            text: `It was written, but ${count}: ${up - majorityOf(voters.length)} more than needed.`,
          };
        }
        return { isPassed: true, text: `While ${count}, the write through ${write.via} ${outcomeOf(write)}.` };
      },
    },
  ],
};
