import { expect, it } from 'vitest';
import { forgetsPromotion } from './membership-rules.ts';
import { fixOf, forgetsLearner, refusesAnyToken, refusesToAdd } from './version-defects.ts';

it.each([
  ['3.4.45', '3.5.30', '3.5.31'],
  ['3.5.0', '3.5.30', '3.5.31'],
  ['3.5.29', '3.5.30', '3.5.31'],
  ['3.5.30', null, '3.5.31'],
  ['3.5.31', null, null],
  ['3.6.0-rc.1', '3.6.11', '3.6.12'],
  ['3.6.10', '3.6.11', '3.6.12'],
  ['3.6.11', null, '3.6.12'],
  ['3.6.12', null, null],
  ['3.6.140', null, null],
  ['3.7.0', null, null],
  ['3.10.0', null, null],
  ['4.5.0', null, null],
  ['3.5', null, null],
  ['', null, null],
  ['v3.5.1', null, null],
])('knows what %s has', (version, add, learner) => {
  expect([fixOf(refusesToAdd, version), fixOf(forgetsLearner, version)]).toEqual([add, learner]);
});

it.each([
  ['3.4.45', false],
  ['3.5.0', false],
  ['3.5.1', true],
  ['3.5.19', true],
  ['3.5.23', true],
  ['3.5.24', false],
  ['3.6.0', false],
  ['3.15.1', false],
  [null, false],
])('knows whether %s forgets a promotion', (version, forgets) => {
  expect(forgetsPromotion(version)).toBe(forgets);
});

it.each([
  ['3.4.27', '3.4.28'],
  ['3.4.28', null],
  ['3.5.0', '3.5.10'],
  ['3.5.9', '3.5.10'],
  ['3.5.10', null],
  ['3.6.0', null],
])('knows from when on %s tells by a token whether auth is on', (version, fixed) => {
  expect(fixOf(refusesAnyToken, version)).toBe(fixed);
});
