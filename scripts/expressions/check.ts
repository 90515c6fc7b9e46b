import { createRequire } from 'node:module';
import type { checkSync as CheckSync } from 'recheck';
import { type FoundExpression, findExpressions } from './find-expressions.ts';
import { made, ownText } from './rules.ts';
import { slowTextOf } from './slow-text.ts';

// The build without a separate process: the same verdict everywhere.
const { checkSync }: { checkSync: typeof CheckSync } = createRequire(import.meta.url)('recheck/lib/browser.js');

const instead =
  'Anchor it (^, or the flag y), let no two repetitions that follow each other take the same characters, and take what ' +
  'is at the end of a text by a loop (src/contract/text-end.ts); docs/decisions/020-bounds.md says why.';

/**
 * What the sources match outside text with that takes more than linear time, a sentence each, with what to do instead.
 * Those of `known` names were judged to be linear before.
 */
export function slowExpressions(files: ReadonlyMap<string, string>, known: readonly string[] = []): readonly string[] {
  const problems = new Map<string, string | null>(known.map((name) => [name, null]));
  return [...files]
    .filter(([path]) => !ownText.test(path))
    .flatMap(([path, text]) => findExpressions(path, text))
    .flatMap((found) => {
      const problem = problemOf(found, problems);
      return problem === null ? [] : [`${found.path}:${found.line} ${problem}`];
    });
}

/** The names of the sources' expressions that take a judgement: `/source/flags`, sorted. */
export function judgedNames(files: ReadonlyMap<string, string>): readonly string[] {
  const found = [...files]
    .filter(([path]) => !ownText.test(path))
    .flatMap(([path, text]) => findExpressions(path, text));
  const names = found.flatMap(({ source, flags }) =>
    source !== null && repeats(source) ? [nameOf(source, flags)] : [],
  );
  return [...new Set(names)].sort();
}

const nameOf = (source: string, flags: string): string => `/${source}/${flags}`;

/** Without repetition it ends after as many steps as it has characters, wherever it begins. */
const repeats = (source: string): boolean => /[*+]|\{\d*,\d*\}/.test(source);

function problemOf({ path, source, flags }: FoundExpression, judged: Map<string, string | null>): string | null {
  if (source === null) {
    if (made[path] !== undefined) return null;
    return 'makes an expression at run time, which nobody can judge. Write it out, or match by a loop; where it must be, say in scripts/expressions/rules.ts why it holds nobody up.';
  }
  const name = nameOf(source, flags);
  const before = judged.get(name);
  if (before !== undefined) return before;
  const why = whySlow(source, flags);
  const problem = why === null ? null : `matches ${name}, ${why} ${instead}`;
  judged.set(name, problem);
  return problem;
}

function whySlow(source: string, flags: string): string | null {
  if (!repeats(source)) return null;
  const verdict = checkSync(source, flags, { timeout: 120_000, randomSeed: 1 });
  if (verdict.status === 'vulnerable') return `which is ${verdict.complexity.summary} for ${verdict.attack.pattern}.`;
  if (verdict.status === 'unknown') return `which cannot be judged (${verdict.error.kind}).`;
  const slow = slowTextOf(source, flags);
  if (slow === null) return null;
  const [short, long] = [slow.short.toFixed(0), slow.long.toFixed(0)];
  return `which takes ${short} ms over ${JSON.stringify(slow.word)} again and again, and ${long} ms over eight times as many.`;
}
