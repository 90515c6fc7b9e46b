import { expect, it } from 'vitest';
import { consequenceWords } from './consequence-words.ts';
import type { Plan } from './plans.ts';

const body = { kind: 'operations', steps: [], oddPeerURLs: [] } as const;

it('speaks of a new member only where one is added', () => {
  expect(consequenceWords('HaltsWrites', { act: 'memberAdd', body, figures: {} }).words).toContain('new member');
  expect(consequenceWords('HaltsWrites', { act: 'memberRemove', body, figures: {} }).words).toBe(
    'Writes stop: too few of the voting members would answer.',
  );
});

it('counts and names the objects of a plan that puts keys back', () => {
  const figures = { ownerless: 2, ownerlessNames: 'pods/shop/a, pods/shop/b' };
  expect(consequenceWords('OwnersMissing', { act: 'putBack', body, figures }).words).toContain(
    '2 objects at once, because no owner exists: pods/shop/a, pods/shop/b.',
  );
});

it('says which peer URL is seldom meant, and why', () => {
  const odd = { url: 'http://0.0.0.0:2380', warnings: ['Unspecified', 'PlainBesideTls'] } as const;
  const { words } = consequenceWords('OddPeerURL', {
    act: 'memberAdd',
    body: { ...body, oddPeerURLs: [odd] },
    figures: {},
  });
  expect(words.match(/http:\/\/0\.0\.0\.0:2380: /g)).toHaveLength(2);
  expect(words).toContain('--listen-peer-urls');
  expect(words).toContain('https');
});

it('names the figures of a plan, as the screen writes them', () => {
  const words = (one: Parameters<typeof consequenceWords>[0], figures: Plan['figures']): string =>
    consequenceWords(one, { act: 'reclaim', body, figures }).words;
  expect(words('LosesHistory', { compactTo: 1_234, keptMs: 60_000 })).toContain('before revision 1,234, 1 min old,');
  expect(words('LosesHistory', { compactTo: 1_234, keptMs: 0 })).toContain('before revision 1,234 is gone');
  const fellBack = { compactTo: 1_234, unknownMs: 3_600_000 };
  expect(words('LosesHistory', { ...fellBack, keptMs: 60_000 })).toContain('known to be 1 h old: less of it is kept');
  expect(words('LosesHistory', { ...fellBack, keptMs: 0 })).toContain('none of the history is kept');
  expect(words('SilencesMembers', { longestMs: 900 })).toContain('about 900 ms for the largest');
  expect(words('NeedsDisk', { needed: 5 })).toContain('have 5 B free');
  expect(words('GainsNothing', { gain: 3 })).toContain('3 B on all members');
  expect(words('GainsSpace', { gain: 7 })).toContain('7 B on all members together.');
  expect(words('GainsSpace', { gain: 7, compactTo: 9 })).toContain('and by what the compaction frees.');
  expect(words('StillFull', { members: 'etcd-1, etcd-2' })).toContain('will not help etcd-1, etcd-2,');
});

it('has words for a plan that lacks a figure', () => {
  expect(consequenceWords('NeedsDisk', { act: 'defragment', body, figures: {} }).words).toContain(
    'have as much as is in use free',
  );
});
