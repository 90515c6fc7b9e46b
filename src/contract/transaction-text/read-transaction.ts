import { readEtcdctlLine } from '../etcdctl-bridge/read-line.ts';
import { shellTokens } from '../etcdctl-bridge/shell-tokens.ts';
import type { Comparison, Transaction, TransactionOperation } from '../transactions.ts';
import { readComparison } from './read-comparison.ts';
import { readOperation } from './read-operation.ts';
import { LineProblem, type TextProblem } from './text-problem.ts';

/** A text as a transaction, or what in it is not understood: the first few problems, from the top. */
export type TransactionReading =
  | { readonly transaction: Transaction; readonly problems: readonly [] }
  | { readonly transaction: null; readonly problems: readonly TextProblem[] };

const mostProblems = 20;

/** What etcdctl prints before each part with `--interactive`. */
export const transactionPrompts: readonly string[] = [
  'compares:',
  'success requests (get, put, del):',
  'failure requests (get, put, del):',
];

/** A line of the text, trimmed as etcdctl trims it. */
interface TextLine {
  readonly text: string;
  readonly number: number;
  /** How many characters were trimmed before it. */
  readonly indent: number;
}

/**
 * Reads the input of `etcdctl txn`: comparisons, what to do if all hold, what to do if not, each ended by an empty line.
 * Takes it bare, with the prompts of `--interactive`, or as a here-document with the command in front. Lines that begin
 * with `#` are left out, and parts that the text ends before are empty. Nothing is guessed.
 */
export function readTransaction(text: string): TransactionReading {
  const problems: TextProblem[] = [];
  const lines = text.split('\n').map((line, place) => trimmed(line, place + 1));
  const parts: [Comparison[], TransactionOperation[], TransactionOperation[]] = [[], [], []];
  let part = 0;
  let isPrompted = false;
  for (const line of withoutCommand(lines, problems)) {
    if (problems.length >= mostProblems) break;
    if (line.text.startsWith('#')) continue;
    if (line.text === '') {
      part += 1;
      isPrompted = false;
      continue;
    }
    const prompt = transactionPrompts.indexOf(line.text);
    if (prompt >= 0) {
      const next = isPrompted || (part < 2 && (parts[part]?.length ?? 0) > 0) ? part + 1 : part;
      if (prompt !== next) problems.push(problemAt(line, 0, 'This part does not belong here.'));
      part = prompt;
      isPrompted = true;
      continue;
    }
    readLine(line, part, parts, problems);
  }
  const [compare, success, failure] = parts;
  if (problems.length > 0) return { transaction: null, problems };
  return { transaction: { compare, success, failure }, problems: [] };
}

function readLine(
  line: TextLine,
  part: number,
  [compare, success, failure]: readonly [Comparison[], TransactionOperation[], TransactionOperation[]],
  problems: TextProblem[],
): void {
  try {
    if (part === 0) compare.push(readComparison(line.text));
    else if (part === 1) success.push(readOperation(line.text));
    else if (part === 2) failure.push(readOperation(line.text));
    else throw new LineProblem(0, 'The transaction has ended before: an empty line ends each of its three parts.');
  } catch (error) {
    if (!(error instanceof LineProblem)) throw error;
    problems.push(problemAt(line, error.at, error.message));
  }
}

/** Returns the lines of the input where the text is a command with a here-document, and all of them where it is not. */
function withoutCommand(lines: readonly TextLine[], problems: TextProblem[]): readonly TextLine[] {
  const first = lines.findIndex(({ text }) => text !== '' && !text.startsWith('#'));
  const head = lines[first];
  if (head === undefined) return lines;
  const tokens = shellTokens(head.text);
  const place = tokens.findIndex(({ kind, text }) => kind === 'operator' && text.startsWith('<'));
  const redirection = tokens[place];
  const command = readEtcdctlLine(head.text.slice(0, redirection?.start));
  if (command === null) return lines;
  const body = lines.slice(first + 1);
  for (const { at, reason } of command.problems) problems.push(problemAt(head, at - 1, reason));
  if (problems.length === 0 && command.command?.kind !== 'txn')
    problems.push(problemAt(head, 0, 'This is another command than txn.'));
  if (redirection === undefined) return body;
  const [word, ...more] = tokens.slice(place + 1);
  if (redirection.text !== '<<' || word === undefined || more.length > 0) {
    problems.push(problemAt(head, redirection.start, 'The input of the command is not in the text.'));
    return body;
  }
  const end = body.findIndex(({ text, indent }) => indent === 0 && text === word.text);
  const inner = end < 0 ? body : body.slice(0, end);
  const after = end < 0 ? undefined : body.slice(end + 1).find(({ text }) => text !== '');
  if (after !== undefined) problems.push(problemAt(after, 0, 'Nothing may follow the command.'));
  const isQuoted = /["'\\]/.test(head.text.slice(word.start, word.end));
  const expanded = isQuoted ? undefined : inner.find(({ text }) => /[$`\\]/.test(text));
  if (expanded !== undefined)
    problems.push(
      problemAt(
        expanded,
        expanded.text.search(/[$`\\]/),
        `A shell changes this, unless ${word.text} is in quotes in the first line.`,
      ),
    );
  return inner;
}

function trimmed(line: string, number: number): TextLine {
  const text = line.trim();
  return { text, number, indent: text === '' ? 0 : line.indexOf(text) };
}

const problemAt = ({ number, indent }: TextLine, at: number, reason: string): TextProblem => ({
  ...{ line: number, column: indent + at + 1, reason },
});
