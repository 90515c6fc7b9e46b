import type { LabAct, LabLinkState, LabMemberAct, LabNoUndo } from '../../../contract/lab/acts.ts';
import type { LabEvent, LabProcessNews, LabRaftNews } from '../../../contract/lab/events.ts';
import type { LabExperiment } from '../../../contract/lab/experiments.ts';
import type { LabMemberState, LabMessageKind } from '../../../contract/lab/frames.ts';
import { raftWords } from '../../../contract/lab/raft-words.ts';
import type { LabWriteStep, LabWriteWait } from '../../../contract/lab/writes.ts';
import { formatBytes, formatDuration } from '../../ui/format.ts';
import type { Tone } from '../../ui/StatusChip.tsx';

/** A member's state in a word, and its hue. The drawing has a shape for each beside it. */
export const stateWords: Readonly<Record<LabMemberState, { readonly text: string; readonly tone: Tone }>> = {
  leader: { text: 'leader', tone: 'info' },
  follower: { text: 'follower', tone: 'ok' },
  candidate: { text: 'candidate', tone: 'warn' },
  preCandidate: { text: 'pre-candidate', tone: 'warn' },
  learner: { text: 'learner', tone: 'learner' },
  frozen: { text: 'frozen', tone: 'bad' },
  dead: { text: 'dead', tone: 'bad' },
  stopped: { text: 'stopped', tone: 'neutral' },
  starting: { text: 'starting', tone: 'neutral' },
  silent: { text: 'silent', tone: 'bad' },
};

/** What a state means, for those who see it for the first time. */
export const stateMeanings: Readonly<Record<LabMemberState, string>> = {
  leader: 'Orders all writes, and sends them to the others.',
  follower: 'Follows a leader, or waits for one.',
  candidate: 'Asks the others for their votes, in a new term.',
  preCandidate: 'Asks whether it would be elected, without a new term.',
  learner: 'Gets every entry, and has no vote.',
  frozen: 'Its process is held (SIGSTOP): it keeps its sockets and answers nothing.',
  dead: 'Its process was killed, or has ended by itself.',
  stopped: 'It was stopped on purpose.',
  starting: 'It runs, and has not answered yet.',
  silent: 'It runs, and does not answer.',
};

export const linkStateWords: Readonly<Record<LabLinkState, string>> = { open: 'open', cut: 'cut', held: 'held' };

export const linkStateMeanings: Readonly<Record<LabLinkState, string>> = {
  open: 'Messages pass.',
  cut: 'Connections are reset, and new ones refused.',
  held: 'Nothing arrives and nothing is refused, as behind a firewall that drops.',
};

/** The acts on a member’s process and data, as buttons name them. */
export const memberActWords: Readonly<Record<LabMemberAct, { readonly label: string; readonly meaning: string }>> = {
  stop: { label: 'Stop', meaning: 'SIGTERM: it ends by itself, and a leader hands over first.' },
  kill: { label: 'Kill', meaning: 'SIGKILL: as a power cut.' },
  freeze: { label: 'Freeze', meaning: 'SIGSTOP: it keeps its sockets and answers nothing, like a machine that hangs.' },
  thaw: { label: 'Thaw', meaning: 'Lets a frozen process go on.' },
  restart: { label: 'Restart', meaning: 'Starts it on the data that it has; a running member is stopped first.' },
  wipe: { label: 'Wipe its disk', meaning: 'Kills it and takes its data away.' },
};

const names = (list: readonly string[]): string =>
  list.length < 2 ? list.join('') : `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`;

