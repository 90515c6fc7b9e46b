import { describe, expect, it } from 'vitest';
import {
  anyHistory,
  checkOf,
  hasSomeOrder,
  linearizableHistory,
  type PastOperation,
} from '../../../testing/lab/register-histories.ts';
import { seeded } from '../../../testing/random.ts';

type Outcome = PastOperation['outcome'];

const operation =
  (kind: 'write' | 'read') =>
  (value: number, calledAt: number, endedAt: number, outcome: Outcome = 'answered'): PastOperation => ({
    ...{ kind, value: kind === 'read' && outcome !== 'answered' ? null : value, calledAt, endedAt, outcome },
    client: 0,
    member: 'member-1',
    answeredAt: outcome === 'answered' ? endedAt : null,
  });
const write = operation('write');
const read = operation('read');

const told = ({ kind, value, calledAt }: Pick<PastOperation, 'kind' | 'value' | 'calledAt'>): string =>
  `${kind} ${value} at ${calledAt}`;

/** The offending pair; both ways of asking agree that there is one or none. */
function pairOf(...history: readonly PastOperation[]): readonly string[] | null {
  const check = checkOf(history);
  expect(check.verdict === 'notLinearizable').toBe(!hasSomeOrder(history));
  return check.offending?.map(told) ?? null;
}

