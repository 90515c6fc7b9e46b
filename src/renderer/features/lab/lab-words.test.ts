import { expect, it } from 'vitest';
import type { LabAct } from '../../../contract/lab/acts.ts';
import type { LabEvent } from '../../../contract/lab/events.ts';
import { aRecord } from '../../testing/lab-builders.ts';
import { actWords, eventWords, memberOf } from './lab-words.ts';

const link = { kind: 'link', from: 'a', to: 'b', both: true, state: 'open', delayMs: 0 } as const;

it.each<readonly [LabAct, string]>([
  [{ kind: 'kill', member: 'a' }, 'Kill a'],
  [{ kind: 'wipe', member: 'a' }, 'Wipe the disk of a'],
  [link, 'Open the link between a and b'],
  [{ ...link, both: false, state: 'cut' }, 'Cut the link from a to b'],
  [{ ...link, state: 'held' }, 'Hold the link between a and b'],
  [{ ...link, delayMs: 200 }, 'Delay the link between a and b by 200 ms'],
  [{ kind: 'partition', groups: [['a', 'b', 'c'], ['d']] }, 'Part a, b and c from d'],
  [{ kind: 'partition', groups: [['a'], ['b', 'c'], ['d']] }, 'Part into a | b and c | d'],
  [{ kind: 'quota', member: 'a', bytes: 4 * 1024 * 1024 }, 'Give a a quota of 4 MiB'],
  [{ kind: 'quota', member: 'a', bytes: null }, 'Give a etcd’s own quota'],
  [{ kind: 'addLearner', name: 'd', etcd: null }, 'Add d as a learner'],
  [{ kind: 'moveLeader', to: 'b' }, 'Move the leader to b'],
])('says what an act is: %j', (act, words) => {
  expect(actWords(act)).toBe(words);
});

const at = { seq: 1, at: 1 } as const;
const raft = { ...at, kind: 'raft', member: 'a', text: '' } as const;

it.each<readonly [LabEvent, string, string | null]>([
  [{ ...at, kind: 'act', record: aRecord(1, { kind: 'heal' }) }, 'Heal all links', null],
  [{ ...at, kind: 'act', record: aRecord(2, { kind: 'kill', member: 'b' }, { undoes: 1 }) }, 'Undo: Kill b', 'b'],
  [{ ...at, kind: 'process', member: 'a', news: 'exited', detail: 'panic' }, 'a ended by itself: panic', 'a'],
  [{ ...raft, news: 'voteCast', term: 3, peer: 'b' }, 'a votes, b, term 3', 'a'],
  [
    { ...raft, text: 'cast MsgPreVote for b', news: 'voteCast', term: 2, peer: 'b' },
    'a gives its pre-vote, b, term 2',
    'a',
  ],
  [{ ...raft, news: 'votesCounted', term: null, peer: null }, 'a counts votes', 'a'],
  [{ ...at, kind: 'leaderElected', member: 'b', term: 3, afterMs: 1_204 }, 'b leads in term 3, after 1.2 s', 'b'],
  [{ ...at, kind: 'leaderElected', member: 'b', term: 2, afterMs: null }, 'b leads in term 2', 'b'],
  [{ ...at, kind: 'link', from: 'a', to: 'b', state: 'open', delayMs: 200 }, 'a → b delayed by 200 ms', 'a'],
  [{ ...at, kind: 'alarm', member: 'a', alarm: 'NOSPACE', raised: false }, 'a: alarm NOSPACE cleared', 'a'],
  [
    { ...at, kind: 'linksFailed' },
    'The links have failed: no member reaches another any more. Stop this lab, and start another',
    null,
  ],
])('says what happened: %j', (event, words, member) => {
  expect(eventWords(event)).toBe(words);
  expect(memberOf(event)).toBe(member);
});
