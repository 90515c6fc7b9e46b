import type { Command } from 'commander';
import { unlockFlag } from '../act-flags.ts';
import type { GuardOptions } from '../guard.ts';
import type { Start } from '../invocation.ts';
import { wholeNumber } from '../numbers.ts';

export function addDel(program: Command, start: Start): void {
  program
    .command('del')
    .argument('<key>')
    .description('delete a key; asks before, unless it is guarded; exit 1 when there is none')
    .option('--if-mod-revision <revision>', 'only if the key is still at it', wholeNumber(1))
    .option('--force', 'whatever is there')
    .option(...unlockFlag)
    .action((key: string, options: GuardOptions) =>
      start('short', async (invocation) => (await import('../actions/del.ts')).del(invocation, key, options)),
    );
}