/** An act as a short heading: what was done, or is to be. */
export function actWords(act: LabAct): string {
  switch (act.kind) {
    case 'stop':
    case 'kill':
    case 'freeze':
    case 'thaw':
    case 'restart':
      return `${memberActWords[act.kind].label} ${act.member}`;
    case 'wipe':
      return `Wipe the disk of ${act.member}`;
    case 'link':
      return linkActWords(act);
    case 'partition':
      return act.groups.length > 2
        ? `Part into ${act.groups.map(names).join(' | ')}`
        : `Part ${act.groups.map(names).join(' from ')}`;
    case 'heal':
      return 'Heal all links';
    case 'quota':
      return act.bytes === null
        ? `Give ${act.member} etcd’s own quota`
        : `Give ${act.member} a quota of ${formatBytes(act.bytes)}`;
    case 'version':
      return `Run another etcd on ${act.member}`;
    case 'grow':
      return `Add ${act.name}`;
    case 'addLearner':
      return `Add ${act.name} as a learner`;
    case 'promote':
      return `Promote ${act.member}`;
    case 'remove':
      return `Remove ${act.member}`;
    case 'startAdded':
      return `Start ${act.name}`;
    case 'moveLeader':
      return `Move the leader to ${act.to}`;
  }
}

function linkActWords({ from, to, both, state, delayMs }: Extract<LabAct, { readonly kind: 'link' }>): string {
  const between = both ? `between ${from} and ${to}` : `from ${from} to ${to}`;
  if (state === 'cut') return `Cut the link ${between}`;
  if (state === 'held') return `Hold the link ${between}`;
  return delayMs === 0 ? `Open the link ${between}` : `Delay the link ${between} by ${formatDuration(delayMs)}`;
}

/** Why an act cannot be taken back, in a sentence. */
export const noUndoWords: Readonly<Record<LabNoUndo, string>> = {
  undone: 'It was taken back.',
  versionMoved: 'The older version does not read what the newer one has stored.',
  memberGone: 'The member has lost its place; a new one can be added.',
  history:
    'An entry of the cluster’s log, a restart and what was before a reset are history, which cannot be taken back.',
};

export const processWords: Readonly<Record<LabProcessNews, string>> = {
  started: 'process started',
  serving: 'serves clients',
  stopped: 'stopped',
  killed: 'killed',
  frozen: 'frozen',
  thawed: 'goes on',
  exited: 'ended by itself',
};

/** What is asked and answered before a campaign is no vote, and raft writes of both alike. */
const preVoteWords: Readonly<Partial<Record<LabRaftNews, string>>> = {
  voteAsked: 'asks for a pre-vote',
  voteCast: 'gives its pre-vote',
  voteRejected: 'refuses its pre-vote',
  votesCounted: 'counts pre-votes',
};

const raftNewsWords = ({ news, text }: Extract<LabEvent, { readonly kind: 'raft' }>): string =>
  (text.includes('MsgPreVote') ? preVoteWords[news] : undefined) ?? raftWords[news];

/** The member that an event is of; `null`: of none, or of several. */
export function memberOf(event: LabEvent): string | null {
  if (event.kind === 'act') return 'member' in event.record.act ? event.record.act.member : null;
  if (event.kind === 'link') return event.from;
  return 'member' in event ? event.member : null;
}

/** An event in a sentence without a full stop; the member’s name is in it. */
export function eventWords(event: LabEvent): string {
  switch (event.kind) {
    case 'act':
      return event.record.undoes === null ? actWords(event.record.act) : `Undo: ${actWords(event.record.act)}`;
    case 'process':
      return `${event.member} ${processWords[event.news]}${event.detail === null ? '' : `: ${event.detail}`}`;
    case 'raft': {
      const peer = event.peer === null ? '' : `, ${event.peer}`;
      const term = event.term === null ? '' : `, term ${event.term}`;
      return `${event.member} ${raftNewsWords(event)}${peer}${term}`;
    }
    case 'leaderGone':
      return `${event.member} leads no more (term ${event.term})`;
    case 'leaderElected':
      return `${event.member} leads in term ${event.term}${event.afterMs === null ? '' : `, after ${formatDuration(event.afterMs)}`}`;
    case 'link':
      return event.state === 'open' && event.delayMs > 0
        ? `${event.from} → ${event.to} delayed by ${formatDuration(event.delayMs)}`
        : `${event.from} → ${event.to} ${linkStateWords[event.state]}`;
    case 'alarm':
      return `${event.member}: alarm ${event.alarm} ${event.raised ? 'raised' : 'cleared'}`;
    case 'members':
      return `${event.member} ${event.news}`;
    case 'inconsistent':
      return `Not linearizable: ${event.detail}`;
    case 'linksFailed':
      return 'The links have failed: no member reaches another any more. Stop this lab, and start another';
  }
}

