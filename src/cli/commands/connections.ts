import type { Command } from 'commander';
import type { Start } from '../invocation.ts';

export function addConnections(program: Command, start: Start): void {
  program
    .command('connections')
    .description('list the connections that the app has saved, for --connection; dials none')
    .action(() =>
      start('short', async (invocation) => (await import('../actions/connections.ts')).connections(invocation)),
    );
}
