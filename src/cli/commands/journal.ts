import type { Command } from 'commander';
import type { Start } from '../invocation.ts';
import { addJournalList } from './journal-list.ts';
import { addJournalUndo } from './journal-undo.ts';

export function addJournal(program: Command, start: Start): void {
  const journal = program
    .command('journal')
    .description('what the command line has done on this machine, and the way back from it');
  addJournalList(journal, start);
  addJournalUndo(journal, start);
}
