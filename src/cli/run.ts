import { type Command, CommanderError } from 'commander';
import { version } from '../../package.json';
import { EtcdeckError } from '../contract/failure.ts';
import { createStderrLogger } from '../core/log/stderr-logger.ts';
import type { Logger } from '../core/ports.ts';
import { printableLines, words } from '../core/terminal/printable.ts';
import { createNodePorts } from '../webhost/node-ports.ts';
import type { Console } from './console.ts';
import { withVariables } from './etcdctl-variables.ts';
import { type ExitCode, exitCodeOf } from './exit-codes.ts';
import { describeFailure, toFailure } from './failure-words.ts';
import { type Format, type GlobalFlags, refuseUnsupported, spellBooleans } from './global-flags.ts';
import type { Duration, Invocation, Start } from './invocation.ts';
import { jsonLine } from './json-line.ts';
import { createProgram } from './program.ts';
import { withApp, withSession } from './session.ts';

/** Runs one command line, without the program's name, and returns its exit code. */
export async function run(args: readonly string[], console: Console, interrupt: AbortSignal): Promise<ExitCode> {
  let usage = '';
  let exitCode: ExitCode = 0;
  const start: Start = async (duration, action) => {
    exitCode = await action(invocationOf(program.opts<GlobalFlags>(), duration, console, interrupt));
  };
  const program = createProgram(start, {
    print: (text) => void console.print(printableLines(text)),
    // Kept for `tellFailure`, which prints it in the requested format.
    tell(text) {
      usage += text;
    },
  });
  try {
    refuseUnsupported(args);
    await program.parseAsync(spellBooleans(args), { from: 'user' });
    return exitCode;
  } catch (error) {
    // The reader of the answer has closed the pipe.
    if (console.outputGone.aborted) return 0;
    return tellFailure(error, { args, console, usage, command: commandOf(program, args) });
  }
}

function invocationOf(given: GlobalFlags, duration: Duration, console: Console, interrupt: AbortSignal): Invocation {
  const flags = withVariables(given, console.env);
  const bound = duration === 'short' && flags.commandTimeout !== undefined ? flags.commandTimeout : null;
  const late = bound === null ? null : AbortSignal.timeout(bound);
  const signal = AbortSignal.any([interrupt, console.outputGone, ...(late === null ? [] : [late])]);
  const log = flags.debug ? createStderrLogger('info', console.tell) : silent;
  const ports = createNodePorts({ version, log, journal: 'commandLine' });
  const inTime = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!late?.aborted || !(error instanceof EtcdeckError) || error.code !== 'Cancelled') throw error;
      throw new EtcdeckError({ code: 'DeadlineExceeded', message: `no answer within ${bound} ms` }, { cause: error });
    }
  };
  return {
    console,
    flags,
    given,
    format: flags.writeOut ?? 'table',
    isHex: flags.hex ?? false,
    keyEncoding: flags.keyEncoding ?? 'utf8',
    signal,
    withApi: (work) => inTime(() => withApp(ports, ({ api }) => work(api))),
    withSession: (work, when = 'answered') => inTime(() => withSession({ ports, flags, console, signal, when }, work)),
  };
}

// Stderr belongs to the one failure that a command may end with.
const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Returns the command that arguments name, as it is typed: `etcdeck snapshot save`. */
function commandOf(program: Command, args: readonly string[]): string {
  const path = [program];
  for (const arg of args) {
    const next = path.at(-1)?.commands.find((each) => each.name() === arg);
    if (next !== undefined) path.push(next);
  }
  return path.map((each) => each.name()).join(' ');
}

interface Failed {
  readonly args: readonly string[];
  readonly console: Console;
  /** What the parser said. */
  readonly usage: string;
  readonly command: string;
}

function tellFailure(error: unknown, { args, console, usage, command }: Failed): ExitCode {
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  const failure =
    error instanceof CommanderError
      ? ({ code: 'BadRequest', message: usageOf(error), retry: false } as const)
      : toFailure(error);
  if (formatOf(args, console.env) === 'json') {
    console.tell(jsonLine({ error: { code: failure.code, message: failure.message } }));
  } else if (error instanceof CommanderError) {
    const isHelp = error.code === 'commander.help';
    console.tell(isHelp ? printableLines(usage) : words`etcdeck: ${failure.message}\nSee ${command} --help.\n`);
  } else {
    console.tell(words`etcdeck: ${describeFailure(failure, command)}\n`);
  }
  return exitCodeOf(failure.code);
}

function usageOf(error: CommanderError): string {
  if (error.code === 'commander.help') return 'a command is needed';
  return error.message.replace(/^error: /, '').replace('\n(Did you mean', ' (Did you mean');
}

/** Returns the format asked for, even where the arguments could not be read. */
function formatOf(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Format {
  const flag = args.flatMap((arg, index) => {
    if (arg === '-w' || arg === '--write-out') return [args[index + 1]];
    return /^(?:-w=?|--write-out=)(.+)$/.exec(arg)?.slice(1, 2) ?? [];
  });
  return (flag.at(-1) ?? env.ETCDCTL_WRITE_OUT) === 'json' ? 'json' : 'table';
}
