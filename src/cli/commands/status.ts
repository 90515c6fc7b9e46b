import type { Command } from 'commander';
import type { Start } from '../invocation.ts';

export function addStatus(program: Command, start: Start): void {
  program
    .command('status')
    .description('ask every member how it is, and whether writes work; exit 1 when quorum is lost')
    .action(() => start('short', async (invocation) => (await import('../actions/status.ts')).status(invocation)));
}
