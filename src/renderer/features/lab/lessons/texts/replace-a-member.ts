import { formatDuration } from '../../../../ui/format.ts';
import type { Lesson } from '../model/lesson.ts';
import { firstOf, type LessonView } from '../model/lesson-view.ts';
import { downIn } from '../model/situation.ts';
import { areDown, isWritten, outcomeOf, wholeOfThree, writeStage } from './words.ts';

/** The member whose disk was wiped since the step began to look. */
const wipedMember = ({ events }: LessonView): { readonly name: string; readonly seq: number } | undefined => {
  const wiped = firstOf(events, 'act', ({ record }) => record.undoes === null && record.act.kind === 'wipe');
  return wiped?.record.act.kind === 'wipe' ? { name: wiped.record.act.member, seq: wiped.seq } : undefined;
};

/** What became of a wiped member that was started again. */
function comeback(view: LessonView) {
  const wiped = wipedMember(view);
  if (wiped === undefined) return undefined;
  const started = firstOf(
    view.events,
    'process',
    ({ news, member }) => news === 'started' && member === wiped.name,
    wiped.seq,
  );
  if (started === undefined) return undefined;
  const came = firstOf(
    view.events,
    'process',
    ({ news, member }) => member === wiped.name && (news === 'exited' || news === 'serving'),
    started.seq,
  );
  return { name: wiped.name, started, came };
}

const removed = ({ events }: LessonView) => firstOf(events, 'members', ({ news }) => news === 'removed');
/** A new member. One that runs when it is seen to be a member was brought back by a reset. */
const added = (view: LessonView) =>
  firstOf(view.events, 'members', (event) => event.news === 'added' && !view.before(event).running.has(event.member));
const promoted = ({ events }: LessonView) => firstOf(events, 'members', ({ news }) => news === 'promoted');

/** How a lost member is replaced. */
export const replaceAMember: Lesson = {
  id: 'replace-a-member',
  title: 'Replace a member',
  anchor: 'replace-a-member',
  aim: 'Why a member without its data cannot come back, and what takes its place.',
  minutes: 6,
  members: 3,
  steps: [
    {
      kind: 'trial',
      id: 'wiped',
      title: 'A lost disk',
      teaching: [
        'A member has promised things: that it holds entries, for whom it voted. All of it is in its data folder. Without ' +
          'the folder it would not know its own promises.',
      ],
      question: 'A follower’s disk is wiped, and it is started again under its own name. What happens?',
      choices: [
        { id: 'back', text: 'It gets the data from the leader, and is back' },
        { id: 'ends', text: 'It ends: it is known, and has nothing' },
      ],
      setting: wholeOfThree,
      task: 'Choose a follower, wipe its disk, and restart it.',
      stages: (view) => [
        { text: 'A disk is wiped', isSeen: wipedMember(view) !== undefined },
        { text: 'The member is started again', isSeen: comeback(view) !== undefined },
        { text: 'It serves, or it ends', isSeen: comeback(view)?.came !== undefined },
      ],
      find: (view) => {
        const back = comeback(view);
        if (back?.came === undefined) return null;
        const took = formatDuration(Math.max(0, back.came.at - back.started.at));
        const said = back.came.detail === null ? '' : ` Its last words: “${back.came.detail}”.`;
        return back.came.news === 'exited'
          ? { text: `${back.name} ended ${took} after its start.${said}`, right: 'ends' }
          : { text: `${back.name} served ${took} after its start.`, right: 'back' };
      },
      why:
        'The others still count its old self. If it came back empty and voted, an entry that a majority had could be lost. ' +
        'So a member without data never returns: a new one takes its place, under an ID of its own.',
    },
    {
      kind: 'trial',
      id: 'order',
      title: 'Remove, then add',
      teaching: ['The dead member still counts: the majority of three is two, and two run. None is left to spare.'],
      question: 'In which order is it replaced?',
      choices: [
        { id: 'add', text: 'Add the new one, then remove the lost one' },
        { id: 'remove', text: 'Remove the lost one, then add the new one' },
      ],
      setting: { voters: 3, isWhole: false },
      task: 'Remove the member that is down from the cluster. Then add a new one. (Try the other order first, if you like.)',
      stages: (view) => [
        { text: 'The lost member is removed', isSeen: removed(view) !== undefined },
        { text: 'A new one is added as a learner', isSeen: added(view) !== undefined },
        {
          text: 'It is promoted, and three members vote',
          isSeen: promoted(view) !== undefined && view.now.voters.length === 3,
        },
      ],
      find: (view) => {
        const [out, came, votes] = [removed(view), added(view), promoted(view)];
        if (out === undefined || came === undefined || votes === undefined || view.now.voters.length !== 3) return null;
        return {
          text:
            `${out.member} was removed. ${came.member} joined as a learner and was promoted ` +
            `${formatDuration(Math.max(0, votes.at - came.at))} later. Three vote again, and ` +
            `${areDown(downIn(view.now))}.`,
          right: 'remove',
        };
      },
      why:
        'A fourth voting member would make the majority three while three run. If the new one then did not start, writes ' +
        'would stop, and removing it would need the majority that is gone. Removing first only lowers what is needed. While a ' +
        'voting member does not answer, etcd refuses to add one at all here.',
    },
    {
      kind: 'checkpoint',
      id: 'replaced',
      title: 'Replace it yourself',
      setting: wholeOfThree,
      task:
        'Kill a follower and treat it as lost for good: bring the cluster back to three voting members that run, one of them ' +
        'new, and write a key. Writes must have a majority all the time.',
      hint: 'Kill a follower, remove it, add a new member, wait for its promotion, and write. Do not restart the one you killed.',
      stages: (view) => [
        { text: 'A follower is killed', isSeen: killed(view) !== undefined },
        { text: 'It is removed', isSeen: removed(view) !== undefined },
        {
          text: 'A new one votes, and all three run',
          isSeen: promoted(view) !== undefined && downIn(view.now).length === 0,
        },
        writeStage(view, 'A write is answered', false),
      ],
      judge: (view) => {
        const lost = killed(view);
        if (lost === undefined) return null;
        const again = firstOf(
          view.events,
          'process',
          ({ news, member }) => news === 'started' && member === lost.member,
          lost.seq,
        );
        if (again !== undefined)
          return { isPassed: false, text: `${lost.member} was started again: it was to be lost for good.` };
        const out = firstOf(view.events, 'members', ({ news, member }) => news === 'removed' && member === lost.member);
        const [came, votes] = [added(view), promoted(view)];
        if (came !== undefined && (out === undefined || came.seq < out.seq)) {
          return { isPassed: false, text: `${came.member} was added before ${lost.member} was removed.` };
        }
        const down = downIn(view.now);
        if (down.length > view.now.voters.length - Math.floor(view.now.voters.length / 2) - 1) {
          return { isPassed: false, text: `${areDown(down)}: too few were left for a majority.` };
        }
        const write = votes === undefined ? undefined : view.writes.findLast((one) => one.afterEvent >= votes.seq);
        if (out === undefined || votes === undefined || write === undefined || !isWritten(write)) return null;
        if (view.now.voters.length !== 3 || down.length > 0) return null;
        return {
          isPassed: true,
          text: `${votes.member} took the place of ${out.member}. The write through ${write.via} ${outcomeOf(write)}.`,
        };
      },
    },
  ],
};

const killed = ({ events }: LessonView) =>
  firstOf(events, 'process', ({ news }) => news === 'killed' || news === 'stopped');
