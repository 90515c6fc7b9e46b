import { type Command, Option } from 'commander';
import { subjectKinds } from '../../contract/change-subject.ts';
import type { ListOptions } from '../actions/journal-list.ts';
import { duration } from '../durations.ts';
import type { Start } from '../invocation.ts';
import { wholeNumber } from '../numbers.ts';

const usualLimit = 100;

export function addJournalList(journal: Command, start: Start): void {
  journal
    .command('list')
    .option('--limit <n>', `at most so many, the newest first (${usualLimit} by default)`, wholeNumber(1))
    .option('--before <id>', 'entries older than this one')
    .addOption(new Option('--kind <kind>', 'entries of one kind').choices(subjectKinds))
    .addOption(
      new Option('--result <result>', 'entries that ended so').choices(['done', 'stopped', 'unknown', 'failed']),
    )
    .option('--search <text>', 'entries whose first key, operation or connection holds a text')
    .option('--last <duration>', 'entries of the last time, as 24h', duration)
    .option('--lines', 'every entry as a line of JSON, for an export')
    .description('list what the command line has done, newest first; --connection: over that one; dials nothing')
    .action((options: ListOptions) =>
      start('long', async (invocation) =>
        (await import('../actions/journal-list.ts')).list(invocation, { ...options, usualLimit }),
      ),
    );
}
