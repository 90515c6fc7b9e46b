import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { projectSources } from '../layers/sources.ts';
import { judgedNames, slowExpressions } from './check.ts';

const planted = (text: string): readonly string[] => slowExpressions(new Map([['src/core/a.ts', text]]));

/** The expressions that were judged to be linear: a judgement takes seconds, and says the same each time. */
const linear = fileURLToPath(new URL('linear.txt', import.meta.url));
const isFull = process.env.ETCDECK_FULL === '1';

it('no expression of the sources takes more than linear time over outside text', async () => {
  const sources = projectSources();
  // A full run takes nobody's word for it.
  const known = isFull ? [] : readFileSync(linear, 'utf8').split('\n');
  expect(slowExpressions(sources, known)).toEqual([]);
  // With -u, those that are new are taken in, judged just now.
  await expect(`${judgedNames(sources).join('\n')}\n`).toMatchFileSnapshot(linear);
}, 600_000);

it.each([
  ['a repetition that begins anew at each of its characters', 'text.replace(/[=\\s]+$/, "")'],
  ['two repetitions of the same characters', '/^H4sI[A-Za-z0-9+/\\r\\n]*=*\\s*$/.test(text)'],
  ['empty lines, of which each begins a line', '/^\\s*(?:a|b\\s*=)/m.test(text)'],
  ['a repetition of a repetition', '/^(?:\\d+\\.?\\d*s)+$/.test(text)'],
  ['matches that each look at all of the rest', 'text.matchAll(/"(?:[^"\\\\]|\\\\.)*"|[{}]|[^\\s"{}]+/g)'],
  ['an expression that is made', 'new RegExp(text)'],
])(
  'sees %s',
  (_, text) => {
    const problems = planted(`export const found = (text: string) => ${text};`);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^src\/core\/a\.ts:1 (?:matches|makes) .+\.$/);
  },
  600_000,
);

it.each([
  '/^\\s*[[{]/',
  '/^[ \\t]*\\w+[ \\t]*:/m',
  '/\\s+/g',
  '/(\\d+(?:\\.\\d+)?)(ms|s)/y',
  '/"(?:[^"\\\\]|\\\\[\\s\\S])*\\\\?(?:"|$)|[{}]|[^\\s"{}]+/g',
])(
  'lets %s pass',
  (expression) => {
    expect(planted(`export const found = ${expression};`)).toEqual([]);
  },
  600_000,
);
