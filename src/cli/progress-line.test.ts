import { describe, expect, it } from 'vitest';
import { contentOf, words } from '../core/terminal/printable.ts';
import type { Format } from './global-flags.ts';
import { createProgressLine } from './progress-line.ts';

function lineOn(isScreen: boolean, format: Format = 'table') {
  const told: string[] = [];
  const clock = { now: 0 };
  const line = createProgressLine(
    { isScreen, tell: (text) => void told.push(contentOf(text)) },
    format,
    () => clock.now,
  );
  return { line, clock, said: () => told.join('') };
}

describe('progress', () => {
  it('is written over on a screen, its end shown and its line ended', () => {
    const { line, clock, said } = lineOn(true);
    line.show(words`1 %`);
    line.show(words`dropped`);
    clock.now = 100;
    line.show(words`2 %`);
    line.finish(words`100 %`);
    line.end();
    line.end();
    expect(said()).toBe('\r1 %\u001b[K\r2 %\u001b[K\r100 %\u001b[K\n');
  });

  it.each([
    [false, 'table'],
    [true, 'json'],
  ] as const)('is silent where nobody watches (%s, %s)', (isScreen, format) => {
    const { line, clock, said } = lineOn(isScreen, format);
    line.show(words`1 %`);
    clock.now = 1_000;
    line.show(words`2 %`);
    line.finish(words`100 %`);
    line.end();
    expect(said()).toBe('');
  });
});
