import { expect, it } from 'vitest';
import type { PlanCounts, PlannedChange } from '../../../contract/planned-changes.ts';
import { aKeysBody } from '../../testing/plan-builders.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { undoWords } from './undo-words.ts';

const change = (kind: PlannedChange['kind'], key: string): PlannedChange => ({
  ...{ kind, from: null, bytes: 1, expectedModRevision: 1 },
  key: bytesOf(key),
});

const none = { create: 0, overwrite: 0, delete: 0, skip: 0 };

it.each<[string, string, Partial<PlanCounts>, readonly PlannedChange[]]>([
  ['Put back /app/a?', 'Put back', { overwrite: 1 }, [change('overwrite', '/app/a')]],
  [
    'Put back 3 keys below /app/?',
    'Put back',
    { create: 2, overwrite: 1, skip: 1 },
    [
      change('create', '/app/a'),
      change('create', '/app/sub/b'),
      change('skip', '/left'),
      change('overwrite', '/app/sub/c'),
    ],
  ],
  ['Put back 2 keys?', 'Put back', { create: 2 }, [change('create', 'a'), change('create', '/b')]],
  ['Put back 5,000 keys?', 'Put back', { create: 5_000 }, [change('create', '/app/a'), change('create', '/app/b')]],
  ['Undo: delete /app/new?', 'Delete', { delete: 1 }, [change('delete', '/app/new')]],
  [
    'Put back 2 keys below /a/, and delete 2 keys below /b/?',
    'Undo',
    { create: 2, delete: 2 },
    [change('create', '/a/1'), change('create', '/a/2'), change('delete', '/b/1'), change('delete', '/b/2')],
  ],
])('asks %j', (title, confirm, counts, samples) => {
  expect(undoWords(aKeysBody({ counts: { ...none, ...counts }, samples }))).toMatchObject({ title, confirm });
});

it('has the words of the task while it runs, and of what it has done', () => {
  const samples = [change('create', '/app/a'), change('create', '/app/b')];
  expect(undoWords(aKeysBody({ counts: { ...none, create: 2 }, samples }))).toMatchObject({
    doing: 'Putting back 2 keys below /app/',
    did: { verb: 'Put back', where: ' below /app/' },
  });
});
