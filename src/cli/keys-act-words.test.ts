import { expect, it } from 'vitest';
import type { KeysBody, PlannedChange } from '../contract/planned-changes.ts';
import { contentOf, joined } from '../core/terminal/printable.ts';
import { plannedKeysText } from './keys-act-words.ts';

const change = (kind: PlannedChange['kind'], name: string): PlannedChange => ({
  ...{ kind, key: new TextEncoder().encode(name), from: null, bytes: 1, expectedModRevision: 0 },
});

it('names what loses its value before what is new, wherever it stands', () => {
  const created = Array.from({ length: 100 }, (_, n) => change('create', `/a/${n}`));
  const overwritten = change('overwrite', '/b');
  const body: KeysBody = {
    ...{ kind: 'keys', unread: 0, bytes: 102, transactions: 1, malformed: [] },
    counts: { create: 100, overwrite: 1, delete: 1, skip: 0 },
    samples: [...created, change('delete', '/c')],
    conflicts: [overwritten],
  };
  const lines = contentOf(joined(plannedKeysText(body, false))).split('\n');
  expect(lines.slice(0, 3)).toEqual(['delete    /c', 'overwrite /b', 'create    /a/0']);
  expect(lines[20]).toBe('and 82 more keys');
});
