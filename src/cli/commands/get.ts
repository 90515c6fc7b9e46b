import type { Command } from 'commander';
import type { GetOptions } from '../actions/get.ts';
import type { Start } from '../invocation.ts';
import { wholeNumber } from '../numbers.ts';

export function addGet(program: Command, start: Start): void {
  program
    .command('get')
    .argument('<key>')
    .description('print a key and its value, decoded; exit 1 when there is none')
    .option('--rev <revision>', 'as of this revision', wholeNumber(0))
    .option('--bundle <file>', 'from an exported bundle instead of a cluster')
    .option('--snapshot <file>', 'from a snapshot instead of a cluster')
    .option('--raw', "print the value's bytes and nothing else; on a terminal, those that steer it as \\xNN")
    .option('--reveal', 'the data of a Kubernetes Secret in clear')
    .action((key: string, options: GetOptions) =>
      start('short', async (invocation) => (await import('../actions/get.ts')).get(invocation, key, options)),
    );
}
