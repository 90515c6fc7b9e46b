import { type CommandOutline, everyCommand, type OptionOutline } from './outline.ts';

/** What the page says of the program beside its definitions. */
export interface ManPageFacts {
  readonly version: string;
  /** The date of the version, as `2026-11-30`. */
  readonly date: string;
  readonly exitCodes: readonly (readonly [code: string, meaning: string])[];
  readonly variables: readonly (readonly [name: string, meaning: string])[];
}

/** Returns the manual page, section 1, in the macros of man(7). */
export function manPage(program: CommandOutline, { version, date, exitCodes, variables }: ManPageFacts): string {
  const leaves = everyCommand(program).filter(({ path, commands }) => path.length > 0 && commands.length === 0);
  const lines = [
    `.TH ETCDECK 1 ${inQuotes(date)} ${inQuotes(`etcdeck ${version}`)} ${inQuotes('User Commands')}`,
    '.SH NAME',
    "etcdeck \\- the operator's desk for etcd",
    '.SH SYNOPSIS',
    '.B etcdeck',
    '[\\fIoptions\\fR] \\fIcommand\\fR [\\fIarguments\\fR]',
    '.SH DESCRIPTION',
    text(program.description),
    '.SH COMMANDS',
    ...leaves.flatMap(commandLines),
    '.SH OPTIONS',
    'Every command takes these, before or after its name.',
    ...program.options.flatMap(optionLines),
    '.SH EXIT STATUS',
    ...exitCodes.flatMap(([code, meaning]) => ['.TP', `.B ${code}`, text(meaning)]),
    '.SH ENVIRONMENT',
    ...variables.flatMap(([name, meaning]) => ['.TP', `.B ${escaped(name)}`, text(meaning)]),
    '.SH SEE ALSO',
    '.BR etcd (1),',
    '.BR etcdctl (1)',
  ];
  return `${lines.join('\n')}\n`;
}

function commandLines({ path, args, options, description }: CommandOutline): readonly string[] {
  const name = escaped(['etcdeck', ...path].join(' '));
  const spelt = args.map(({ spelling }) => ` \\fI${escaped(spelling)}\\fR`).join('');
  const described = args.filter((each) => each.description !== '');
  return [
    '.TP',
    `\\fB${name}\\fR${spelt}`,
    text(sentence(description)),
    ...(described.length + options.length === 0 ? [] : ['.RS']),
    ...described.flatMap((each) => ['.TP', `\\fI${escaped(each.spelling)}\\fR`, text(sentence(each.description))]),
    ...options.flatMap(optionLines),
    ...(described.length + options.length === 0 ? [] : ['.RE']),
  ];
}

function optionLines({ names, value, description }: OptionOutline): readonly string[] {
  const spelt = names.map((name) => `\\fB${escaped(name)}\\fR`).join(', ');
  const takes = value === null ? '' : ` \\fI${escaped(value.name)}\\fR`;
  const choices = value === null || value.choices.length === 0 ? '' : ` One of ${value.choices.join(', ')}.`;
  return ['.TP', `${spelt}${takes}`, text(`${sentence(description)}${choices}`)];
}

const sentence = (words: string): string =>
  `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.:]$/.test(words) ? '' : '.'}`;

/** Text on a line of its own: one that began with a dot or a quote would be a macro. */
const text = (words: string): string => escaped(words).replace(/^(?=[.'])/, '\\&');

/** A hyphen is one to be typed, as in an option, and no dash; characters beyond ASCII by their numbers. */
const escaped = (words: string): string =>
  words
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(
      /[^\x20-\x7e]/gu,
      (character) => `\\[u${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    );

const inQuotes = (words: string): string => `"${words.replaceAll('"', '')}"`;
