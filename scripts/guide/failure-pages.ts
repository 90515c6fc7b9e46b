import { exitCodeOf } from '../../src/cli/exit-codes.ts';
import { wordsHere } from '../../src/cli/failure-words.ts';
import type { ErrorCode, Failure } from '../../src/contract/failure.ts';
import { connectWords } from '../../src/contract/failure-words/connecting.ts';
import { etcdWords } from '../../src/contract/failure-words/etcd.ts';
import { failureWords, wordsOf } from '../../src/contract/failure-words/every-failure.ts';
import { inputWords } from '../../src/contract/failure-words/input.ts';
import { sshWords } from '../../src/contract/failure-words/ssh.ts';
import { connectMeanings, sshMeanings } from './meanings/connecting.ts';
import { etcdMeanings } from './meanings/etcd.ts';
import { inputMeanings, membershipMeanings, snapshotMeanings } from './meanings/input.ts';
import { otherMeanings } from './meanings/others.ts';
import { programMeanings } from './meanings/programs.ts';

/** What each failure means. The compiler checks that none is left out. */
const meanings: Readonly<Record<ErrorCode, string>> = {
  ...etcdMeanings,
  ...connectMeanings,
  ...sshMeanings,
  ...inputMeanings,
  ...membershipMeanings,
  ...snapshotMeanings,
  ...otherMeanings,
  ...programMeanings,
};

// The table's keys are the codes: the compiler accepts no other.
const everyCode = Object.keys(failureWords) as readonly ErrorCode[];

interface FailurePart {
  readonly title: string;
  readonly intro: string;
  readonly codes: readonly ErrorCode[];
}

const of = (table: object): readonly ErrorCode[] => everyCode.filter((code) => code in table);
const unasked = 'Nothing was asked of the cluster.';
const named: readonly FailurePart[] = [
  {
    title: 'What etcd refuses with',
    intro: "The codes are etcd's own (`rpctypes`, without `ErrGRPC`), 3.4 to 3.7.",
    codes: of(etcdWords),
  },
  { title: 'An endpoint that is not reached, or not trusted', intro: unasked, codes: of(connectWords) },
  { title: 'The way through SSH', intro: unasked, codes: of(sshWords) },
  { title: 'What was given here', intro: 'Nothing was sent.', codes: of(inputWords) },
];
const parts: readonly FailurePart[] = [
  ...named,
  {
    title: 'Everything else',
    intro: 'Writes, streams, connections and etcdeck itself.',
    codes: everyCode.filter((code) => !named.some(({ codes }) => codes.includes(code))),
  },
];

/** A failure whose facts, and whose message, stand as their own names. */
function sample(code: ErrorCode): Failure {
  const detail = new Proxy<Record<string, string>>({}, { get: (_, name) => `‹${String(name)}›` });
  return { code, message: '‹message›', retry: false, detail };
}

/** Returns the name of a failure's page. */
export const failurePage = (code: string): string => `failure-${code}`;

/** Returns the list of every failure, by what it is about. `isLinked`: each leads to its page. */
export function failureList(isLinked: boolean): string {
  const row = (code: ErrorCode): string => {
    const { title, action } = wordsOf(sample(code));
    return `| ${isLinked ? `[\`${code}\`](${failurePage(code)}.md)` : `\`${code}\``} | ${title} | ${action} |`;
  };
  const table = ({ title, intro, codes }: FailurePart): string =>
    [`## ${title}`, intro, '', '| code | what happened | what to do |', '|---|---|---|', ...codes.map(row), ''].join(
      '\n',
    );
  return [
    '# Failures',
    '',
    'Every reason a call of etcdeck can fail, with the words that the window shows: what happened and what to do. Beside',
    'them stand the endpoint or member that it happened to, and what it said itself. The command line prints the same code:',
    '`{"error": {"code", "message"}}` on stderr. What stands in ‹marks› is a fact of the one failure.',
    '',
    'This page is made from the words themselves; a test holds it against them.',
    '',
    ...parts.map(table),
  ].join('\n');
}

/** Returns the page of every failure, by its name: what it means, what to do, and how a command ends with it. */
export function failurePages(): ReadonlyMap<string, string> {
  return new Map(everyCode.map((code) => [failurePage(code), pageOf(code)]));
}

const exits = {
  0: 'it is done',
  1: 'the answer is bad',
  2: 'it was used wrongly',
  3: 'it could not ask',
  130: 'it was interrupted',
} as const;

function pageOf(code: ErrorCode): string {
  const { title, action } = wordsOf(sample(code));
  const here = wordsHere(sample(code)).action;
  const exit = exitCodeOf(code);
  const part = parts.find(({ codes }) => codes.includes(code));
  return [
    `# ${code}`,
    '',
    `**${title}**`,
    '',
    meanings[code],
    '',
    '## What to do',
    '',
    action,
    '',
    '## On the command line',
    '',
    ...(here === action ? [] : [here, '']),
    `A command that fails with \`${code}\` ends with ${exit}: ${exits[exit]}. With \`-w json\` the code is in \`error.code\`.`,
    '',
    `It is one of [the failures](../failures.md): ${part?.title.toLowerCase()}.`,
    '',
  ].join('\n');
}
