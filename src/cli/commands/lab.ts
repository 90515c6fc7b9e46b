import { type Command, InvalidArgumentError } from 'commander';
import { mostLabMembers } from '../../contract/lab.ts';
import type { LabOptions } from '../actions/lab.ts';
import type { Start } from '../invocation.ts';

export function addLab(program: Command, start: Start): void {
  program
    .command('lab')
    .description(
      'run real members here whose links can be cut, act on them by a script, and print what is observed, one line an ' +
        'event; exit 1 where something is not as the script expects; nothing is left afterwards',
    )
    .option('--members <number>', 'how many members, 1 to 7', members, 3)
    .option('--run <script>', 'a YAML list of steps, as "- kill: leader"; without one the lab runs until it is stopped')
    .option('--etcd <folder>', 'the folder of the etcd to run; by default the one that is found')
    .option('--snapshot <file>', 'begin with the keys of a snapshot')
    .option('--keep', 'go on after the script until it is stopped')
    .action((options: LabOptions) =>
      start('long', async (invocation) => (await import('../actions/lab.ts')).lab(invocation, options)),
    );
}

function members(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= mostLabMembers) return value;
  throw new InvalidArgumentError(`It is a whole number, 1 to ${mostLabMembers}.`);
}
