import {
  type CommandRow,
  commandGroups,
  commandTable,
  type FlagRow,
  globalFlags,
  shortFlags,
  utilityFlags,
} from './command-table.ts';
import type { LineRemarks } from './line-parts.ts';
import type { LineStart } from './line-start.ts';
import type { ShellToken } from './shell-tokens.ts';

/** A flag of a line with its value; `true` and `false` for one that takes none. */
export interface NamedFlag {
  readonly name: string;
  readonly value: string;
  readonly row: FlagRow;
  readonly token: ShellToken;
  /** The word of the value, where it is one of its own. */
  readonly valueToken: ShellToken | null;
}

/** The words of a line, sorted. */
export interface SortedWords {
  /** The command's name, `member add`; `null` where there is none. */
  readonly name: string | null;
  /** Where its first word begins; `null` where there is none. */
  readonly nameAt: number | null;
  readonly row: CommandRow | null;
  readonly args: readonly ShellToken[];
  readonly flags: readonly NamedFlag[];
  /** Whether `--` stands among the words, and how many arguments come before it. */
  readonly argsBeforeDash: number | null;
}

/** Sorts the words behind the program's name as its own parser does, and names those that it would not take. */
export function sortWords({ program, rest }: LineStart, remarks: LineRemarks): SortedWords {
  const shared = program === 'etcdctl' ? globalFlags : utilityFlags;
  const flags: NamedFlag[] = [];
  const args: ShellToken[] = [];
  let name: string | null = null;
  let nameAt: number | null = null;
  let row: CommandRow | null = null;
  let argsBeforeDash: number | null = null;
  for (let at = 0; at < rest.length; at += 1) {
    const token = rest[at];
    if (token === undefined) break;
    const { text } = token;
    if (argsBeforeDash === null && text === '--') argsBeforeDash = args.length;
    else if (argsBeforeDash === null && text.startsWith('-') && text !== '-') {
      const known = { ...shared, ...row?.flags };
      const read = readFlag(token, rest[at + 1], known, remarks, name);
      // What follows may be the value of a flag that is misspelt, and so a secret.
      if (read === null) return { name, nameAt, row: null, args, flags, argsBeforeDash };
      flags.push(read);
      if (read.valueToken !== null) at += 1;
    } else if (row === null && args.length === 0) {
      nameAt ??= token.start;
      const longer: string = name === null ? text : `${name} ${text}`;
      if (Object.hasOwn(commandTable, longer) && !hasBelow(longer, rest[at + 1], program)) {
        name = longer;
        row = commandTable[longer] ?? null;
      } else if (name === null && (commandGroups.has(text) || Object.hasOwn(commandTable, text))) name = text;
      else {
        remarks.problem(token, name === null ? 'No command of this name is known.' : `${name} has no such command.`);
        return { name, nameAt, row: null, args, flags, argsBeforeDash };
      }
    } else args.push(token);
  }
  return { name, nameAt, row, args, flags, argsBeforeDash };
}

/** Whether a command that is one by itself is followed by one of those below it: `completion bash`. */
const hasBelow = (name: string, next: ShellToken | undefined, program: string): boolean =>
  next !== undefined && commandTable[`${name} ${next.text}`]?.programs.some((each) => each === program) === true;

function readFlag(
  token: ShellToken,
  next: ShellToken | undefined,
  known: Readonly<Record<string, FlagRow>>,
  remarks: LineRemarks,
  command: string | null,
): NamedFlag | null {
  const { text } = token;
  const isLong = text.startsWith('--');
  const equals = text.indexOf('=');
  const spelt = isLong ? text.slice(2, equals < 0 ? undefined : equals) : text.charAt(1);
  const name = isLong ? spelt : Object.hasOwn(shortFlags, spelt) ? shortFlags[spelt] : undefined;
  const row = name !== undefined && Object.hasOwn(known, name) ? known[name] : undefined;
  const place = { start: token.start, text: isLong ? `--${spelt}` : `-${spelt}` };
  if (name === undefined || row === undefined) {
    const whose =
      command === null ? 'No flag that stands before a command has this name.' : `${command} has no such flag.`;
    // What follows `=` may be a secret under a name that is misspelt.
    remarks.problem(place, whose);
    return null;
  }
  const attached = isLong ? (equals < 0 ? null : text.slice(equals + 1)) : text.slice(2).replace(/^=/, '') || null;
  if (row.takesValue) {
    if (attached !== null) return { name, value: attached, row, token, valueToken: null };
    if (next !== undefined) return { name, value: next.text, row, token, valueToken: next };
    remarks.problem(place, 'Its value is missing.');
    return null;
  }
  const value = attached ?? 'true';
  if (/^(?:1|t|T|true|TRUE|True)$/.test(value)) return { name, value: 'true', row, token, valueToken: null };
  if (/^(?:0|f|F|false|FALSE|False)$/.test(value)) return { name, value: 'false', row, token, valueToken: null };
  remarks.problem(place, 'It takes true or false, or no value.');
  return null;
}
