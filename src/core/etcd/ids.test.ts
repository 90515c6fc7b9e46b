import { describe, expect, it } from 'vitest';
import type { LeaseId } from '../../contract/ids.ts';
import { toClusterId, toLeaseDecimal, toLeaseId, toMemberId, toNumber } from './ids.ts';

describe('64-bit ids', () => {
  it('prints them as etcdctl does, beyond what a number holds', () => {
    expect(toMemberId('10276657743932975437')).toBe('8e9e05c52164694d');
    expect(toClusterId('18446744073709551615')).toBe('ffffffffffffffff');
    expect(toMemberId('9007199254740993')).toBe('20000000000001');
  });

  it('leaves leading zeros out', () => {
    expect(toMemberId('255')).toBe('ff');
  });

  it('takes lease 0 for none, and prints a signed one by its bits', () => {
    expect(toLeaseId('0')).toBeNull();
    expect(toLeaseId('7587852521871779339')).toBe('694d77aa9e38260b');
    expect(toLeaseId('255')).toBe('00000000000000ff');
    expect(toLeaseId('-1')).toBe('ffffffffffffffff');
  });

  it.each(['7587852521871779339', '255', '-1'])('sends a lease back as it came: %s', (decimal) => {
    expect(toLeaseDecimal(toLeaseId(decimal) as LeaseId)).toBe(decimal); // none of them is 0
  });
});

describe('revisions and sizes', () => {
  it('are numbers as long as numbers are exact', () => {
    expect(toNumber('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => toNumber('9007199254740992')).toThrow(expect.objectContaining({ code: 'Internal' }));
  });
});
