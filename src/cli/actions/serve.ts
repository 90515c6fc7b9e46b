import { version } from '../../../package.json';
import { EtcdeckError } from '../../contract/failure.ts';
import { createStderrLogger } from '../../core/log/stderr-logger.ts';
import { settingsFolder } from '../../core/settings/settings-folder.ts';
import { isInForeground } from '../../core/terminal/foreground.ts';
import { words } from '../../core/terminal/printable.ts';
import { createNodePorts } from '../../webhost/node-ports.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';

export interface ServeOptions {
  readonly port?: number;
  readonly link?: boolean;
  readonly open?: boolean;
  readonly sandbox?: boolean;
  /** The fragment of the address that links lead to. */
  readonly address?: string;
}

export async function printLink(
  { console, format }: Invocation,
  { port, open, sandbox }: ServeOptions,
): Promise<ExitCode> {
  if (open || sandbox) {
    throw new EtcdeckError({ code: 'BadRequest', message: '--link starts nothing: leave --open and --sandbox out' });
  }
  const { askForLink } = await import('../../webhost/ask-link.ts');
  const link = await askForLink(settingsFolder(), port ?? null);
  await console.print(format === 'json' ? jsonLine({ link }) : words`${link}\n`);
  return 0;
}

/** Serves the app until it is stopped, and prints a link to it. */
export async function serve({ console, format, signal }: Invocation, options: ServeOptions): Promise<ExitCode> {
  // A web server is more than any other command needs to load.
  const { startWebHost } = await import('../../webhost/start-web-host.ts');
  const ports = createNodePorts({
    version,
    openSandbox: options.sandbox ?? false,
    log: createStderrLogger('info', console.tell),
  });
  const host = await startWebHost({
    ports,
    port: options.port ?? 0,
    open: options.open ?? false,
    address: options.address ?? '',
  }).catch((error: unknown) => {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!isTaken) throw error;
    const message = `port ${options.port} is taken: give another --port; if etcdeck has it, etcdeck serve --link --port ${options.port} prints a link`;
    throw new EtcdeckError({ code: 'BadRequest', message }, { cause: error });
  });
  try {
    await console.print(format === 'json' ? jsonLine({ link: host.link }) : words`etcdeck is ready: ${host.link}\n`);
    if (console.hasKeyboard && (await isInForeground())) {
      console.tell(words`Each link works once. Press Enter for another.\n`);
      void printLinksOnEnter({ console, format, signal }, host.newLink);
    }
    if (!signal.aborted)
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    return 0;
  } finally {
    await host.close();
  }
}

/**
 * Prints a new link for each Enter, until the input ends, or belongs to another process since this one was sent into
 * the background.
 */
async function printLinksOnEnter(
  { console, format, signal }: Pick<Invocation, 'console' | 'format' | 'signal'>,
  newLink: () => string,
): Promise<void> {
  const leaving = new AbortController();
  const onContinue = async (): Promise<void> => {
    if (!(await isInForeground())) leaving.abort();
  };
  process.on('SIGCONT', onContinue);
  try {
    for await (const part of console.readParts(AbortSignal.any([signal, leaving.signal]))) {
      if (!part.includes(newline)) continue;
      const link = newLink();
      await console.print(format === 'json' ? jsonLine({ link }) : words`A new link: ${link}\n`);
    }
  } catch (error) {
    // It serves on without.
    const why = leaving.signal.aborted ? 'etcdeck runs in the background' : String(error);
    if (!signal.aborted) console.tell(words`etcdeck: Enter prints no more links: ${why}\n`);
  } finally {
    process.off('SIGCONT', onContinue);
  }
}

const newline = 0x0a;
