import { expect, it } from 'vitest';
import { isOfOperations, operationsWords } from './consequence-words.ts';

const body = { kind: 'operations', steps: [], oddPeerURLs: [] } as const;

it('speaks of a new member only where one is added', () => {
  expect(operationsWords('HaltsWrites', { act: 'memberAdd', body }).words).toContain('new member');
  expect(operationsWords('HaltsWrites', { act: 'memberRemove', body }).words).toBe(
    'Writes stop: too few of the voting members would answer.',
  );
});

it('leaves the consequences of keys to who shows keys', () => {
  expect(isOfOperations('EvenVoters')).toBe(true);
  expect(isOfOperations('BypassesKubernetes')).toBe(false);
});

it('says which peer URL is seldom meant, and why', () => {
  const odd = { url: 'http://0.0.0.0:2380', warnings: ['Unspecified', 'PlainBesideTls'] } as const;
  const { words } = operationsWords('OddPeerURL', { act: 'memberAdd', body: { ...body, oddPeerURLs: [odd] } });
  expect(words.match(/http:\/\/0\.0\.0\.0:2380: /g)).toHaveLength(2);
  expect(words).toContain('--listen-peer-urls');
  expect(words).toContain('https');
});
