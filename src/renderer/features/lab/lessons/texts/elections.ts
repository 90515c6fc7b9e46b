import { formatDuration } from '../../../../ui/format.ts';
import type { Lesson } from '../model/lesson.ts';
import { firstOf, type LessonView } from '../model/lesson-view.ts';
import { namesOf } from './words.ts';

type Event = LessonView['events'][number];
type Elected = Extract<Event, { readonly kind: 'leaderElected' }>;
type ProcessEvent = Extract<Event, { readonly kind: 'process' }>;

const wholeLab = { voters: null, isWhole: true } as const;

/** When the member that led was killed or frozen. */
const leaderHit = (view: LessonView, news: 'killed' | 'frozen'): ProcessEvent | undefined =>
  firstOf(view.events, 'process', (event) => event.news === news && leaderBefore(view, event) === event.member);

/** Who led before an event; where the leader’s end was observed first, who led until then. */
function leaderBefore(view: LessonView, event: Event): string | undefined {
  const gone = view.events.findLast(({ kind, seq }) => kind === 'leaderGone' && seq < event.seq);
  return (view.before(event).leader ?? (gone?.kind === 'leaderGone' ? gone : view.start.leader))?.member;
}

const electedAfter = (view: LessonView, hit: ProcessEvent | undefined): Elected | undefined =>
  hit === undefined ? undefined : firstOf(view.events, 'leaderElected', ({ member }) => member !== hit.member, hit.seq);

const afterWords = ({ afterMs }: Elected): string => (afterMs === null ? '' : ` after ${formatDuration(afterMs)}`);

/** Who voted for the member that was elected, as the logs of the voters have it. */
function votersFor(view: LessonView, elected: Elected): readonly string[] {
  const votes = view.events.filter(
    (event) =>
      event.kind === 'raft' &&
      event.news === 'voteCast' &&
      event.term === elected.term &&
      event.peer === elected.member,
  );
  return [...new Set(votes.map((event) => ('member' in event ? event.member : '')))];
}

/** The last term that was led before an election. */
const termBefore = (view: LessonView, elected: Elected): number | null => {
  const earlier = view.events.findLast(
    (event): event is Elected => event.kind === 'leaderElected' && event.seq < elected.seq,
  );
  const gone = firstOf(view.events, 'leaderGone', () => true);
  return earlier?.term ?? view.start.leader?.term ?? gone?.term ?? null;
};

