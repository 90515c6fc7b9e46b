import type { LabRaftNews } from '../../../contract/lab/events.ts';
import type { LogLine } from './log-lines.ts';

/** What a line tells of raft. Ids are in hexadecimal. */
export interface RaftLine {
  readonly news: LabRaftNews;
  /** The member's own id; `null` in lines about snapshots. */
  readonly id: string | null;
  readonly term: number | null;
  /** The other member, if one is named. */
  readonly peer: string | null;
}

/** One form of line: the places of the ids and of the term among what the expression finds. */
interface Form {
  readonly expression: RegExp;
  readonly read: (found: readonly string[]) => RaftLine;
}

const part: Readonly<Record<string, LabRaftNews>> = {
  follower: 'becameFollower',
  candidate: 'campaign',
  'pre-candidate': 'preCampaign',
  leader: 'becameLeader',
};

/**
 * Raft's own words, the same from 3.4 to 3.7. `is starting a new election` is left out: the same member becomes a
 * candidate or a pre-candidate with the next line.
 */
const forms: readonly Form[] = [
  {
    expression: /^([0-9a-f]{1,16}) became (follower|candidate|pre-candidate|leader) at term (\d{1,16})$/,
    read: ([, id = '', role = '', term]) => ({
      news: part[role] ?? 'becameFollower',
      id,
      term: count(term),
      peer: null,
    }),
  },
  {
    expression:
      /^([0-9a-f]{1,16}) \[logterm: \d{1,16}, index: \d{1,16}\] sent Msg(?:Pre)?Vote request to ([0-9a-f]{1,16}) at term (\d{1,16})$/,
    read: ([, id = '', peer = '', term]) => ({ news: 'voteAsked', id, term: count(term), peer }),
  },
  {
    // An ignored request goes on with the reason: the leader was heard of lately.
    expression:
      /^([0-9a-f]{1,16}) \[logterm: \d{1,16}, index: \d{1,16}, vote: [0-9a-f]{1,16}\] (cast|rejected|ignored) Msg(?:Pre)?Vote (?:for|from) ([0-9a-f]{1,16}) \[logterm: \d{1,16}, index: \d{1,16}\] at term (\d{1,16})(?:$|:)/,
    read: ([, id = '', verb, peer = '', term]) => ({
      news: verb === 'cast' ? 'voteCast' : 'voteRejected',
      id,
      term: count(term),
      peer,
    }),
  },
  {
    expression: /^([0-9a-f]{1,16}) has received \d{1,4} Msg(?:Pre)?VoteResp votes and \d{1,4} vote rejections$/,
    read: ([, id = '']) => ({ news: 'votesCounted', id, term: null, peer: null }),
  },
  {
    expression: /^([0-9a-f]{1,16}) stepped down to follower since quorum is not active$/,
    read: ([, id = '']) => ({ news: 'steppedDown', id, term: null, peer: null }),
  },
  {
    expression:
      /^raft\.node: ([0-9a-f]{1,16}) (elected leader|lost leader|changed leader from [0-9a-f]{1,16} to) ([0-9a-f]{1,16}) at term (\d{1,16})$/,
    read: ([, id = '', verb, peer = '', term]) => ({
      news: verb === 'lost leader' ? 'leaderLost' : 'leaderFound',
      id,
      term: count(term),
      peer,
    }),
  },
  {
    expression: /^sent database snapshot$/,
    read: () => ({ news: 'snapshotSent', id: null, term: null, peer: null }),
  },
  {
    expression: /^rafthttp: database snapshot \[index: \d{1,16}, to: ([0-9a-f]{1,16})\] sent out successfully$/,
    read: ([, peer = '']) => ({ news: 'snapshotSent', id: null, term: null, peer }),
  },
  {
    expression: /^(?:applied snapshot$|etcdserver: finished applying incoming snapshot)/,
    read: () => ({ news: 'snapshotApplied', id: null, term: null, peer: null }),
  },
];

/** Returns what a line tells of raft; `null`: nothing. */
export function readRaftLine({ message, peer }: LogLine): RaftLine | null {
  for (const { expression, read } of forms) {
    const found = expression.exec(message);
    if (found === null) continue;
    const line = read(found);
    return { ...line, peer: line.peer ?? peer };
  }
  return null;
}

function count(text: string | undefined): number | null {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : null;
}
