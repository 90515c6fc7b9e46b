import { expect, it } from 'vitest';
import type { ErrorCode } from '../../../contract/failure.ts';
import { connectWords } from '../../../contract/failure-words/connecting.ts';
import { etcdWords } from '../../../contract/failure-words/etcd.ts';
import { inputWords } from '../../../contract/failure-words/input.ts';
import { sshWords } from '../../../contract/failure-words/ssh.ts';
import { everyErrorCode } from '../../../testing/every-error-code.ts';
import { describeFailure } from './failure-words.ts';

// Each fact and the message stand as their own names.
const detail = new Proxy<Record<string, string>>({}, { get: (_, name) => `‹${String(name)}›` });

const codesOf = (table: object): readonly ErrorCode[] => everyErrorCode.filter((code) => code in table);

const parts = [
  {
    title: 'What etcd refuses with',
    intro: "The codes are etcd's own (`rpctypes`, without `ErrGRPC`), 3.4 to 3.7.",
    codes: codesOf(etcdWords),
  },
  {
    title: 'An endpoint that is not reached, or not trusted',
    intro: 'Nothing was asked of the cluster.',
    codes: codesOf(connectWords),
  },
  {
    title: 'The way through SSH',
    intro: 'Nothing was asked of the cluster.',
    codes: codesOf(sshWords),
  },
  {
    title: 'What was given here',
    intro: 'Nothing was sent.',
    codes: codesOf(inputWords),
  },
];
const grouped = new Set(parts.flatMap(({ codes }) => codes));
const rest = everyErrorCode.filter((code) => !grouped.has(code));

function row(code: ErrorCode): string {
  const { title, action } = describeFailure({ code, message: '‹message›', retry: false, detail });
  return `| \`${code}\` | ${title} | ${action} |`;
}

function table(title: string, intro: string, codes: readonly ErrorCode[]): string {
  return [
    `## ${title}`,
    intro,
    '',
    '| code | what happened | what to do |',
    '|---|---|---|',
    ...codes.map(row),
    '',
  ].join('\n');
}

/** Written again with `npx vitest run --project renderer failure-words.docs -u`. */
it('docs/failures.md has the sentence of every failure', async () => {
  const page = [
    '# Failures',
    '',
    'Every reason a call of etcdeck can fail, with the words that the window shows: what happened and what to do. Beside',
    'them stand the endpoint or member that it happened to, and what it said itself. The command line prints the same code:',
    '`{"error": {"code", "message"}}` on stderr. What stands in ‹marks› is a fact of the one failure.',
    '',
    'This page is made from the words themselves; a test holds it against them.',
    '',
    ...parts.map(({ title, intro, codes }) => table(title, intro, codes)),
    table('Everything else', 'Writes, streams, connections and etcdeck itself.', rest),
  ].join('\n');
  await expect(page).toMatchFileSnapshot('../../../../docs/failures.md');
});
