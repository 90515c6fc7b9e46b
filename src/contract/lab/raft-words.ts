import type { LabRaftNews } from './events.ts';

/** What a member's log tells of raft, as the end of a sentence that begins with the member's name. */
export const raftWords: Readonly<Record<LabRaftNews, string>> = {
  preCampaign: 'asks whether it would be elected',
  campaign: 'campaigns',
  voteAsked: 'asks for a vote',
  voteCast: 'votes',
  voteRejected: 'refuses its vote',
  votesCounted: 'counts votes',
  becameLeader: 'became leader',
  becameFollower: 'became follower',
  steppedDown: 'stepped down',
  leaderLost: 'lost its leader',
  leaderFound: 'found its leader',
  snapshotSent: 'sends a snapshot',
  snapshotApplied: 'applied a snapshot',
};
