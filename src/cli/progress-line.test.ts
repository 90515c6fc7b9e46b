import { describe, expect, it } from 'vitest';
import { createProgressLine } from './progress-line.ts';

function lineOn(isScreen: boolean) {
  const told: string[] = [];
  const clock = { now: 0 };
  const line = createProgressLine({ isScreen, tell: (text) => void told.push(text) }, () => clock.now);
  return { line, clock, said: () => told.join('') };
}

describe('progress', () => {
  it('is written over on a screen, and its line ended', () => {
    const { line, clock, said } = lineOn(true);
    line.show('1 %');
    line.show('dropped');
    clock.now = 100;
    line.show('2 %');
    line.end();
    line.end();
    expect(said()).toBe('\r1 %\u001b[K\r2 %\u001b[K\n');
  });

  it('is a line a second in a log', () => {
    const { line, clock, said } = lineOn(false);
    line.show('1 %');
    clock.now = 999;
    line.show('dropped');
    clock.now = 1_000;
    line.show('2 %');
    line.end();
    expect(said()).toBe('1 %\n2 %\n');
  });
});
