import { expect, it } from 'vitest';
import { everyKey, type KeyCoverage } from '../../../contract/key-coverage.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { absenceWords, coverageLine } from './coverage-words.ts';

const below = (prefix: string, secrets: KeyCoverage['secrets']): KeyCoverage => ({
  keys: { kind: 'prefix', prefix: bytesOf(prefix) },
  secrets,
});
const chosen: KeyCoverage = { keys: { kind: 'chosen' }, secrets: 'leftOut' };
const unknown: KeyCoverage = { keys: { kind: 'unknown' }, secrets: 'unknown' };

it.each<readonly [KeyCoverage, number | null, string]>([
  [below('/registry/', 'leftOut'), 1_234, 'Holds keys below /registry/ at revision 1,234, without Secrets.'],
  [everyKey, 7, 'Holds every key at revision 7.'],
  [below('/reg', 'held'), 7, 'Holds keys that begin with /reg at revision 7.'],
  [below('/app/', 'unknown'), 7, 'Holds keys below /app/ at revision 7. Whether Secrets were left out is unknown.'],
  [chosen, 7, 'Holds keys chosen one by one at revision 7, without Secrets.'],
  [unknown, null, 'Holds keys at an unknown revision. Which keys it covers is unknown.'],
])('%j at %s: %s', (coverage, revision, line) => {
  expect(coverageLine({ coverage, revision })).toBe(line);
});

it.each<readonly [KeyCoverage, string, string | null]>([
  [
    below('/app/', 'held'),
    'The file does not cover this key',
    'It holds keys below /app/: whether this one existed is unknown.',
  ],
  [below('/registry/', 'leftOut'), 'This key is not in the file', 'If it is a Secret, it was left out.'],
  [everyKey, 'This key is not in the file', null],
  [unknown, 'This key is not in the file', 'Which keys it covers is unknown.'],
])('%j lacks a key: %s', (coverage, title, text) => {
  expect(absenceWords(coverage, bytesOf('/registry/secrets/a'))).toEqual({ title, text });
});
