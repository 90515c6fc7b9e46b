import { expect, it } from 'vitest';
import type { PlannedStep } from '../../../contract/operations.ts';
import { stepsOf } from './step-words.ts';

const step: PlannedStep = {
  name: 'Remove etcd-2',
  target: { kind: 'cluster', text: 'the cluster' },
  precondition: 'A quorum answers',
  settledBy: 'asking for the member list',
  onFailure: 'stop',
  expectedMs: null,
};
const failure = { code: 'OutcomeUnknown', message: 'made up', retry: false } as const;

it('says of a step of unknown outcome what is known of it', () => {
  const words = (detail?: { readonly answer: string }) =>
    stepsOf([step], {
      states: [{ state: 'unknown', failure: { ...failure, ...(detail && { detail }) } }],
      ...{ startedAt: [null], results: [], hasEnded: true },
    })[0]?.state?.words;
  expect(words()).toMatch(/^The answer was lost/);
  expect(words({ answer: 'confirmed' })).toMatch(/^A member has confirmed it, and no member list shows it/);
});
