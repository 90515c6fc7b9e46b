import type { Argument, Command, Option } from 'commander';

/** What a value on the command line is, as far as a shell can complete it. */
export interface ValueOutline {
  readonly name: string;
  readonly choices: readonly string[];
  /** Whether it names a file or a folder. */
  readonly isPath: boolean;
}

/** An option, as its definition says. */
export interface OptionOutline {
  /** As they are typed: `-w`, `--write-out`. */
  readonly names: readonly string[];
  readonly value: ValueOutline | null;
  readonly isRepeated: boolean;
  readonly description: string;
}

/** An argument, as its definition says. */
export interface ArgumentOutline extends ValueOutline {
  /** As help spells it: `<file>`, `[prefix]`, `<files...>`. */
  readonly spelling: string;
  readonly description: string;
}

/** A command, as its definition says. */
export interface CommandOutline {
  /** Its names from the program on, without the program's: `['snapshot', 'save']`. */
  readonly path: readonly string[];
  readonly description: string;
  readonly args: readonly ArgumentOutline[];
  readonly options: readonly OptionOutline[];
  readonly commands: readonly CommandOutline[];
}

/** Returns what a program's definitions say, for completions and the manual: there is no other list of commands. */
export function outlineOf(command: Command, path: readonly string[] = []): CommandOutline {
  return {
    path,
    description: command.description(),
    args: command.registeredArguments.map(argumentOutline),
    options: command.options.filter(({ hidden }) => !hidden).map(optionOutline),
    commands: command.commands.map((each) => outlineOf(each, [...path, each.name()])),
  };
}

/** Returns a command and all those beneath it. */
export function everyCommand(command: CommandOutline): readonly CommandOutline[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}

function optionOutline(option: Option): OptionOutline {
  const name = /^[^<[]*[<[]([^>\]]*)/.exec(option.flags)?.[1] ?? null;
  return {
    names: [option.short, option.long].filter((each) => each !== undefined && each !== null),
    value: name === null ? null : valueOutline(name.replaceAll('.', ''), option.argChoices ?? []),
    isRepeated: option.variadic,
    description: option.description,
  };
}

function argumentOutline(argument: Argument): ArgumentOutline {
  const name = argument.name();
  const shown = argument.variadic ? `${name}...` : name;
  return {
    ...valueOutline(name, argument.argChoices ?? []),
    spelling: argument.required ? `<${shown}>` : `[${shown}]`,
    description: argument.description,
  };
}

const valueOutline = (name: string, choices: readonly string[]): ValueOutline => ({
  ...{ name, choices },
  isPath: /^(files?|folder|other)$/.test(name),
});
