import type { Command } from 'commander';
import type { Start } from '../invocation.ts';
import { wholeNumber } from '../numbers.ts';

export function addHashKV(program: Command, start: Start): void {
  program
    .command('hashkv')
    .option('--rev <revision>', 'the revision to compare at; the present one by default', wholeNumber(1))
    .description(
      'compare the keys of all members by their hashes, one member at a time; exit 1 when they differ, 3 when not all could be asked',
    )
    .action(({ rev }: { readonly rev?: number }) =>
      start('long', async (invocation) => (await import('../actions/hashkv.ts')).hashKV(invocation, rev ?? null)),
    );
}
