import { type Command, Option } from 'commander';
import type { WatchOptions } from '../actions/watch.ts';
import type { Start } from '../invocation.ts';
import { wholeNumber } from '../numbers.ts';

export function addWatch(program: Command, start: Start): void {
  program
    .command('watch')
    .argument('<prefix>')
    .argument('[range-end]', 'every key from the first up to, not including, this one')
    .description('print every change beneath a prefix until it is stopped; exit 1 when compaction cuts it short')
    .option('--prefix', 'every key beneath the prefix: the default, as etcdctl spells it')
    .addOption(new Option('--exact', 'this key alone').conflicts('prefix'))
    .option('--rev <revision>', 'from this revision on, its own change included', wholeNumber(0))
    .option('--prev-kv', 'the value before each change too')
    .option('--progress-notify', 'a line too whenever the member says up to which revision nothing else has changed')
    .addOption(new Option('--only <type>', 'changes of this type alone').choices(['put', 'delete']))
    .option('--reveal', 'the data of Kubernetes Secrets in clear')
    .action((prefix: string, rangeEnd: string | undefined, options: WatchOptions) =>
      start('long', async (invocation) =>
        (await import('../actions/watch.ts')).watch(invocation, { prefix, rangeEnd }, options),
      ),
    );
}
