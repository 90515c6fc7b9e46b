import { expect, it } from 'vitest';
import { readLeaseForm } from './lease-choice.ts';

it('takes a lease’s id as etcdctl prints it, with or without its leading zeros', () => {
  expect(readLeaseForm({ kind: 'other', id: ' 694D7A5B0C3E1F02 ' })).toEqual({ lease: '694d7a5b0c3e1f02' });
  expect(readLeaseForm({ kind: 'other', id: '7b' })).toEqual({ lease: '000000000000007b' });
  for (const id of ['', '0', '0000000000000000', 'xyz', '1694d7a5b0c3e1f02']) {
    expect(readLeaseForm({ kind: 'other', id })).toBeNull();
  }
});

it('keeps a lease or takes it away, whatever was typed before', () => {
  expect(readLeaseForm({ kind: 'keep', id: 'xyz' })).toEqual({ lease: 'keep' });
  expect(readLeaseForm({ kind: 'none', id: '7b' })).toEqual({ lease: null });
});
