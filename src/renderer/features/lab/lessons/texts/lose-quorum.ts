import type { Lesson } from '../model/lesson.ts';
import { type EndedWrite, firstOf, type LessonView } from '../model/lesson-view.ts';
import { downIn } from '../model/situation.ts';
import {
  isWiped,
  isWritten,
  lastWriteWithDown,
  namesOf,
  ofThree,
  outcomeOf,
  wholeOfThree,
  writeStage,
} from './words.ts';

const written = ({ writes }: LessonView): EndedWrite | undefined => writes.findLast(isWritten);

/** The newest event after which all members were down at once. */
const allDown = (view: LessonView): number | undefined =>
  view.events.findLast(
    (event) =>
      event.kind === 'process' &&
      ['killed', 'stopped', 'exited'].includes(event.news) &&
      view.before(event).running.size <= 1 &&
      !view.before({ ...event, seq: event.seq + 1 }).running.has(event.member),
  )?.seq;

/** How quorum is lost, and writes come back. */
export const loseQuorum: Lesson = {
  id: 'lose-quorum',
  title: 'Lose the quorum, and recover',
  anchor: 'lose-the-quorum-and-recover',
  aim: 'What still works without a majority, and how writes come back without losing a key.',
  minutes: 6,
  members: 3,
  steps: [
    {
      kind: 'trial',
      id: 'lost',
      title: 'Without a majority',
      teaching: [
        'The quorum is lost when too few voting members are left for a majority. It is an outage of writes, and of reads ' +
          'that must be current. It is not yet a loss of data.',
      ],
      question: 'Two of three members are killed. What can the last one still do?',
      choices: [
        { id: 'all', text: 'Everything: it has all the data' },
        { id: 'some', text: 'Answer for itself, but write nothing' },
        { id: 'none', text: 'Nothing: it ends too' },
      ],
      setting: wholeOfThree,
      task: 'Write a key. Then kill two members, and write through the last one.',
      stages: (view) => [
        { text: 'A write is answered', isSeen: written(view) !== undefined },
        { text: 'Two members are down', isSeen: downIn(view.now).length === 2 },
        {
          text: view.isWriting
            ? 'A write through the last one ends (it is under way)'
            : 'A write through the last one ends',
          isSeen: lastWriteWithDown(view, 2) !== undefined,
        },
      ],
      find: (view) => {
        const write = lastWriteWithDown(view, 2);
        if (write === undefined) return null;
        const member = view.member(write.via);
        const runs = view.now.running.has(write.via);
        const applied = member?.applied ?? null;
        const still = runs
          ? ` ${write.via} still answers${applied === null ? '' : `, with everything up to index ${applied} applied`}.`
          : '';
        return {
          text: `The write through ${write.via} ${outcomeOf(write)}.${still}`,
          right: isWritten(write) ? 'all' : runs ? 'some' : 'none',
        };
      },
      why:
        'It serves what it has: serializable reads, its status, and a snapshot, which is what to take first in an outage. ' +
        'Do not restart a survivor: without a majority, one that starts answers nothing at all.',
    },
    {
      kind: 'trial',
      id: 'back',
      title: 'One comes back',
      teaching: [
        'The members that are down have their data on disk. What was committed is on the disks of a majority, and any ' +
          'majority has a member that holds it.',
      ],
      question: 'One of the two starts again. Is the key there that was written before?',
      choices: [
        { id: 'yes', text: 'Yes: writes go on from the last revision' },
        { id: 'maybe', text: 'Only if the last one held it' },
        { id: 'no', text: 'No: the new leader begins anew' },
      ],
      setting: ofThree,
      task: 'Restart one of the members that are down. Once there is a leader, write a key.',
      stages: (view) => [
        {
          text: 'A member is started again',
          isSeen: firstOf(view.events, 'process', ({ news }) => news === 'started') !== undefined,
        },
        { text: 'A leader is elected', isSeen: firstOf(view.events, 'leaderElected', () => true) !== undefined },
        writeStage(view, 'A write is answered', false),
      ],
      find: (view) => {
        const elected = firstOf(view.events, 'leaderElected', () => true);
        const started = firstOf(view.events, 'process', ({ news }) => news === 'started');
        const write = written(view);
        if (started === undefined || elected === undefined || write === undefined) return null;
        const revision = write.end.revision ?? 0;
        // The first key of an empty etcd has revision 2.
        const last = view.lastRevision ?? 1;
        const goesOn = view.lastRevision === null ? '' : `, the one before at revision ${view.lastRevision}`;
        return {
          text:
            `${started.member} was started, and ${elected.member} was elected in term ${elected.term}. The write ` +
            `through ${write.via} ${outcomeOf(write)}${goesOn}. ${revision > last ? 'What was before is there.' : 'It begins anew.'}`,
          right: revision > last ? 'yes' : 'no',
        };
      },
      why:
        'A member that starts on its own data is the same member. Two of three are a majority again, and only one with the ' +
        'complete log can be elected. If two disks were lost for good, the way back is another one: a new cluster from a ' +
        'snapshot, or from the last member with --force-new-cluster.',
    },
    {
      kind: 'checkpoint',
      id: 'all-down',
      title: 'All of them',
      setting: ofThree,
      task: 'Write a key. Then bring all three members down, and make writes work again without losing the key.',
      hint: 'Their disks hold everything: restart two or three of them, wait for a leader, and write. Do not wipe, and do not reset the lab.',
      stages: (view) => [
        { text: 'A write is answered', isSeen: written(view) !== undefined },
        { text: 'All members are down at once', isSeen: allDown(view) !== undefined },
        { text: 'A later write is answered', isSeen: false },
      ],
      judge: (view) => {
        if (isWiped(view)) return { isPassed: false, text: 'A disk was wiped. Its copy of the key is gone.' };
        const down = allDown(view);
        if (down === undefined) return null;
        const before = view.writes.findLast((write) => isWritten(write) && write.afterEvent < down);
        const after = view.writes.find((write) => isWritten(write) && write.afterEvent > down);
        if (after === undefined) return null;
        if (before === undefined) return { isPassed: false, text: 'No key was written before all members were down.' };
        const [first, last] = [before.end.revision ?? 0, after.end.revision ?? 0];
        if (last <= first) {
          return { isPassed: false, text: `Revision ${last} follows on ${first}: what was written before is gone.` };
        }
        return {
          isPassed: true,
          text:
            `The key was written at revision ${first}, ${namesOf(before.situation.voters)} were down, and the write through ` +
            `${after.via} ${outcomeOf(after)}. The key is there.`,
        };
      },
    },
  ],
};
