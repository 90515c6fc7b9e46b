import { resolve } from 'node:path';
import type { Command } from 'commander';
import { fileAddress } from '../../contract/file-address.ts';
import { readFileKind } from '../../core/files/file-kind.ts';
import type { Start } from '../invocation.ts';
import { port, serve } from './serve.ts';

interface OpenOptions {
  readonly port?: number;
  readonly browser: boolean;
}

export function addOpen(program: Command, start: Start): void {
  program
    .command('open <file>')
    .description('open a snapshot or a file of exported keys in a browser on this machine; dials no cluster')
    .option('--port <port>', 'the port to listen on; a free one by default', port)
    .option('--no-browser', 'print the link and open no browser')
    .action((file: string, options: OpenOptions) =>
      start('long', async (invocation) => {
        const path = resolve(file);
        // What cannot be read is said here, and not in a browser.
        await readFileKind(path);
        const { port: chosen, browser } = options;
        return await serve(invocation, {
          ...(chosen === undefined ? {} : { port: chosen }),
          open: browser,
          address: fileAddress(path),
        });
      }),
    );
}
