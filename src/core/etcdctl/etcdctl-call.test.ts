import { expect, it } from 'vitest';
import { etcdctlCall, memberAddWords } from './etcdctl-call.ts';

it('quotes endpoints and words, and leaves flags as they are given', () => {
  const flags = [{ flag: 'cacert', value: "'/a b/ca.crt'" }];
  expect(etcdctlCall(['http://a:1', 'http://b:1;id'], ['get', '$(id)'], flags)).toBe(
    "etcdctl --endpoints='http://a:1,http://b:1;id' --cacert='/a b/ca.crt' get '$(id)'",
  );
});

it('adds a member of any name', () => {
  const member = { name: '--learner=false', peerURLs: ['http://a:1', 'http://b:1'] };
  expect(memberAddWords({ ...member, isLearner: false })).toEqual([
    ...['member', 'add', '--peer-urls=http://a:1,http://b:1', '--', '--learner=false'],
  ]);
  expect(memberAddWords({ ...member, isLearner: true })).toContain('--learner');
});
