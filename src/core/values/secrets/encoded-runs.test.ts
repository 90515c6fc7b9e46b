import { expect, it } from 'vitest';
import { seeded } from '../../../testing/random.ts';
import { decodedRuns, firstRun, shortestRun } from './encoded-runs.ts';

const decoded = (text: string): readonly string[] => {
  const bytes = Buffer.from(text, 'latin1');
  return Array.from(decodedRuns(bytes, firstRun(bytes)), (run) => run.toString('latin1'));
};

it('decodes hexadecimal digits from either of the first two, and no more', () => {
  const random = seeded(40);
  for (let made = 0; made < 2_000; made++) {
    const length = shortestRun + random.between(0, 90);
    const digits = Array.from({ length }, () => '0123456789abcdefABCDEF'.charAt(random.between(0, 21))).join('');
    const both = [digits, digits.slice(1)].map((one) => Buffer.from(one, 'hex').toString('latin1'));
    expect(decoded(`sha256:${digits}"`)).toEqual(both);
    expect(decoded(digits)).toEqual(both);
  }
});

it.each([
  ['another letter before them', 'g', ''],
  ['another letter behind them', '', 'g'],
  ['a line break among them, and are hexadecimal', '', '\n0123456789'],
])('decodes base64 as well where digits have %s', (_, before, behind) => {
  const digits = '0123456789abcdef'.repeat(3);
  const text = before + digits + behind;
  const joined = text.replace('\n', '');
  const ways = [joined, joined.slice(1), joined.slice(2), joined.slice(3)].map((one) =>
    Buffer.from(one, 'base64').toString('latin1'),
  );
  const pairs = Buffer.from(behind.startsWith('\n') ? joined : digits, 'hex').toString('latin1');
  expect(decoded(text)).toEqual(
    behind.startsWith('\n') ? [pairs, pairsFrom(joined)] : [...ways, pairs, pairsFrom(digits)],
  );
});

function pairsFrom(digits: string): string {
  return Buffer.from(digits.slice(1), 'hex').toString('latin1');
}
