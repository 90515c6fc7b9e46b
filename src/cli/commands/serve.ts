import { type Command, InvalidArgumentError } from 'commander';
import { version } from '../../../package.json';
import { EtcdError } from '../../contract/failure.ts';
import { createStderrLogger } from '../../core/log/stderr-logger.ts';
import { words } from '../../core/terminal/printable.ts';
import { createNodePorts } from '../../webhost/node-ports.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation, Start } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';

interface ServeOptions {
  readonly port: number;
  readonly open?: boolean;
  readonly sandbox?: boolean;
}

export function addServe(program: Command, start: Start): void {
  program
    .command('serve')
    .description('serve the app to a browser on this machine; prints a link that works once')
    .option('--port <port>', 'the port to listen on; a free one by default', port, 0)
    .option('--open', 'open the link in a browser')
    .option('--sandbox', 'start a sandbox cluster and connect to it')
    .action((options: ServeOptions) => start('long', (invocation) => serve(invocation, options)));
}

async function serve({ console, format, signal }: Invocation, options: ServeOptions): Promise<ExitCode> {
  // A web server is more than any other command needs to load.
  const { startWebHost } = await import('../../webhost/start-web-host.ts');
  const ports = createNodePorts({
    version,
    openSandbox: options.sandbox ?? false,
    log: createStderrLogger('info', console.tell),
  });
  const host = await startWebHost({ ports, port: options.port, open: options.open ?? false }).catch(
    (error: unknown) => {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!isTaken) throw error;
      throw new EtcdError({ code: 'BadRequest', message: `port ${options.port} is taken` }, { cause: error });
    },
  );
  try {
    await console.print(format === 'json' ? jsonLine({ link: host.link }) : words`etcdeck is ready: ${host.link}\n`);
    if (!signal.aborted)
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    return 0;
  } finally {
    await host.close();
  }
}

function port(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= 65_535) return value;
  throw new InvalidArgumentError('It is a port, 0 to 65535.');
}
