import { expect, it } from 'vitest';
import { canonicalQuantity } from './quantity.ts';

it.each([
  // As Go's resource.ParseQuantity and String give them.
  ['0', '0'],
  ['-0.0', '0'],
  ['0.5', '500m'],
  ['-0.5', '-500m'],
  ['.5', '500m'],
  ['1.', '1.'],
  ['1000m', '1'],
  ['1500m', '1500m'],
  ['0.1', '100m'],
  ['100000', '100k'],
  ['12e3', '12e3'],
  ['100e1', '1e3'],
  ['1E', '1E'],
  ['1e-3', '1e-3'],
  ['1024Mi', '1Gi'],
  ['1Gi', '1Gi'],
  ['8Gi', '8Gi'],
  ['0.5Gi', '512Mi'],
  ['1.5Ki', '1536'],
  ['1025Ki', '1025Ki'],
  ['512Ki', '512Ki'],
  ['100Ki', '100Ki'],
  ['0.0000000001', '1n'],
  ['1.1n', '2n'],
  ['9Ei', '9223372036854775807'],
  ['+1', '+1'],
])('%s is stored as %s', (given, stored) => {
  expect(canonicalQuantity(given)).toBe(stored);
});

it.each(['', ' ', '-', '.', 'abc', '1ki', '1 Gi', '1GiB', '1e', '0x10', '1,5', 'Ki', '1e99999999999'])(
  '%j is no quantity',
  (given) => {
    expect(canonicalQuantity(given)).toBeNull();
  },
);

it('keeps a number that no suffix is large enough for', () => {
  expect(canonicalQuantity('1000E')).toBe('1000E');
});
