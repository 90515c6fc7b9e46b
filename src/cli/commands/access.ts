import { type Command, Option } from 'commander';
import type { RangeOptions } from '../actions/access.ts';
import type { Start } from '../invocation.ts';

export function addAccess(program: Command, start: Start): void {
  const access = program.command('access').description('ask who may read and write which keys');
  withRangeFlags(access.command('check').argument('<user>').argument('<key>'))
    .description(
      'whether a user may read and write a key or a range, and by which roles; exit 1 when it may do neither with all of it',
    )
    .action((user: string, key: string, options: RangeOptions) =>
      start('short', async (invocation) =>
        (await import('../actions/access.ts')).check(invocation, user, key, options),
      ),
    );
  withRangeFlags(access.command('who').argument('<key>'))
    .description('which users may read or write a key or a range, and by which roles; takes the role root')
    .action((key: string, options: RangeOptions) =>
      start('short', async (invocation) => (await import('../actions/access.ts')).who(invocation, key, options)),
    );
}

const withRangeFlags = (command: Command): Command =>
  command
    .addOption(new Option('--prefix', 'every key that begins with it').conflicts('rangeEnd'))
    .option('--range-end <end>', 'every key from it up to, not including, this one');
