import type { Command } from 'commander';
import type { OperationsReport } from '../../contract/execution.ts';
import { plural } from '../../contract/figures.ts';
import type { LeaseId } from '../../contract/ids.ts';
import type { LeaseState } from '../../contract/leases.ts';
import { type Printable, words } from '../../core/terminal/printable.ts';
import { type ActAnswer, type ActOptions, runAct, withActFlags } from '../act.ts';
import { readable } from '../bytes.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation, Start } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { leaseIdOf } from '../lease-id.ts';
import { wholeNumber } from '../numbers.ts';
import { createProgressLine } from '../progress-line.ts';
import { table } from '../table.ts';

export function addLease(program: Command, start: Start): void {
  const lease = program.command('lease').description('list leases; grant and revoke them, each asks before');
  lease
    .command('list')
    .description('list all leases, with what is left of their TTL in seconds and how many keys are attached')
    .action(() => start('long', list));
  withActFlags(lease.command('grant'))
    .argument('<ttl>', 'how long it lasts without a keep-alive, in seconds', wholeNumber(1))
    .description('grant a lease')
    .action((ttl: number, options: ActOptions) =>
      start('long', (invocation) =>
        runAct(invocation, options, {
          plan: ({ api, connection }, signal) => api.plans.planLeaseGrant({ connection, ttl }, { signal }),
          answer: granted,
        }),
      ),
    );
  withActFlags(lease.command('revoke'))
    .argument('<lease...>', 'the leases, by their IDs', (text: string, before: readonly LeaseId[] = []) => [
      ...before,
      leaseIdOf(text),
    ])
    .description('revoke leases, and delete the keys that are attached to them')
    .action((leases: readonly LeaseId[], options: ActOptions) =>
      start('long', (invocation) =>
        runAct(invocation, options, {
          plan: ({ api, connection }, signal) => api.plans.planLeaseRevoke({ connection, leases }, { signal }),
        }),
      ),
    );
}

type AliveLease = Extract<LeaseState, { readonly kind: 'alive' }>;

async function list(invocation: Invocation): Promise<ExitCode> {
  const { console, format, isHex, signal } = invocation;
  const progress = createProgressLine(console, format);
  const leases: AliveLease[] = [];
  await invocation.withSession(async ({ api, connection }) => {
    try {
      for await (const { states, done, total } of api.leases.survey({ connection }, { signal })) {
        leases.push(...states.filter((state) => state.kind === 'alive'));
        progress.show(words`${done} of ${plural(total, 'lease')}`);
      }
    } finally {
      progress.end();
    }
  });
  leases.sort((a, b) => a.ttl - b.ttl || (a.id < b.id ? -1 : 1));
  await console.print(format === 'json' ? jsonLine({ leases: leases.map(toJson) }) : toTable(leases, isHex));
  return 0;
}

const toJson = ({ id, grantedTTL, ttl, keyCount }: AliveLease) => ({ id, grantedTTL, ttl, keys: keyCount });

function toTable(leases: readonly AliveLease[], isHex: boolean): Printable {
  const rows = leases.map(({ id, grantedTTL, ttl, keyCount, firstKeys: [first] }) => [
    ...[id, String(ttl), String(grantedTTL), keyCount === null ? '-' : String(keyCount)],
    first === undefined ? '' : readable(first, isHex),
  ]);
  return table(['LEASE', 'TTL', 'GRANTED', 'KEYS', 'FIRST KEY'], rows);
}

/** The lease that was granted, as a list has it. */
function granted({ results: [result] }: OperationsReport): ActAnswer {
  if (result?.kind !== 'leaseGranted') return { json: {}, text: words`` };
  const { lease: id, ttl } = result;
  return { json: { lease: { id, grantedTTL: ttl, ttl, keys: 0 } }, text: words`Granted for ${ttl} s: ${id}\n` };
}
