import { majorityOf, toleranceOf } from '../../../../../contract/fault-tolerance.ts';
import { formatDuration } from '../../../../ui/format.ts';
import type { Lesson } from '../model/lesson.ts';
import { firstOf } from '../model/lesson-view.ts';
import { downIn } from '../model/situation.ts';
import { isWritten, lastWriteWithDown, outcomeOf, wereDown, wholeOfThree, writeStage } from './words.ts';

/** Why clusters have an odd number of members. */
export const whyOdd: Lesson = {
  id: 'why-odd',
  title: 'Why an odd number?',
  anchor: 'why-an-odd-number',
  aim: 'What a fourth member costs, and what it does not bring.',
  minutes: 5,
  members: 3,
  steps: [
    {
      kind: 'trial',
      id: 'fourth',
      title: 'A fourth member',
      teaching: [
        'A majority of three is two: one may fail. A new member begins as a learner, which gets the data and has no vote, ' +
          'and is promoted once it has caught up.',
      ],
      question: 'A fourth voting member joins. How many of the four may fail, with writes still working?',
      choices: [
        { id: '0', text: 'None' },
        { id: '1', text: 'One, as before' },
        { id: '2', text: 'Two: half of them' },
      ],
      setting: wholeOfThree,
      task: 'Add a member to the lab, and let it become a voting member.',
      stages: ({ events, now }) => [
        {
          text: 'A member is added as a learner',
          isSeen: firstOf(events, 'members', ({ news }) => news === 'added') !== undefined,
        },
        { text: 'There are four voting members', isSeen: now.voters.length === 4 },
      ],
      find: ({ events, now }) => {
        const promoted = firstOf(events, 'members', ({ news }) => news === 'promoted');
        if (promoted === undefined || now.voters.length !== 4) return null;
        const added = firstOf(events, 'members', ({ news, member }) => news === 'added' && member === promoted.member);
        const took =
          added === undefined ? '' : ` after ${formatDuration(Math.max(0, promoted.at - added.at))} as a learner`;
        return {
          text: `${promoted.member} was promoted${took}. The majority is now ${majorityOf(4)} of 4, so ${toleranceOf(4)} may fail.`,
          right: String(toleranceOf(4)),
        };
      },
      why:
        'A majority is more than half. Of four it is three, so four bear no more failures than three do, and have one ' +
        'member more that can fail.',
    },
    {
      kind: 'trial',
      id: 'half',
      title: 'Half of four',
      teaching: [
        'If two of four could go on, the other two could too, each pair without the other. Then there would be two truths. ' +
          'This is why half is not enough.',
      ],
      question: 'Two of four voting members are down. What happens to a write?',
      choices: [
        { id: 'written', text: 'It is written: half of them is enough' },
        { id: 'not', text: 'It is not written: three would be needed' },
      ],
      setting: { voters: 4, isWhole: true },
      task: 'Stop two of the four members, and write a key through one that runs.',
      stages: (view) => [
        { text: 'Two of four are down', isSeen: view.now.voters.length === 4 && downIn(view.now).length === 2 },
        { text: view.isWriting ? 'A write ends (it is under way)' : 'A write ends', isSeen: false },
      ],
      find: (view) => {
        const write = lastWriteWithDown(view, 2);
        if (write === undefined || write.situation.voters.length !== 4) return null;
        return {
          text: `While ${wereDown(downIn(write.situation))}, the write through ${write.via} ${outcomeOf(write)}.`,
          right: isWritten(write) ? 'written' : 'not',
        };
      },
      why: 'Two of four are no majority. The fourth member has not bought a failure; it only made the majority larger.',
    },
    {
      kind: 'checkpoint',
      id: 'two-may-fail',
      title: 'Two may fail',
      setting: { voters: null, isWhole: false },
      task: 'Have a write answered while two voting members are down.',
      hint:
        'With five voting members the majority is three. Restart what is down, add a member or two until there are five, ' +
        'then stop two and write.',
      stages: (view) => [
        { text: 'There are five voting members', isSeen: view.now.voters.length >= 5 },
        { text: 'Two are down', isSeen: downIn(view.now).length === 2 },
        writeStage(view, 'A write is answered', false),
      ],
      judge: (view) => {
        const write = lastWriteWithDown(view, 2);
        if (write === undefined) return null;
        const { voters } = write.situation;
        const of = `With 2 of ${voters.length} voting members down`;
        if (isWritten(write))
          return { isPassed: true, text: `${of}, the write through ${write.via} ${outcomeOf(write)}.` };
        return {
          isPassed: false,
          text: `${of}, ${voters.length - 2} were left and ${majorityOf(voters.length)} needed. The write ${outcomeOf(write)}.`,
        };
      },
    },
  ],
};
