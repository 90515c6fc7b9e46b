import type { Command } from 'commander';
import { unlockFlag } from '../act-flags.ts';
import type { GuardOptions } from '../guard.ts';
import type { Start } from '../invocation.ts';
import { wholeNumber } from '../numbers.ts';

export function addPut(program: Command, start: Start): void {
  program
    .command('put')
    .argument('<key>')
    .argument('[value]', 'read from stdin, to its end, where it is not given')
    .description('write a value; asks before it replaces one, unless it is guarded')
    .option('--if-mod-revision <revision>', 'only if the key is still at it; 0: must not exist', wholeNumber(0))
    .option('--force', 'whatever is there')
    .option(...unlockFlag)
    .action((key: string, value: string | undefined, options: GuardOptions) =>
      start('short', async (invocation) => (await import('../actions/put.ts')).put(invocation, key, value, options)),
    );
}
