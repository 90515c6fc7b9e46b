import { type Command, Option } from 'commander';
import { withActFlags } from '../act-flags.ts';
import type { PutBackOptions } from '../actions/put-back.ts';
import type { Start } from '../invocation.ts';
import { wholeNumber } from '../numbers.ts';

export function addPutBack(program: Command, start: Start): void {
  withActFlags(
    program
      .command('put-back')
      .argument('<prefix...>', 'a prefix, or with --keys keys')
      .option('--snapshot <file>', 'as they are in a snapshot, at its last revision or at --rev')
      .option('--rev <revision>', 'as they were at a revision', wholeNumber(1))
      .option('--keys', 'these keys only, and not a prefix')
      .option('--closure', 'of Kubernetes also what is in a namespace, and what objects own, owners first')
      .addOption(
        new Option('--leases <what>', 'grant: keys that were on a lease get one with the same TTL, where it is known')
          .choices(['none', 'grant'])
          .default('none'),
      )
      .addOption(
        new Option('--on-existing <what>', 'what to do with keys that have another value now')
          .choices(['overwrite', 'skip', 'refuse'])
          .default('overwrite'),
      )
      .option('--delete-new', 'delete what was created since, so that all is as it was')
      .description('write keys as they were in a snapshot or at a past revision; asks before'),
  ).action((prefixes: readonly string[], options: PutBackOptions) =>
    start('long', async (invocation) =>
      (await import('../actions/put-back.ts')).putBack(invocation, prefixes, options),
    ),
  );
}
