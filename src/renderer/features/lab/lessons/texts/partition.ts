import { majorityOf } from '../../../../../contract/fault-tolerance.ts';
import { formatDuration } from '../../../../ui/format.ts';
import type { Lesson } from '../model/lesson.ts';
import { type EndedWrite, firstOf, type LessonView } from '../model/lesson-view.ts';
import { downIn, isCutIn, reachedBy } from '../model/situation.ts';
import { isWritten, namesOf, outcomeOf, stoppedIn, wereDown, wholeOfThree, writeStage } from './words.ts';

const wholeLab = { voters: null, isWhole: true } as const;

const reachesNobody = (situation: LessonView['now'], name: string): boolean =>
  situation.voters.every((other) => other === name || isCutIn(situation, name, other));

/** The leader when the step began to look, where it is cut off from all others now. */
function cutLeader({ start, now }: LessonView): string | undefined {
  const leader = start.leader?.member;
  return leader !== undefined && reachesNobody(now, leader) ? leader : undefined;
}

/** The election on the other side of the cut. */
const otherLeader = (view: LessonView) =>
  firstOf(view.events, 'leaderElected', ({ member }) => member !== view.start.leader?.member);

/** The newest write through a member that is cut off from a majority. */
const minorityWrite = ({ writes }: LessonView): EndedWrite | undefined =>
  writes.findLast(({ via, situation }) => reachedBy(situation, via) < majorityOf(situation.voters.length));

/** Whether all members run, and none reaches a majority. */
const isScattered = (situation: LessonView['now']): boolean =>
  downIn(situation).length === 0 &&
  situation.voters.every((name) => reachedBy(situation, name) < majorityOf(situation.voters.length));

/** What a partition does. */
export const partition: Lesson = {
  id: 'partition',
  title: 'Partition',
  anchor: 'partition',
  aim: 'Which side goes on when the network is cut, and what becomes of a write on the other.',
  minutes: 6,
  members: 3,
  steps: [
    {
      kind: 'trial',
      id: 'leader-alone',
      title: 'The leader alone',
      teaching: [
        'Members may run and not reach each other: a partition. Those on one side cannot tell whether the others have ' +
          'failed or are only out of reach.',
      ],
      question: 'The leader is cut off from both followers. Which side takes writes after a moment?',
      choices: [
        { id: 'old', text: 'The leader: it was elected' },
        { id: 'both', text: 'Both sides, each with a leader' },
        { id: 'majority', text: 'The two followers, with a new leader' },
      ],
      setting: wholeOfThree,
      task: 'Drag the leader out of the ring, or mark it with Space and cut it off.',
      stages: (view) => [
        { text: 'The leader is cut off', isSeen: cutLeader(view) !== undefined },
        { text: 'The other side has elected a leader', isSeen: otherLeader(view) !== undefined },
        { text: 'The old leader leads no more', isSeen: steppedDown(view) },
      ],
      find: (view) => {
        const old = cutLeader(view);
        const elected = otherLeader(view);
        if (old === undefined || elected === undefined || !steppedDown(view)) return null;
        const cut = firstOf(view.events, 'link', ({ state }) => state !== 'open');
        const down = firstOf(
          view.events,
          'raft',
          ({ news, member }) => member === old && (news === 'steppedDown' || news === 'becameFollower'),
          cut?.seq,
        );
        const after = elected.afterMs === null ? '' : ` after ${formatDuration(elected.afterMs)}`;
        const gaveUp =
          down === undefined || cut === undefined
            ? `${old} leads no more`
            : `${old} heard of no majority and stepped down ${formatDuration(Math.max(0, down.at - cut.at))} after the cut`;
        return {
          text: `${elected.member} was elected in term ${elected.term}${after}. ${gaveUp}.`,
          right: 'majority',
        };
      },
      why:
        'Two of three are a majority and can elect. One of three is none, and the old leader knows it: when it has not ' +
        'heard of a majority for an election timeout, it steps down. There are never two sides that can commit.',
    },
    {
      kind: 'trial',
      id: 'cut-off-write',
      title: 'A write on the wrong side',
      teaching: [
        'Clients are cut off along with the member that they talk to. Theirs still answers, but it cannot reach a majority.',
      ],
      question: 'You write through the member that is cut off. What comes back?',
      choices: [
        { id: 'written', text: 'It is written there, and merged later' },
        { id: 'refused', text: 'It is refused at once' },
        { id: 'late', text: 'Nothing for seconds, then an error' },
      ],
      setting: { voters: 3, isWhole: false },
      task: 'With one member still cut off, write a key through it. It takes some seconds to end.',
      stages: (view) => [
        { text: 'A member is cut off', isSeen: view.now.voters.some((name) => reachesNobody(view.now, name)) },
        {
          text: view.isWriting ? 'A write through it ends (it is under way)' : 'A write through it ends',
          isSeen: minorityWrite(view) !== undefined,
        },
      ],
      find: (view) => {
        const write = minorityWrite(view);
        if (write === undefined) return null;
        return {
          text: `The write through ${write.via}, cut off from the others, ${outcomeOf(write)}.`,
          right: isWritten(write) ? 'written' : write.end.tookMs < 1_000 ? 'refused' : 'late',
        };
      },
      why:
        'It waits for a leader, or for a majority, until it gives up. That says that no answer came, and not that nothing ' +
        'happens: what was handed over may still be written once the links are healed. Read the key before you repeat it.',
    },
    {
      kind: 'checkpoint',
      id: 'no-side',
      title: 'No side at all',
      setting: wholeLab,
      task:
        'Let every process run. First bring the lab to where no member can write, and show it by a write that fails. Then ' +
        'make writes work again.',
      hint:
        'Cut off one member, then another one, so that each is alone, and write: it ends after some seconds. Then heal, wait ' +
        'for a leader, and write again.',
      stages: (view) => [
        {
          text: 'No member reaches a majority, and all run',
          isSeen: failedWrite(view) !== undefined || isScattered(view.now),
        },
        { text: 'A write fails', isSeen: failedWrite(view) !== undefined },
        failedWrite(view) === undefined
          ? { text: 'A later write is answered', isSeen: false }
          : writeStage(view, 'A later write is answered', false),
      ],
      judge: (view) => {
        const hit = stoppedIn(view);
        if (hit !== undefined) {
          return {
            isPassed: false,
            text: `${wereDown([hit])}: every process was to run.`,
          };
        }
        const failed = failedWrite(view);
        const written = view.writes.findLast(
          (write) => isWritten(write) && failed !== undefined && write.afterEvent > failed.afterEvent,
        );
        if (failed === undefined || written === undefined) return null;
        return {
          isPassed: true,
          text:
            `${namesOf(failed.situation.voters)} were apart, and the write through ${failed.via} ${outcomeOf(failed)}. ` +
            `Once healed, the write through ${written.via} ${outcomeOf(written)}. No copy was lost.`,
        };
      },
    },
  ],
};

const failedWrite = ({ writes }: LessonView): EndedWrite | undefined =>
  writes.find((write) => !isWritten(write) && isScattered(write.situation));

/** Whether the leader that was cut off says itself that it leads no more. */
function steppedDown(view: LessonView): boolean {
  const old = cutLeader(view);
  if (old === undefined) return false;
  const state = view.member(old)?.state;
  return state !== undefined && state !== 'leader' && view.now.running.has(old);
}
