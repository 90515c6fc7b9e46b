import { describe, expect, it } from 'vitest';
import type { Format } from './global-flags.ts';
import { createProgressLine } from './progress-line.ts';

function lineOn(isScreen: boolean, format: Format = 'table') {
  const told: string[] = [];
  const clock = { now: 0 };
  const line = createProgressLine({ isScreen, tell: (text) => void told.push(text) }, format, () => clock.now);
  return { line, clock, said: () => told.join('') };
}

describe('progress', () => {
  it('is written over on a screen, its end shown and its line ended', () => {
    const { line, clock, said } = lineOn(true);
    line.show('1 %');
    line.show('dropped');
    clock.now = 100;
    line.show('2 %');
    line.finish('100 %');
    line.end();
    line.end();
    expect(said()).toBe('\r1 %\u001b[K\r2 %\u001b[K\r100 %\u001b[K\n');
  });

  it.each([
    [false, 'table'],
    [true, 'json'],
  ] as const)('is silent where nobody watches (%s, %s)', (isScreen, format) => {
    const { line, clock, said } = lineOn(isScreen, format);
    line.show('1 %');
    clock.now = 1_000;
    line.show('2 %');
    line.finish('100 %');
    line.end();
    expect(said()).toBe('');
  });
});
