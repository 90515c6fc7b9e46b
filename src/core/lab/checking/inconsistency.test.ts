import { expect, it } from 'vitest';
import type { LabOperation } from '../../../contract/lab/checking.ts';
import { inconsistency } from './inconsistency.ts';

const operation = (kind: 'write' | 'read', value: number | null, answeredAt: number | null = 2): LabOperation => ({
  ...{ client: 0, member: kind === 'write' ? 'm1' : 'm2', kind, value, calledAt: 1, answeredAt },
});

it('says what is wrong with two operations', () => {
  expect(inconsistency([operation('write', 2), operation('read', 1)])).toBe(
    'a read through m2 returned 1 after 2 was written through m1',
  );
  expect(inconsistency([operation('read', 2), operation('read', 0)])).toBe(
    'a read through m2 returned no value after 2 was read through m2',
  );
  expect(inconsistency([operation('write', 2, null), operation('read', 2)])).toBe(
    'a read through m2 returned 2, whose write through m1 was refused',
  );
  expect(inconsistency([operation('write', 2, null), operation('read', 7)])).toBe(
    'a read through m2 returned 7, which was never written',
  );
});
