import { expect, it } from 'vitest';
import { memberAddWords } from './member-add-words.ts';

it('adds a member of any name', () => {
  const member = { name: '--learner=false', peerURLs: ['http://a:1', 'http://b:1'] };
  expect(memberAddWords({ ...member, isLearner: false })).toEqual([
    ...['member', 'add', '--peer-urls=http://a:1,http://b:1', '--', '--learner=false'],
  ]);
  expect(memberAddWords({ ...member, isLearner: true })).toContain('--learner');
});
