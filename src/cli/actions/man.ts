import type { Command } from 'commander';
import { version } from '../../../package.json';
import { printableLines } from '../../core/terminal/printable.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { manPage } from '../shells/man-page.ts';
import { outlineOf } from '../shells/outline.ts';
import { buildDate } from '../version.ts';

export async function man({ console }: Invocation, program: Command): Promise<ExitCode> {
  await console.print(printableLines(manPage(outlineOf(program), { version, date: buildDate, exitCodes, variables })));
  return 0;
}

const exitCodes = [
  ['0', 'Done.'],
  ['1', 'The answer is bad: no quorum, damaged, not found, changed meanwhile.'],
  ['2', 'Wrong usage.'],
  ['3', 'It could not be asked.'],
  ['130', 'Stopped from the keyboard before it was done.'],
] as const;

const variables = [
  ['ETCDCTL_*', "etcdctl's variables stand for the flags of the same names where these are not given."],
  ['ETCDECK_CONFIG_DIR', 'The settings folder.'],
  ['ETCDECK_KEY_PASSPHRASE', 'The passphrase of the client key.'],
] as const;
