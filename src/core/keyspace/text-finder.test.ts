import { afterEach, expect, it } from 'vitest';
import { testWorkerFile } from '../../testing/ports.ts';
import { openFinder, type TextFinder } from './text-finder.ts';

const opened: TextFinder[] = [];
const finderOf = (text: string, signal = new AbortController().signal): TextFinder => {
  const finder = openFinder({ workerFile: testWorkerFile }, { kind: 'expression', text, ignoresCase: false }, signal);
  opened.push(finder);
  return finder;
};
afterEach(() => {
  for (const finder of opened.splice(0)) finder.close();
});

const catastrophic = '^(a+)+$';
const endless = `${'a'.repeat(60)}b`;

it('finds an expression in each text', async () => {
  const finder = finderOf('b+');
  expect(await finder.find(['abbc', 'xyz'])).toEqual([{ from: 1, to: 3 }, null]);
  expect(await finder.find([])).toEqual([]);
});

it('leaves out the texts on which an expression does not end, and goes on', async () => {
  const finder = finderOf(catastrophic);
  let turns = 0;
  const ticking = setInterval(() => turns++, 20);
  expect(await finder.find(['aaa', endless, 'ba'])).toEqual([{ from: 0, to: 3 }, 'slow', null]);
  clearInterval(ticking);
  // Meanwhile the event loop was free.
  expect(turns).toBeGreaterThan(20);
});

it('gives up an expression that ends on too few texts', async () => {
  await expect(finderOf(catastrophic).find(Array(40).fill(endless))).rejects.toMatchObject({
    code: 'BadRequest',
    message: expect.stringContaining(catastrophic),
  });
});

it('ends with whoever asked', async () => {
  const controller = new AbortController();
  const finding = finderOf(catastrophic, controller.signal).find([endless]);
  setTimeout(() => controller.abort(), 100);
  await expect(finding).rejects.toMatchObject({ code: 'Cancelled' });
});
