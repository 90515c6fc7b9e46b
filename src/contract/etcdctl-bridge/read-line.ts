import type { EtcdctlReading } from './commands.ts';
import { type NamedFlag, type SortedWords, sortWords } from './line-flags.ts';
import { LineRemarks } from './line-parts.ts';
import { readStart, type Variable } from './line-start.ts';
import { namedCluster } from './named-cluster.ts';
import { readCommand } from './read-command.ts';
import { type ShellToken, shellTokens } from './shell-tokens.ts';

/** The longest line that is read, in UTF-16 units; etcd takes no longer value by default. */
export const longestLine = 2 * 1024 * 1024;

/** A line that begins like this is for etcdctl, also while it is still being typed. */
const begins = /^\s*(?:\$ |# )?(?:(?:sudo|env|export) )?ETCDCTL_/;

/**
 * Reads a line of etcdctl or etcdutl as a shell and etcdctl would, and expands nothing. Returns `null` for any other
 * text. What is not understood is named with its place, and then there is no command.
 */
export function readEtcdctlLine(line: string): EtcdctlReading | null {
  const remarks = new LineRemarks();
  const isBegun = begins.test(line);
  if (line.length > longestLine) {
    if (!isBegun && !/^\s*(?:sudo )?etcd(?:ctl|utl)\s/.test(line)) return null;
    remarks.problem({ start: longestLine, text: '' }, 'The line is too long to be one command.');
    return readingOf('etcdctl', remarks, null);
  }
  const tokens = shellTokens(withoutPrompt(line));
  const start = readStart(tokens, remarks);
  if (start === null) {
    if (!isBegun) return null;
    remarks.problem({ start: line.length, text: '' }, 'The line names no etcdctl yet.');
    return readingOf('etcdctl', remarks, null);
  }
  // The name alone may be that of a key.
  if (start.rest.length === 0 && start.variables.length === 0 && !/\s$/.test(line)) return null;
  const rest = commandWords(start.rest, remarks);
  for (const variable of start.variables) lookAt(variable.token, remarks, secretIn(variable) !== null);
  const sorted = sortWords({ ...start, rest }, remarks);
  for (const token of rest) lookAt(token, remarks, isSecretWord(token, sorted));
  const cluster = namedCluster(sorted.flags, start.variables, remarks);
  const isWhole = checkWords(start.program, sorted, line.length, remarks);
  const command = isWhole && remarks.problems.length === 0 ? readCommand(sorted, remarks) : null;
  noteFlags(sorted, remarks);
  if (cluster.hasSecret) remarks.note('The password in the line is not kept.');
  return { ...readingOf(start.program, remarks, command), cluster };
}

/** Returns a line with three dots in the place of each password and token, for a field that shows it. */
export function withoutSecrets(line: string): string {
  if (line.length > longestLine) return line;
  const remarks = new LineRemarks();
  const start = readStart(shellTokens(withoutPrompt(line)), remarks);
  if (start === null) return line;
  const sorted = sortWords(start, remarks);
  const spans: (readonly [from: number, to: number, instead: string])[] = [];
  for (const variable of start.variables) {
    const { name, token } = variable;
    const shown = secretIn(variable);
    if (shown !== null) spans.push([token.start, token.end, `${name}=${shown}`]);
  }
  for (const { name, value, token, valueToken } of sorted.flags) {
    const shown = secretShown(name, value);
    if (shown === null) continue;
    if (valueToken === null) spans.push([token.start, token.end, `--${name}=${shown}`]);
    else spans.push([valueToken.start, valueToken.end, shown]);
  }
  for (const { start: from, end, text } of sorted.args.filter((token) => isPassword(token, sorted)))
    spans.push([from, end, text.includes(':') ? `${text.split(':')[0]}:${dots}` : dots]);
  return spans
    .toSorted(([one], [other]) => other - one)
    .reduce((text, [from, to, instead]) => `${text.slice(0, from)}${instead}${text.slice(to)}`, line);
}

const dots = '•••';
const secretNames = new Set(['password', 'auth-jwt-token', 'new-user-password', 'dest-password']);

/** Returns how the value of a flag is shown that holds a secret; `null` for any other. */
function secretShown(name: string, value: string): string | null {
  if (secretNames.has(name)) return dots;
  const colon = name === 'user' || name === 'dest-user' ? value.indexOf(':') : -1;
  return colon < 0 ? null : `${value.slice(0, colon)}:${dots}`;
}

/** Returns how the value of a variable is shown that holds a secret; `null` for any other. */
function secretIn({ name, value }: Variable): string | null {
  if (!name.startsWith('ETCDCTL_')) return null;
  return secretShown(name.slice('ETCDCTL_'.length).toLowerCase().replaceAll('_', '-'), value);
}

/** Whether an argument is a password: `user add NAME:PASSWORD`, or what is one too many behind a name. */
function isPassword(token: ShellToken, { name, args }: Pick<SortedWords, 'name' | 'args'>): boolean {
  const at = name === 'user add' || name === 'user passwd' ? args.indexOf(token) : -1;
  return at > 0 || (at === 0 && name === 'user add' && token.text.includes(':'));
}

/** A prompt that was copied with the line is blanked, so that places stay. */
const withoutPrompt = (line: string): string => line.replace(/^(\s*)[$#](?= )/, '$1 ');

/** Returns the words of the one command; what would join or redirect it is a problem. */
function commandWords(tokens: readonly ShellToken[], remarks: LineRemarks): readonly ShellToken[] {
  const end = tokens.findIndex(({ kind }) => kind === 'operator');
  if (end < 0) return tokens;
  const operator = tokens[end];
  if (operator === undefined) return tokens;
  const behind = tokens.slice(end).some(({ kind }) => kind === 'word');
  const isInput = operator.text.startsWith('<');
  if (isInput && tokens.slice(0, end).some(({ text }) => text === 'txn'))
    remarks.problem(operator, 'Paste all of it in Transactions: the input is read there.');
  else if (operator.text !== '\n') remarks.problem(operator, wordsFor(operator.text));
  else if (behind)
    remarks.problem({ start: operator.start, text: '' }, 'A second line begins here: one line at a time.');
  return tokens.slice(0, end);
}

function wordsFor(operator: string): string {
  if (operator.startsWith('|') && operator !== '||') return 'Nothing is piped here.';
  if (operator.startsWith('<') || operator.startsWith('>')) return 'Nothing is read from or written to a file here.';
  return 'One command at a time.';
}

/** Names what a shell would put something in the place of, and a quote that is not closed. */
function lookAt(token: ShellToken, remarks: LineRemarks, isSecret = false): void {
  const { expansion, isOpen, start } = token;
  if (isOpen) remarks.problem({ start, text: token.text }, 'A quote is not closed.', isSecret);
  else if (expansion !== null && !isSecret)
    remarks.problem(
      { start: expansion.at, text: expansion.text },
      /^[$`]/.test(expansion.text)
        ? 'A shell would put something in its place, which is not known here.'
        : 'A shell might put names of files in its place. Quote it if it is meant as it stands.',
    );
}

/** Whether a word holds a secret, which is left out of problems. */
const isSecretWord = (token: ShellToken, sorted: SortedWords): boolean =>
  isPassword(token, sorted) ||
  sorted.flags.some(
    (flag) => (flag.token === token || flag.valueToken === token) && secretShown(flag.name, flag.value) !== null,
  );

/** Whether the words are a command with the right number of arguments and flags that have a counterpart. */
function checkWords(
  program: EtcdctlReading['program'],
  { name, nameAt, row, args, flags, argsBeforeDash }: SortedWords,
  end: number,
  remarks: LineRemarks,
): boolean {
  if (row === null || name === null) {
    if (remarks.problems.length === 0)
      remarks.problem(
        { start: end, text: '' },
        name === null ? 'It names no command.' : `It names no command of ${name}.`,
      );
    return false;
  }
  const whole = { start: nameAt ?? end, text: name };
  if (!row.programs.includes(program)) {
    remarks.problem(whole, `${program} has no such command.`);
    return false;
  }
  if (row.not !== null) {
    remarks.problem(whole, `It has no counterpart here. ${row.not}`);
    return false;
  }
  for (const flag of flags) checkFlag(name, flag, remarks);
  const [least, most] = row.args;
  const extra = args[most];
  if (args.length < least) remarks.problem({ start: end, text: '' }, `An argument of ${name} is missing.`);
  else if (name === 'watch' && argsBeforeDash !== null)
    remarks.problem(whole, 'What stands behind -- would be run at each event. Nothing is run here.');
  else if (extra !== undefined)
    remarks.problem(extra, 'This argument is one too many.', isPassword(extra, { name, args }));
  return remarks.problems.length === 0;
}

function checkFlag(command: string, { name, value, row, token }: NamedFlag, remarks: LineRemarks): void {
  if (row.use !== 'none' || value === 'false') return;
  remarks.problem({ start: token.start, text: `--${name}` }, `It has no counterpart here for ${command}.`);
}

/** Says which flags make no difference. */
function noteFlags({ flags }: SortedWords, remarks: LineRemarks): void {
  const names = flags.filter(({ row }) => row.use === 'printing').map(({ name }) => `--${name}`);
  if (names.length > 0) remarks.note(`Without effect here: ${[...new Set(names)].join(', ')}.`);
}

function readingOf(
  program: EtcdctlReading['program'],
  remarks: LineRemarks,
  command: EtcdctlReading['command'],
): EtcdctlReading {
  const cluster = { endpoints: null, domain: null, caFile: null, certFile: null, keyFile: null, user: null };
  const problems = remarks.problems.toSorted((one, other) => one.at - other.at);
  return {
    program,
    command: problems.length === 0 ? command : null,
    problems,
    notes: remarks.notes,
    cluster: { ...cluster, skipVerify: null, hasSecret: false },
  };
}
