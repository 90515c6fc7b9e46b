import { CommanderError } from 'commander';
import { printableLines } from '../core/terminal/printable.ts';
import type { Console } from './console.ts';
import type { ExitCode } from './exit-codes.ts';
import { type GlobalFlags, refuseUnsupported, spellBooleans } from './global-flags.ts';
import type { Start } from './invocation.ts';
import { createProgram, type ParserOutput } from './program.ts';

/**
 * Runs one command line, without the program's name, and returns its exit code. Until a command is found, only the
 * definitions of commands are loaded: help, versions and completions need no more.
 */
export async function run(args: readonly string[], console: Console, interrupt: AbortSignal): Promise<ExitCode> {
  let usage = '';
  let exitCode: ExitCode = 0;
  let isStarted = false;
  const start: Start = async (duration, action) => {
    isStarted = true;
    const { createInvocation } = await import('./create-invocation.ts');
    exitCode = await action(createInvocation(program.opts<GlobalFlags>(), duration, console, interrupt));
  };
  const output: ParserOutput = {
    print: (text) => void console.print(printableLines(text)),
    // Kept for `tellFailure`, which prints it in the requested format.
    tell(text) {
      usage += text;
    },
  };
  let program = createProgram(start, output, args);
  const parse = () => program.parseAsync(spellBooleans(args), { from: 'user' });
  try {
    refuseUnsupported(args);
    try {
      await parse();
    } catch (error) {
      if (isStarted || !(error instanceof CommanderError) || error.exitCode === 0) throw error;
      // What it suggests may be any command.
      usage = '';
      program = createProgram(start, output);
      await parse();
    }
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    // The reader of the answer has closed the pipe.
    if (console.outputGone.aborted) return 0;
    const { tellFailure } = await import('./tell-failure.ts');
    return tellFailure(error, { args, console, usage, program });
  }
}
