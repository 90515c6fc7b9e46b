import { expect, it } from 'vitest';
import type { ConnectionStep } from '../../../contract/connections/diagnosis.ts';
import { byEndpoint, foldStep, verdictOf, type Walk } from './test-walk.ts';

const aStep = (changes: Partial<ConnectionStep>): ConnectionStep => ({
  step: 'tcp',
  endpoint: 'https://a:2379',
  state: 'ok',
  detail: '',
  durationMs: 1,
  failure: null,
  ...changes,
});

const walk = (...steps: readonly Partial<ConnectionStep>[]): Walk => steps.map(aStep).reduce(foldStep, []);

it('keeps each step once, as it ended, in its place', () => {
  const steps = walk({ state: 'running' }, { step: 'tls', state: 'running' }, { state: 'failed' });
  expect(steps.map(({ step, state }) => [step, state])).toEqual([
    ['tcp', 'failed'],
    ['tls', 'running'],
  ]);
});

it('tells endpoints apart', () => {
  const steps = walk({ step: 'files', endpoint: null }, {}, { endpoint: 'https://b:2379' }, { step: 'tls' });
  expect(byEndpoint(steps).map((one) => [one.endpoint, one.steps.length])).toEqual([
    [null, 1],
    ['https://a:2379', 2],
    ['https://b:2379', 1],
  ]);
});

it.each([
  ['ok', walk({})],
  ['ok', walk({}, { endpoint: 'https://b:2379' })],
  ['warn', walk({}, { endpoint: 'https://b:2379', state: 'failed' })],
  ['bad', walk({ state: 'failed' })],
  ['bad', walk({ step: 'files', endpoint: null, state: 'failed' })],
] as const)('comes to %s', (tone, steps) => expect(verdictOf(steps).tone).toBe(tone));