/** How a leader is elected, and how the lead is handed over. */
export const elections: Lesson = {
  id: 'elections',
  title: 'Elections',
  anchor: 'elections',
  aim: 'How a new leader is found, how long it takes, and how to avoid the wait.',
  minutes: 5,
  members: 3,
  steps: [
    {
      kind: 'trial',
      id: 'killed',
      title: 'The leader is killed',
      teaching: [
        'The leader sends heartbeats. A follower that hears none for its election timeout, a time drawn at random between ' +
          'once and twice what is configured, campaigns: it asks the others for their votes.',
        'Time is counted in terms: each has one leader at most. A member votes once in a term, and only for one whose log ' +
          'is as complete as its own.',
      ],
      question: 'The leader is killed. What happens to the term?',
      choices: [
        { id: 'same', text: 'It stays: only the leader changes' },
        { id: 'grows', text: 'It grows: each election is a new term' },
        { id: 'first', text: 'It begins at 1 again' },
      ],
      setting: wholeLab,
      task: 'Kill the leader (Kill, not Stop), and watch the others.',
      stages: (view) => {
        const hit = leaderHit(view, 'killed');
        return [
          { text: 'The leader is killed', isSeen: hit !== undefined },
          { text: 'Another member is elected', isSeen: electedAfter(view, hit) !== undefined },
        ];
      },
      find: (view) => {
        const elected = electedAfter(view, leaderHit(view, 'killed'));
        if (elected === undefined) return null;
        const before = termBefore(view, elected);
        const voters = votersFor(view, elected);
        const votes = voters.length === 0 ? '' : ` ${namesOf(voters)} voted for it.`;
        const term = before === null ? '' : ` The term before was ${before}.`;
        const right = before === null || elected.term > before ? 'grows' : elected.term === before ? 'same' : 'first';
        return {
          text: `${elected.member} was elected in term ${elected.term}${afterWords(elected)}.${votes}${term}`,
          right,
        };
      },
      why:
        'A term that only ever grows lets everyone tell old from new: whoever hears of a later term gives way. Where votes ' +
        'are split nobody wins, and the next try is a term later still.',
    },
    {
      kind: 'trial',
      id: 'frozen',
      title: 'The leader that sleeps',
      teaching: [
        'A machine may hang instead of ending: a paused virtual machine, a disk that blocks. Its connections stay, it says ' +
          'nothing, and when it goes on, it knows nothing of what happened.',
      ],
      question: 'The leader is frozen, another one is elected, and the old one is thawed. What is it then?',
      choices: [
        { id: 'leader', text: 'The leader again: it had the lead first' },
        { id: 'both', text: 'A second leader, until someone stops it' },
        { id: 'follower', text: 'A follower of the new one' },
      ],
      setting: wholeLab,
      task: 'Freeze the leader. Once another one is elected, thaw it.',
      stages: (view) => {
        const hit = leaderHit(view, 'frozen');
        const elected = electedAfter(view, hit);
        return [
          { text: 'The leader is frozen', isSeen: hit !== undefined },
          { text: 'Another member is elected', isSeen: elected !== undefined },
          { text: 'The old one is thawed, and knows a leader', isSeen: thawed(view, hit, elected) !== undefined },
        ];
      },
      find: (view) => {
        const hit = leaderHit(view, 'frozen');
        const elected = electedAfter(view, hit);
        const thaw = thawed(view, hit, elected);
        if (hit === undefined || elected === undefined || thaw === undefined) return null;
        const told = firstOf(
          view.events,
          'raft',
          ({ news, member }) => member === hit.member && news === 'becameFollower',
          thaw.seq,
        );
        const took = told === undefined ? '' : ` ${formatDuration(Math.max(0, told.at - thaw.at))} later`;
        const { leader } = view.now;
        const isLeader = leader?.member === hit.member;
        return {
          text:
            `${elected.member} was elected in term ${elected.term}${afterWords(elected)}. ` +
            `${hit.member} was thawed, and ${isLeader ? 'leads' : `followed ${leader?.member ?? elected.member}`}${took}.`,
          right: isLeader ? 'leader' : 'follower',
        };
      },
      why:
        'Its first message was answered with the later term, so it gave way. In the moment before, it thought that it led, ' +
        'and could do nothing with it: a write needs a majority, and the majority had moved on.',
    },
    {
      kind: 'checkpoint',
      id: 'hand-over',
      title: 'Hand over',
      setting: wholeLab,
      task: 'Make another member the leader without an election timeout: no process killed or frozen, and no link cut.',
      hint: 'A leader can hand over: choose a follower, and move the leader there. A leader that is stopped in good order does so too.',
      stages: () => [{ text: 'Another member leads, without a timeout', isSeen: false }],
      judge: (view) => {
        const forced = firstOf(view.events, 'process', ({ news }) => ['killed', 'frozen', 'exited'].includes(news));
        const cut = firstOf(view.events, 'link', ({ state }) => state !== 'open');
        const elected = firstOf(view.events, 'leaderElected', ({ member }) => member !== view.start.leader?.member);
        if (forced !== undefined) {
          return {
            isPassed: false,
            text: `${forced.member} was ${forced.news}: the others had to find out by a timeout.`,
          };
        }
        if (cut !== undefined) {
          return { isPassed: false, text: `What ${cut.from} sends to ${cut.to} was cut: the others had to find out.` };
        }
        if (elected === undefined) return null;
        if ((elected.afterMs ?? 0) >= view.electionMs) {
          return { isPassed: false, text: `${elected.member} was elected${afterWords(elected)}: that was a timeout.` };
        }
        return {
          isPassed: true,
          text: `${elected.member} leads in term ${elected.term}${afterWords(elected)}: it was told to campaign at once.`,
        };
      },
    },
  ],
};

function thawed(
  view: LessonView,
  hit: ProcessEvent | undefined,
  elected: Elected | undefined,
): ProcessEvent | undefined {
  if (hit === undefined || elected === undefined) return undefined;
  const thaw = firstOf(
    view.events,
    'process',
    ({ news, member }) => news === 'thawed' && member === hit.member,
    hit.seq,
  );
  if (thaw === undefined || thaw.seq < elected.seq) return undefined;
  const member = view.member(hit.member);
  const isSettled = member !== undefined && (member.answeredAt ?? 0) > thaw.at && member.leader !== null;
  return isSettled && (member.term ?? 0) >= elected.term ? thaw : undefined;
}
