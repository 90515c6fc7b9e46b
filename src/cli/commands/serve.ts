import type { Command } from 'commander';
import type { ServeOptions } from '../actions/serve.ts';
import type { Start } from '../invocation.ts';
import { port } from '../numbers.ts';

export function addServe(program: Command, start: Start): void {
  program
    .command('serve')
    .description('serve the app to a browser on this machine; prints a link that works once')
    .option('--port <port>', 'the port to listen on; a free one by default', port)
    .option('--open', 'open the link in a browser')
    .option('--sandbox', 'start a sandbox cluster and connect to it; gets etcd for it where there is none')
    .option('--link', 'ask the one that runs, at --port where several do, for a new link, and print it')
    .action((options: ServeOptions) =>
      start('long', async (invocation) => {
        const { printLink, serve } = await import('../actions/serve.ts');
        return await (options.link ? printLink : serve)(invocation, options);
      }),
    );
}
