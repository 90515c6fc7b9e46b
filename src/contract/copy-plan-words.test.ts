import { expect, it } from 'vitest';
import { copyPlanSentences } from './copy-plan-words.ts';
import type { ClusterId } from './ids.ts';
import type { CopyPlan } from './object-stores.ts';

const nothing: CopyPlan = { due: [], kept: 0, others: 0, unproved: [], isCut: false };
const copy = { object: 'a.db', bytes: 1, at: 1, sha256: null, proof: null, savedAt: 1, clusterId: 'c' as ClusterId }; // any id will do

it('says how many copies go, and why others stay', () => {
  expect(copyPlanSentences(nothing)).toEqual(['No copy goes; there is none.']);
  expect(copyPlanSentences({ ...nothing, kept: 2 })).toEqual(['No copy goes; 2 copies stay.']);
  expect(copyPlanSentences({ ...nothing, due: [copy], kept: 1, others: 1, isCut: true })).toEqual([
    '1 copy goes, and 1 stays.',
    '1 other object is not looked at: of another name, cluster or program.',
    'There are older objects, which are looked at once newer ones are gone.',
  ]);
  expect(copyPlanSentences({ ...nothing, kept: 3, unproved: [copy.clusterId] })).toEqual([
    'No copy goes; 3 copies stay.',
    'No copy of cluster c is known to be whole, so that none of them goes.',
  ]);
});