export const eventTones: Readonly<Record<LabEvent['kind'], Tone>> = {
  act: 'info',
  process: 'neutral',
  raft: 'neutral',
  leaderGone: 'bad',
  leaderElected: 'ok',
  link: 'warn',
  alarm: 'bad',
  members: 'learner',
  inconsistent: 'bad',
  linksFailed: 'bad',
};

export const eventKindWords: Readonly<Record<LabEvent['kind'], string>> = {
  act: 'acts',
  process: 'processes',
  raft: 'raft',
  leaderGone: 'leader gone',
  leaderElected: 'leader elected',
  link: 'links',
  alarm: 'alarms',
  members: 'members',
  inconsistent: 'consistency',
  linksFailed: 'links failed',
};

/** Kinds of messages as they are counted, in words. */
export const messageWords: Readonly<Record<LabMessageKind, string>> = {
  MsgHeartbeat: 'heartbeats',
  MsgHeartbeatResp: 'answers to heartbeats',
  MsgApp: 'entries',
  MsgAppResp: 'acknowledgements',
  MsgPreVote: 'questions before a campaign',
  MsgPreVoteResp: 'answers before a campaign',
  MsgVote: 'requests for a vote',
  MsgVoteResp: 'votes',
  MsgProp: 'forwarded writes',
  MsgReadIndex: 'forwarded reads',
  MsgReadIndexResp: 'answers to reads',
  MsgSnap: 'snapshots',
  MsgTimeoutNow: 'hand-overs of the lead',
  other: 'other raft messages',
  http: 'other requests',
};

export const writeStepWords: Readonly<Record<LabWriteStep, (member: string, peer: string | null) => string>> = {
  sent: (member) => `The request goes to ${member}`,
  forwarded: (member, peer) => `${member} passes it on to the leader, ${peer}`,
  appendSent: (member, peer) => `${member} sends the entry to ${peer}`,
  acknowledged: (member, peer) => `${member} tells ${peer} that it holds the entry`,
  committed: (member) => `A majority holds it: ${member} commits it`,
  applied: (member) => `${member} has applied it`,
  answered: (member) => `${member} answers`,
};

export const writeWaitWords: Readonly<Record<LabWriteWait, string>> = {
  noLeader: 'It waits: the member knows no leader.',
  noMajority: 'It waits: there is a leader, and too few members acknowledge.',
  silent: 'It waits: the member does not take the request.',
};

export const writeOutcomeWords = {
  written: (took: string) => `Written after ${took}`,
  refused: (took: string) => `Refused after ${took}: nothing was written`,
  unknown: (took: string) => `Unknown after ${took}: no answer came, and it may still be written`,
} as const;

export const experimentWords: Readonly<Record<LabExperiment, { readonly title: string; readonly about: string }>> = {
  reads: {
    title: 'Linearizable and serializable reads',
    about: 'Reads on a member with a leader and on one without. Which answer, and how old is what they say?',
  },
  leaseAcrossElection: {
    title: 'A lease across an election',
    about: 'A lease runs out while a leader is elected. How long does its key live?',
  },
  watchAcrossLeaderDeath: {
    title: 'A watch across a leader’s death',
    about: 'A watch on a follower while the leader is killed. Is an event lost?',
  },
  learnerCatchesUp: {
    title: 'A learner catches up',
    about: 'A new learner gets what the others have. From when on can it be promoted?',
  },
  defragmentStalls: {
    title: 'Defragment’s stall',
    about: 'A member is defragmented while it is asked. How long does it answer nothing?',
  },
  compaction: {
    title: 'Compaction',
    about: 'Old revisions are compacted. What is readable before and after?',
  },
};
