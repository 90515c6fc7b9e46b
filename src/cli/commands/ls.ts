import type { Command } from 'commander';
import type { LsOptions } from '../actions/ls.ts';
import type { Start } from '../invocation.ts';
import { wholeNumber } from '../numbers.ts';

export function addLs(program: Command, start: Start): void {
  program
    .command('ls')
    .argument('[prefix]', 'list what stands beneath it; all of the keyspace by default', '')
    .description('list the children of a prefix, without reading the keyspace')
    .option('--delimiter <text>', 'what ends a folder; empty for every key beneath', '/')
    .option('--rev <revision>', 'list as of this revision', wholeNumber(0))
    .option('--bundle <file>', 'list an exported bundle instead of a cluster')
    .option('--snapshot <file>', 'list a snapshot instead of a cluster')
    .option('--limit <count>', 'stop after so many', wholeNumber(1))
    .action((prefix: string, options: LsOptions) =>
      start('short', async (invocation) => (await import('../actions/ls.ts')).ls(invocation, prefix, options)),
    );
}
