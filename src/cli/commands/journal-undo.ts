import type { Command } from 'commander';
import { type ActOptions, withActFlags } from '../act-flags.ts';
import type { Start } from '../invocation.ts';

export function addJournalUndo(journal: Command, start: Start): void {
  withActFlags(
    journal
      .command('undo')
      .argument('<id>', 'an entry of the journal')
      .description('put back what an entry changed, except keys that were changed since; asks before'),
  ).action((id: string, options: ActOptions) =>
    start('long', async (invocation) => (await import('../actions/journal-undo.ts')).undo(invocation, id, options)),
  );
}
