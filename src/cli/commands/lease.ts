import type { Command } from 'commander';
import type { LeaseId } from '../../contract/ids.ts';
import { type ActOptions, withActFlags } from '../act-flags.ts';
import type { Start } from '../invocation.ts';
import { leaseIdOf } from '../lease-id.ts';
import { wholeNumber } from '../numbers.ts';

export function addLease(program: Command, start: Start): void {
  const lease = program.command('lease').description('list leases; grant and revoke them, each asks before');
  lease
    .command('list')
    .description('list all leases, with what is left of their TTL in seconds and how many keys are attached')
    .action(() => start('long', async (invocation) => (await import('../actions/lease.ts')).list(invocation)));
  withActFlags(lease.command('grant'))
    .argument('<ttl>', 'how long it lasts without a keep-alive, in seconds', wholeNumber(1))
    .description('grant a lease')
    .action((ttl: number, options: ActOptions) =>
      start('long', async (invocation) => (await import('../actions/lease.ts')).grant(invocation, ttl, options)),
    );
  withActFlags(lease.command('revoke'))
    .argument('<lease...>', 'the leases, by their IDs', (text: string, before: readonly LeaseId[] = []) => [
      ...before,
      leaseIdOf(text),
    ])
    .description('revoke leases, and delete the keys that are attached to them')
    .action((leases: readonly LeaseId[], options: ActOptions) =>
      start('long', async (invocation) => (await import('../actions/lease.ts')).revoke(invocation, leases, options)),
    );
}
