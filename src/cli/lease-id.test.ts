import { expect, it } from 'vitest';
import { leaseIdOf } from './lease-id.ts';

it.each([
  ['694d7f3a1b2c4d5e', '694d7f3a1b2c4d5e'],
  ['0x694D7F3A1B2C4D5E', '694d7f3a1b2c4d5e'],
  ['7587', '0000000000007587'],
])('takes %s for a lease', (text, id) => {
  expect(leaseIdOf(text)).toBe(id);
});

it.each(['', 'lease', '694d7f3a1b2c4d5e0', '-1'])('takes %j for none', (text) => {
  expect(() => leaseIdOf(text)).toThrow('hexadecimal');
});
