import { expect, it } from 'vitest';
import { grantedWords, leftWords } from './ttl-words.ts';

it.each([
  [2, '2 s'],
  [60, '1 min'],
  [600, '10 min'],
  [4_242, '4,242 s'],
  [5_400, '90 min'],
  [86_400, '1 day'],
  [9_000_000_000, '2,500,000 h'],
])('says exactly how long %d seconds are', (seconds, words) => {
  expect(grantedWords(seconds)).toBe(words);
});

it.each([
  [0, '0 s'],
  [999, '0 s'],
  [12_400, '12 s'],
  [60_000, '1 min'],
  [590_000, '9 min 50 s'],
  [4_242_000, '1 h 10 min'],
  [90_000_000, '1 day 1 h'],
])('says in two units what %d ms are', (milliseconds, words) => {
  expect(leftWords(milliseconds)).toBe(words);
});
