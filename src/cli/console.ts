import { addAbortSignal, type Readable } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';
import { EtcdeckError } from '../contract/failure.ts';
import { contentOf, type Printable } from '../core/terminal/printable.ts';
import type { RawOutput } from './bytes.ts';

type Input = Readable & { readonly isTTY?: boolean };
type Output = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

/**
 * Where a command reads and writes, and the only place of the command line that writes to the terminal. It takes only
 * printable text, so that no text of others can steer the terminal.
 */
export interface Console {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether questions can be asked: stdin and stderr are terminals. */
  readonly canAsk: boolean;
  /** Whether stdin is a terminal. */
  readonly hasKeyboard: boolean;
  /** Whether stderr is a screen, whose last line may be written again. */
  readonly isScreen: boolean;
  /** Aborted when the reader of stdout is gone, as after `| head`. */
  readonly outputGone: AbortSignal;
  /** Writes to stdout, and waits while its reader is slow. */
  print(output: Printable): Promise<void>;
  /** Writes raw bytes to stdout; on a screen their readable form. */
  printRaw(output: RawOutput): Promise<void>;
  /** Writes to stderr. */
  tell(text: Printable): void;
  /** Waits until the output was written, or can no longer be. */
  flush(): Promise<void>;
  /** Returns all of stdin, to its end. */
  readInput(signal: AbortSignal): Promise<Uint8Array>;
  /** Returns the parts of stdin as they come; no more is read than is taken. */
  readParts(signal: AbortSignal): AsyncIterable<Buffer>;
  /** Asks a question; `null` when the input ends. */
  ask(question: Printable, signal: AbortSignal): Promise<string | null>;
  /** Asks for a secret, which is not shown. */
  askHidden(question: Printable, signal: AbortSignal): Promise<string>;
}

/** Returns the console of a process. */
export function createConsole(streams: {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
}): Console {
  // Node opens stdin when it is first named, which takes longer than most of a short command's start.
  const stdin = (): Input => streams.stdin;
  const { stdout, stderr, env } = streams;
  const gone = new AbortController();
  stdout.on('error', () => gone.abort());
  // The reader of stderr is gone: output there is lost.
  stderr.on('error', () => undefined);
  const write = async (output: string | Uint8Array): Promise<void> => {
    if (gone.signal.aborted || stdout.write(output)) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        stdout.off('drain', done);
        gone.signal.removeEventListener('abort', done);
        resolve();
      };
      stdout.once('drain', done);
      gone.signal.addEventListener('abort', done, { once: true });
    });
  };
  return {
    env,
    get canAsk() {
      return stdin().isTTY === true && stderr.isTTY === true;
    },
    get hasKeyboard() {
      return stdin().isTTY === true;
    },
    isScreen: stderr.isTTY === true,
    outputGone: gone.signal,
    print: (output) => write(contentOf(output)),
    // As `ls` does with names: a pipe gets the exact bytes, a terminal gets readable text.
    printRaw: ({ bytes, onScreen }) => write(stdout.isTTY === true ? contentOf(onScreen) : bytes),
    tell: (text) => void stderr.write(contentOf(text)),
    async flush() {
      await new Promise<void>((resolve) => {
        stdout.once('error', () => resolve());
        stdout.write('', () => resolve());
      });
    },
    async readInput(signal) {
      const parts: Buffer[] = [];
      for await (const part of partsOf(stdin(), signal)) parts.push(part);
      return Buffer.concat(parts);
    },
    readParts: (signal) => partsOf(stdin(), signal),
    async ask(question, signal) {
      const { createInterface } = await import('node:readline/promises');
      const lines = createInterface({ input: stdin(), output: stderr });
      try {
        return await new Promise<string | null>((resolve, reject) => {
          lines.once('close', () => resolve(null));
          // On a terminal Ctrl-C comes as a key.
          lines.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
          lines.question(contentOf(question), { signal }).then(resolve, () => reject(stopped()));
        });
      } finally {
        lines.close();
      }
    },
    askHidden: (question, signal) => readHidden(stdin(), stderr, contentOf(question), signal),
  };
}

async function* partsOf(stdin: Input, signal: AbortSignal): AsyncGenerator<Buffer, void> {
  try {
    for await (const part of addAbortSignal(signal, stdin)) yield Buffer.from(part);
  } catch (error) {
    throw signal.aborted ? stopped() : error;
  }
}

function readHidden(stdin: Input, stderr: Output, question: string, signal: AbortSignal): Promise<string> {
  // A terminal can be switched not to echo; `canAsk` holds here.
  const terminal = stdin as ReadStream;
  return new Promise((resolve, reject) => {
    let typed = '';
    const end = (settle: () => void): void => {
      terminal.off('data', read);
      signal.removeEventListener('abort', stop);
      terminal.setRawMode(false);
      terminal.pause();
      (stderr as WriteStream).write('\n');
      settle();
    };
    const stop = (): void => end(() => reject(stopped()));
    const read = (chunk: Buffer): void => {
      for (const character of chunk.toString('utf8')) {
        if (character === '\r' || character === '\n') {
          end(() => resolve(typed));
          return;
        }
        // In raw mode Ctrl-C and Ctrl-D arrive as characters.
        if (character === '\u0003' || character === '\u0004') {
          stop();
          return;
        }
        typed = character === '\u007f' || character === '\b' ? typed.slice(0, -1) : typed + character;
      }
    };
    stderr.write(question);
    terminal.setRawMode(true);
    terminal.on('data', read);
    signal.addEventListener('abort', stop, { once: true });
    terminal.resume();
  });
}

function stopped(): EtcdeckError {
  return new EtcdeckError({ code: 'Cancelled', message: 'stopped' });
}
