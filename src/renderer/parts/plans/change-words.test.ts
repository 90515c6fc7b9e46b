import { expect, it } from 'vitest';
import type { JournalEntry } from '../../../contract/journal.ts';
import type { PlanCounts } from '../../../contract/planned-changes.ts';
import type { Plan } from '../../../contract/plans.ts';
import { aJournalEntry } from '../../testing/journal-builders.ts';
import { aKeysBody, aPlan } from '../../testing/plan-builders.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { didWords, entryWords, shortKey } from './change-words.ts';

const planOf = (act: Plan['act'], counts: Partial<PlanCounts>): Plan =>
  aPlan({
    act,
    body: aKeysBody({
      counts: { create: 0, overwrite: 0, delete: 0, skip: 0, ...counts },
      samples: [
        { kind: 'skip', key: bytesOf('/left'), from: null, bytes: 0, expectedModRevision: 1 },
        { kind: 'create', key: bytesOf('/x/a'), from: null, bytes: 0, expectedModRevision: 0 },
      ],
    }),
  });

it.each<[string, Plan, Parameters<typeof didWords>[1]]>([
  ['Deleted 5 keys below /x/', planOf('delete', { delete: 5 }), { where: ' below /x/' }],
  ['Deleted /x/a', planOf('delete', { delete: 1, skip: 1 }), { where: ' below /x/' }],
  ['Copied 2 keys to /y/', planOf('copy', { create: 1, overwrite: 1 }), { where: ' to /y/' }],
  [
    'Put back 3 keys below /x/, deleted 2 keys',
    planOf('copy', { create: 3, delete: 2 }),
    { verb: 'Put back', where: ' below /x/' },
  ],
  ['Deleted 2 keys', planOf('copy', { delete: 2 }), {}],
  ['Moved 4 keys to /y/', planOf('move', { create: 4, delete: 4 }), { where: ' to /y/' }],
  ['Imported 1,200 keys from keys.json', planOf('import', { create: 1_200 }), { where: ' from keys.json' }],
  ['Undid the change of /x/a', planOf('undo', { overwrite: 1 }), {}],
  ['Undid the change of 3 keys', planOf('undo', { create: 2, delete: 1 }), {}],
  ['Wrote checkout-config', planOf('object', { overwrite: 1 }), { what: 'checkout-config' }],
  ['Deleted the orphan web-0', planOf('repair', { delete: 1 }), { verb: 'Deleted the orphan', what: 'web-0' }],
  ['Wrote /x/a', planOf('put', { create: 1 }), {}],
  ['Wrote /x/a once more as it is', planOf('fence', { overwrite: 1 }), {}],
])('says %j of what a plan has done', (words, plan, did) => {
  expect(didWords(plan, did)).toBe(words);
});

const keys = (keyCount: number) => ({ kind: 'keys', keyCount, firstKey: bytesOf('/app/a') }) as const;
const leader = { kind: 'members', what: 'the leader to etcd-2', stepCount: 1 } as const;

it.each<[string, Partial<JournalEntry>]>([
  ['Moved the leader to etcd-2', { act: 'moveLeader', subject: leader }],
  [
    'Not known whether it was done: Moved the leader to etcd-2',
    { act: 'moveLeader', subject: leader, outcome: 'unknown' },
  ],
  ['Not known whether /app/a was deleted', { act: 'delete', outcome: 'unknown' }],
  ['Wrote /app/a', {}],
  ['Deleted /app/a and 4 more', { act: 'delete', subject: keys(5) }],
  ['Deleted /app/a and 4 more; the rest was not done', { act: 'delete', subject: keys(5), outcome: 'stopped' }],
  ['Not known whether /app/a was written', { outcome: 'unknown' }],
])('says %j of an entry of the journal', (words, changes) => {
  expect(entryWords(aJournalEntry(changes))).toBe(words);
});

it('shortens a key at its beginning', () => {
  expect(shortKey(bytesOf('/short'))).toBe('/short');
  expect(shortKey(bytesOf(`/${'long/'.repeat(20)}end`))).toMatch(/^….{45}end$/);
});

it('says that a downgrade was cancelled, not changed', () => {
  const what = 'the downgrade to 3.6';
  const subject = { kind: 'maintenance', what, stepCount: 1, verb: 'Cancelled' } as const;
  expect(entryWords(aJournalEntry({ act: 'downgrade', subject, outcome: 'done' }))).toBe(
    'Cancelled the downgrade to 3.6',
  );
});
