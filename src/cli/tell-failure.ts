import { type Command, CommanderError } from 'commander';
import { printableLines, words } from '../core/terminal/printable.ts';
import type { Console } from './console.ts';
import { insteadOfCommand, insteadOfOption } from './etcdctl-words.ts';
import { type ExitCode, exitCodeOf } from './exit-codes.ts';
import { type CommandInUse, describeFailure, toFailure } from './failure-words.ts';
import type { Format } from './global-flags.ts';
import { jsonLine } from './json-line.ts';

interface Failed {
  readonly args: readonly string[];
  readonly console: Console;
  /** What the parser said. */
  readonly usage: string;
  readonly program: Command;
}

/** Tells what a command line has ended with, in the format that was asked for, and returns its exit code. */
export function tellFailure(error: unknown, { args, console, usage, program }: Failed): ExitCode {
  const command = commandOf(program, args);
  const failure =
    error instanceof CommanderError
      ? ({ code: 'BadRequest', message: usageOf(error, command, args), retry: false } as const)
      : toFailure(error);
  if (formatOf(args, console.env) === 'json') {
    console.tell(jsonLine({ error: { code: failure.code, message: failure.message } }));
  } else if (error instanceof CommanderError) {
    const isHelp = error.code === 'commander.help';
    console.tell(isHelp ? printableLines(usage) : words`etcdeck: ${failure.message}\nSee ${command.name} --help.\n`);
  } else {
    console.tell(words`etcdeck: ${describeFailure(failure, command)}\n`);
  }
  return exitCodeOf(failure.code);
}

/** Returns the command that arguments name: `etcdeck snapshot save`. */
function commandOf(program: Command, args: readonly string[]): CommandInUse {
  const path = [program];
  for (const arg of args) {
    const next = path.at(-1)?.commands.find((each) => each.name() === arg);
    if (next !== undefined) path.push(next);
  }
  return {
    name: path.map((each) => each.name()).join(' '),
    options: path.at(-1)?.options.flatMap(({ long }) => long ?? []) ?? [],
  };
}

function usageOf(error: CommanderError, { name }: CommandInUse, args: readonly string[]): string {
  if (error.code === 'commander.help') return 'a command is needed';
  const instead = insteadOf(error, name.replace(/^etcdeck ?/, ''), args);
  if (instead !== null) return instead;
  return error.message.replace(/^error: /, '').replace('\n(Did you mean', ' (Did you mean');
}

/** Returns what is typed here where etcdctl would have taken what was refused. */
function insteadOf({ code, message }: CommanderError, command: string, args: readonly string[]): string | null {
  const [, word = ''] = /^error: unknown (?:command|option) '([^'=]+)/.exec(message) ?? [];
  if (code === 'commander.unknownOption') return insteadOfOption(command, word);
  if (code !== 'commander.unknownCommand') return null;
  return insteadOfCommand(command, word, args.slice(args.indexOf(word) + 1));
}

/** Returns the format asked for, even where the arguments could not be read. */
function formatOf(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Format {
  const flag = args.flatMap((arg, index) => {
    if (arg === '-w' || arg === '--write-out') return [args[index + 1]];
    return /^(?:-w=?|--write-out=)(.+)$/.exec(arg)?.slice(1, 2) ?? [];
  });
  return (flag.at(-1) ?? env.ETCDCTL_WRITE_OUT) === 'json' ? 'json' : 'table';
}
