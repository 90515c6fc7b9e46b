import type { LeaseId } from '../ids.ts';
import type { ComparedNumber, Comparison, ComparisonResult } from '../transactions.ts';
import { isSpace, readGoString, type Word } from './go-words.ts';
import { LineProblem } from './text-problem.ts';

const targets: Readonly<Record<string, ComparedNumber | 'value' | 'lease'>> = {
  ...{ ver: 'version', version: 'version', c: 'createRevision', create: 'createRevision' },
  ...{ m: 'modRevision', mod: 'modRevision', val: 'value', value: 'value', lease: 'lease' },
};
const results: readonly ComparisonResult[] = ['=', '!=', '<', '>'];

/** Reads a comparison as `etcdctl txn` does: `mod("key") > "0"`. Throws a `LineProblem`. */
export function readComparison(line: string): Comparison {
  const open = line.indexOf('(');
  if (open < 0) throw new LineProblem(0, 'A comparison is like mod("key") = "5".');
  const target = targets[line.slice(0, open)];
  if (target === undefined)
    throw new LineProblem(
      0,
      'What is compared is val, ver, create, mod or lease, with the parenthesis right behind it.',
    );
  const key = readGoString(line, skipSpaces(line, open + 1));
  if (key.bytes.length === 0) throw new LineProblem(key.start, 'A key has at least one byte.');
  if (line.charAt(key.end) !== ')')
    throw new LineProblem(key.end, 'A closing parenthesis is expected right behind the key.');
  const start = spaced(line, key.end + 1);
  let end = start;
  while (end < line.length && !isSpace(line.charAt(end))) end += 1;
  const result = results.find((each) => each === line.slice(start, end));
  if (result === undefined) throw new LineProblem(start, 'A comparison is =, !=, < or >, with a space on both sides.');
  const given = readGoString(line, spaced(line, end));
  const rest = skipSpaces(line, given.end);
  if (rest < line.length) throw new LineProblem(rest, 'Nothing may follow: etcdctl would leave it out.');
  const common = { key: key.bytes, result };
  if (target === 'value') return { ...common, target, value: given.bytes };
  if (target === 'lease') return { ...common, target, lease: leaseOf(given) };
  return { ...common, target, number: numberOf(given) };
}

function skipSpaces(line: string, at: number): number {
  let end = at;
  while (end < line.length && isSpace(line.charAt(end))) end += 1;
  return end;
}

function spaced(line: string, at: number): number {
  const end = skipSpaces(line, at);
  if (end === at) throw new LineProblem(at, 'A space is expected here.');
  return end;
}

/** Returns a number that is 0 or more. Throws a `LineProblem` for one that is not exact here. */
export function numberOf({ text, start }: Word): number {
  const number = /^\d{1,16}$/.test(text) ? Number(text) : null;
  if (number === null || !Number.isSafeInteger(number))
    throw new LineProblem(start, 'A whole number up to 9007199254740991 is expected here.');
  return number;
}

/** Returns a lease by its hexadecimal id; `null` for 0. Throws a `LineProblem`. */
export function leaseOf({ text, start }: Word): LeaseId | null {
  const id = /^[0-9a-fA-F]{1,16}$/.test(text) ? text.toLowerCase().padStart(16, '0') : null;
  if (id === null || id > '7fffffffffffffff')
    throw new LineProblem(start, 'A lease is named by its id in hexadecimal; 0 is none.');
  // Its form has just been checked.
  return /^0+$/.test(id) ? null : (id as LeaseId);
}
