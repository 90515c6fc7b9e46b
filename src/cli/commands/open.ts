import type { Command } from 'commander';
import type { OpenOptions } from '../actions/open.ts';
import type { Start } from '../invocation.ts';
import { port } from '../numbers.ts';

export function addOpen(program: Command, start: Start): void {
  program
    .command('open <file>')
    .description('open a snapshot or a file of exported keys in a browser on this machine; dials no cluster')
    .option('--port <port>', 'the port to listen on; a free one by default', port)
    .option('--no-browser', 'print the link and open no browser')
    .action((file: string, options: OpenOptions) =>
      start('long', async (invocation) => (await import('../actions/open.ts')).open(invocation, file, options)),
    );
}
