import { expect, it } from 'vitest';
import { isOfOperations, operationsWords } from './consequence-words.ts';

it('speaks of a new member only where one is added', () => {
  expect(operationsWords('HaltsWrites', 'memberAdd').words).toContain('new member');
  expect(operationsWords('HaltsWrites', 'memberRemove').words).toBe(
    'Writes stop: too few of the voting members would answer.',
  );
});

it('leaves the consequences of keys to who shows keys', () => {
  expect(isOfOperations('EvenVoters')).toBe(true);
  expect(isOfOperations('BypassesKubernetes')).toBe(false);
});
