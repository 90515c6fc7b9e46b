import { describe, expect, it } from 'vitest';
import type { MemberId } from '../../../contract/ids.ts';
import type { Member } from '../../etcd/cluster.ts';
import { Membership } from './membership.ts';

const member = (id: string, name: string, isLearner = false): Member => ({
  ...{ id: id as MemberId, name, isLearner, peerURLs: [`https://${id}`], clientURLs: [] },
});
const nameOf = ({ name }: Member): string | null => (name === '' ? null : name);
const start = [member('a', 'm1'), member('b', 'm2')];

function listed(...lists: readonly (readonly Member[])[]) {
  const membership = new Membership();
  return {
    membership,
    news: lists.map((list) => membership.listed(list, nameOf).map(({ news, member: of }) => `${news} ${of}`)),
  };
}

describe('the members of a lab', () => {
  it('that are seen first are no news; changes that the lab did not make are', () => {
    const learner = [...start, member('c', '', true)];
    const named = [...start, member('c', 'm3', true)];
    const voting = [...start, member('c', 'm3')];
    const { news } = listed(start, learner, named, voting, start);
    expect(news).toEqual([[], [], ['added m3'], ['promoted m3'], ['removed m3']]);
  });

  it('that stay without a name are told of by their URL', () => {
    const learner = [...start, member('c', '', true)];
    expect(listed(start, learner, learner, learner, learner, start).news).toEqual([
      ...[[], [], [], ['added https://c'], [], ['removed https://c']],
    ]);
  });

  it('are told of by the lab’s name, though a list has shown them without it before', () => {
    const { membership } = listed(start, [...start, member('c', '', true)]);
    expect(membership.told({ kind: 'members', news: 'added', member: 'm3' })).toBe(true);
    expect(membership.listed([...start, member('c', 'm3', true)], nameOf)).toEqual([]);
  });

  it('are told of once, whoever sees a change first', () => {
    const { membership } = listed(start);
    expect(membership.told({ kind: 'members', news: 'added', member: 'm3' })).toBe(true);
    const learner = [...start, member('c', 'm3', true)];
    expect(membership.listed(learner, nameOf)).toEqual([]);
    expect(membership.isLearner('m3')).toBe(true);
    membership.listed([...start, member('c', 'm3')], nameOf);
    expect(membership.told({ kind: 'members', news: 'promoted', member: 'm3' })).toBe(false);
    expect(membership.told({ kind: 'members', news: 'removed', member: 'm3' })).toBe(true);
    expect(membership.listed(start, nameOf)).toEqual([]);
  });

  it('vote from when the lab has promoted them', () => {
    const { membership } = listed([...start, member('c', 'm3', true)]);
    expect(membership.told({ kind: 'members', news: 'promoted', member: 'm3' })).toBe(true);
    expect(membership.isLearner('m3')).toBe(false);
  });

  it('of a cluster that began anew are no news', () => {
    const { membership } = listed(start);
    membership.restarted();
    expect(membership.listed([member('x', 'm1')], nameOf)).toEqual([]);
  });
});
