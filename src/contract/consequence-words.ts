import { type ConsequenceWords, said, type WordsOf } from './figure-words.ts';
import { formatBytes, formatCount, formatDuration, plural } from './figures.ts';
import { keysWords } from './keys-words.ts';
import { peerURLWarningWords } from './peer-url-words.ts';
import type { PlanConsequence } from './plan-consequences.ts';
import type { Plan } from './plans.ts';
import { putBackWords } from './put-back-words.ts';

const historyWords: WordsOf = (of) => {
  const revision = said(of, 'compactTo', formatCount, 'that one');
  const kept = of.keptMs;
  const older = typeof kept === 'number' && kept > 0 ? `, ${formatDuration(kept)} old,` : '';
  const asked = of.unknownMs;
  const instead =
    typeof asked === 'number'
      ? ` No revision is known to be ${formatDuration(asked)} old: ${older === '' ? 'none of the history' : 'less of it'} is kept.`
      : '';
  return {
    tone: 'warn',
    words: `The history before revision ${revision}${older} is gone: it cannot be seen, compared, watched from or undone any more.${instead}`,
  };
};

const table: Readonly<Record<PlanConsequence, ConsequenceWords | WordsOf>> = {
  ...keysWords,
  ...putBackWords,
  ChangesLeader: {
    tone: 'warn',
    words: 'Reads and writes wait for the moment until the new leader has taken over.',
  },
  HaltsWrites: {
    tone: 'bad',
    words: 'Writes stop until the new member has started and caught up. Add it as a learner to avoid that.',
  },
  LeavesNoTolerance: { tone: 'warn', words: 'Afterwards writes stop when one more voting member fails.' },
  EvenVoters: {
    tone: 'info',
    words: 'Afterwards the number of voting members is even, which tolerates no more failures than one voter less.',
  },
  DiscardsMember: {
    tone: 'warn',
    words: 'The member stops for good. Empty its data-dir before its host is used for a member again.',
  },
  LosesEndpoints: {
    tone: 'bad',
    words:
      'This connection leads to that member only, and reaches nobody afterwards: give it the endpoint of another member first.',
  },
  NeedsStart: { tone: 'info', words: 'The new member has to be started afterwards: what to run is shown then.' },
  NeedsRestart: {
    tone: 'warn',
    words: 'The member has to listen at its new peer URLs: its own flags are not changed by this.',
  },
  OddPeerURL: { tone: 'warn', words: 'A peer URL is seldom meant so, and etcd takes it.' },
  VersionForgets: {
    tone: 'warn',
    words: 'These members run a version that forgets such a change at a later upgrade. Update them first.',
  },
  LosesHistory: historyWords,
  SilencesMembers: (of) => ({
    tone: 'warn',
    words: `Each member answers nothing while it is defragmented, about ${said(of, 'longestMs', formatDuration, 'some seconds')} for the largest, longer under load. The leader comes last and stays the leader.`,
  }),
  NeedsDisk: (of) => ({
    tone: 'info',
    words: `A second file is written beside each database meanwhile: have ${said(of, 'needed', formatBytes, 'as much as is in use')} free on each disk.`,
  }),
  GainsNothing: (of) => ({
    tone: 'warn',
    words: `Little space comes back: ${said(of, 'gain', formatBytes, 'no free pages')} on all members together.`,
  }),
  StillFull: (of) => ({
    tone: 'bad',
    words: `This will not help ${said(of, 'members', String, 'members')}, whose keys alone fill the quota: delete keys, or start every member with a higher --quota-backend-bytes.`,
  }),
  GainsSpace: (of) => ({
    tone: 'info',
    words: `The database files become smaller by ${said(of, 'gain', formatBytes, 'their free pages')} on all members together${'compactTo' in of ? ', and by what the compaction frees' : ''}.`,
  }),
  AlarmMayReturn: { tone: 'warn', words: 'The alarm is raised again where its cause is still there.' },
  RepairsNothing: { tone: 'bad', words: 'The members’ data stay as they are: this repairs nothing.' },
  LowersVersion: {
    tone: 'warn',
    words: 'New features stop at once. Members then have to be restarted with the older version, one by one.',
  },
  LoadsCluster: {
    tone: 'warn',
    words:
      'It writes as fast as the load says, for a minute, and others wait longer. Its keys are deleted afterwards; the space they took comes back by a compaction, which it does not make.',
  },
  GivesAccess: (of) => ({
    tone: 'warn',
    words: `Users who may read or write more keys afterwards: ${said(of, 'gainers', formatCount, 'some')}.`,
  }),
  TakesAccess: (of) => ({
    tone: 'warn',
    words: `Users who may read or write fewer keys afterwards: ${said(of, 'losers', formatCount, 'some')}.`,
  }),
  TakesOwnAccess: {
    tone: 'bad',
    words: 'The user of this connection loses access itself, and may be unable to give it back.',
  },
  ShutsOutConnection: {
    tone: 'bad',
    words:
      'This connection does not log in as root: afterwards it may do what its own user may, and nothing without one. Give it the user root and the password.',
  },
  NotEnforcedYet: {
    tone: 'info',
    words: 'Authentication is off: users and roles restrict nobody until it is turned on.',
  },
  RenewsRoot: {
    tone: 'info',
    words:
      'The user root is deleted and added again with the password that was typed and the roles that it had: etcd proves no password while authentication is off.',
  },
  OpensToEverybody: {
    tone: 'bad',
    words: 'Afterwards everybody who reaches a member may read and write every key. Users and roles are kept.',
  },
  PasswordMayBeIgnored: {
    tone: 'info',
    words: 'A user that was added without a password stays without one: etcd ignores the new one, and does not say so.',
  },
  MoreAccessChanges: (of) => ({
    tone: 'warn',
    words: `Changes of access that are not listed: ${said(of, 'unlisted', formatCount, 'some')}.`,
  }),
  DeletesAttached: (of) => ({
    tone: 'bad',
    words: `${said(of, 'keys', (count) => plural(count, 'key'), 'The attached keys')} ${of.keys === 1 ? 'is' : 'are'} deleted with the lease. The journal does not keep their values: until the history is compacted, they can be put back from a past revision.`,
  }),
  ExpiresAlone: (of) => ({
    tone: 'info',
    words: `Nothing keeps it alive: after ${said(of, 'ttl', (ttl) => formatDuration(ttl * 1_000), 'its TTL')} it is gone, with the keys attached to it, unless a client keeps it alive.`,
  }),
  ChangesNothing: { tone: 'info', words: 'Everything is as it should be already.' },
};

/** For acts other than `memberAdd`, where no new member can end the halt. */
const haltsForGood: ConsequenceWords = {
  tone: 'bad',
  words: 'Writes stop: too few of the voting members would answer.',
};

/** Returns the words of a consequence, for the window and the command line. */
export function consequenceWords(
  one: PlanConsequence,
  { act, body, figures }: Pick<Plan, 'act' | 'body' | 'figures'>,
): ConsequenceWords {
  const known = one === 'HaltsWrites' && act !== 'memberAdd' ? haltsForGood : table[one];
  const told = typeof known === 'function' ? known(figures) : known;
  if (one !== 'OddPeerURL' || body.kind !== 'operations') return told;
  const odd = body.oddPeerURLs.map(({ url, warnings }) =>
    warnings.map((each) => `${url}: ${peerURLWarningWords[each]}`),
  );
  return { ...told, words: [told.words, ...odd.flat()].join(' ') };
}