describe('RegisterCheck', () => {
  it('is undecided until a read was answered', () => {
    expect(checkOf([]).verdict).toBe('undecided');
    expect(checkOf([write(1, 0, 1), read(0, 2, 3, 'unknown')]).verdict).toBe('undecided');
    expect(checkOf([read(0, 0, 1)]).verdict).toBe('linearizable');
  });

  it('accepts what overlaps in any order', () => {
    expect(pairOf(write(1, 0, 10), write(2, 0, 10), read(1, 11, 12))).toBeNull();
    expect(pairOf(write(1, 0, 10), read(0, 1, 2), read(1, 3, 4))).toBeNull();
    expect(pairOf(write(1, 0, 2), write(2, 1, 9), read(2, 3, 8), read(1, 4, 5))).toBeNull();
  });

  it('refuses a stale read', () => {
    expect(pairOf(write(1, 0, 1), write(2, 2, 3), read(1, 4, 5))).toEqual(['write 2 at 2', 'read 1 at 4']);
    expect(pairOf(write(1, 0, 1), read(0, 2, 3))).toEqual(['write 1 at 0', 'read 0 at 2']);
    expect(pairOf(write(1, 0, 1), read(1, 2, 3), write(2, 4, 5), read(2, 6, 7), read(1, 8, 9))).toEqual([
      'read 2 at 6',
      'read 1 at 8',
    ]);
  });

  it('refuses a lost write', () => {
    expect(
      pairOf(write(1, 0, 1), read(1, 2, 3), write(2, 4, 5), read(1, 6, 7), write(3, 8, 9), read(3, 10, 11)),
    ).toEqual(['write 2 at 4', 'read 1 at 6']);
  });

  it('refuses a value that nobody wrote, or that was not written yet', () => {
    expect(pairOf(write(1, 0, 1), read(7, 2, 3))).toEqual(['write 1 at 0', 'read 7 at 2']);
    expect(pairOf(read(7, 2, 3))).toEqual(['read 7 at 2', 'read 7 at 2']);
    expect(pairOf(write(1, 0, 1), read(2, 2, 3), write(2, 4, 5))).toEqual(['write 1 at 0', 'read 2 at 2']);
  });

  it('refuses two reads in the wrong order', () => {
    expect(pairOf(write(1, 0, 1), write(2, 2, 20), read(2, 3, 4), read(1, 5, 6))).toEqual([
      'read 2 at 3',
      'read 1 at 5',
    ]);
    expect(pairOf(write(1, 0, 10), write(2, 0, 10), read(2, 11, 12), read(1, 13, 14))).toEqual([
      'read 2 at 11',
      'read 1 at 13',
    ]);
    expect(pairOf(write(1, 0, 2), write(2, 1, 5), read(1, 6, 7), read(2, 8, 9))).toEqual([
      'read 1 at 6',
      'read 2 at 8',
    ]);
  });

  it('names the read that came late, whatever was answered since', () => {
    expect(pairOf(write(1, 0, 1), write(2, 2, 3), read(1, 4, 10), read(2, 5, 6))).toEqual([
      'write 2 at 2',
      'read 1 at 4',
    ]);
  });

  it('lets a write without an answer happen at any later time, once, or never', () => {
    const late = write(1, 0, 5, 'unknown');
    expect(pairOf(late, write(2, 6, 7), read(2, 8, 9), read(1, 10, 11), read(1, 12, 13))).toBeNull();
    expect(pairOf(late, write(2, 6, 7), read(2, 8, 9))).toBeNull();
    expect(pairOf(late, write(2, 6, 7), read(2, 8, 9), read(1, 10, 11), read(2, 12, 13))).toEqual([
      'read 1 at 10',
      'read 2 at 12',
    ]);
    expect(pairOf(read(1, 0, 1), write(1, 2, 3, 'unknown'))).not.toBeNull();
  });

  it('refuses what a refused write has done', () => {
    expect(pairOf(write(1, 0, 9, 'refused'), read(1, 2, 3))).toEqual(['write 1 at 0', 'read 1 at 2']);
    expect(pairOf(write(1, 0, 1, 'refused'), read(1, 2, 3))).not.toBeNull();
    expect(pairOf(write(1, 0, 1, 'refused'), read(0, 2, 3))).toBeNull();
  });

  it('accepts what a register has done', () => {
    const random = seeded(1);
    for (let round = 0; round < 2_000; round += 1) {
      const history = linearizableHistory(random, random.between(1, 60), random.between(1, 12));
      expect(checkOf(history).offending, `round ${round}`).toBeNull();
    }
  });

  it('says of small histories what trying every order says', () => {
    const random = seeded(2);
    let good = 0;
    for (let round = 0; round < 20_000; round += 1) {
      const history = anyHistory(random, random.between(1, 8));
      const isGood = hasSomeOrder(history);
      if (isGood) good += 1;
      const { offending } = checkOf(history);
      if ((offending === null) !== isGood) expect.fail(`round ${round}: ${JSON.stringify(history)}`);
    }
    expect(good).toBeGreaterThan(1_000);
    expect(good).toBeLessThan(19_000);
  });

  it('ends each pair with a read, and names operations of the history', () => {
    const random = seeded(3);
    for (let round = 0; round < 1_000; round += 1) {
      const history = anyHistory(random, 8);
      const { offending } = checkOf(history);
      if (offending === null) continue;
      const [one, other] = offending;
      expect(other.kind, told(other)).toBe('read');
      expect(history.map(told)).toContain(told(one));
      expect(history.map(told)).toContain(told(other));
    }
  });

  it('finds one stale read at the end of a long history, and keeps little beside writes without an answer', () => {
    const history = linearizableHistory(seeded(4), 20_000, 12);
    const good = checkOf(history);
    expect(good.verdict).toBe('linearizable');
    const unknown = history.filter(({ outcome, kind }) => outcome === 'unknown' && kind === 'write');
    expect(good.kept).toBeLessThan(unknown.length + 50);

    const end = Math.max(...history.map(({ endedAt }) => endedAt));
    const stale = history.find(({ outcome, kind }) => outcome === 'answered' && kind === 'write')?.value ?? 0;
    const bad = checkOf([...history, write(99_999, end + 1, end + 2), read(stale, end + 3, end + 4)]);
    expect(bad.offending?.map(told)).toEqual([`write 99999 at ${end + 1}`, `read ${stale} at ${end + 3}`]);
  });

  it('gives up rather than accuse when it had to forget writes without an answer', () => {
    const unknown = Array.from({ length: 10_050 }, (_, at) => write(at + 1, at, at + 0.5, 'unknown'));
    const check = checkOf([...unknown, read(3, 20_000, 20_001)]);
    expect(check.kept).toBeLessThanOrEqual(10_001);
    expect(check.verdict).toBe('undecided');
    expect(checkOf([...unknown, read(9_000, 20_000, 20_001)]).verdict).toBe('linearizable');
  });
});
