import type { OperationsReport } from '../../contract/execution.ts';
import { plural } from '../../contract/figures.ts';
import type { LeaseId } from '../../contract/ids.ts';
import type { LeaseState } from '../../contract/leases.ts';
import { type Printable, words } from '../../core/terminal/printable.ts';
import { type ActAnswer, runAct } from '../act.ts';
import type { ActOptions } from '../act-flags.ts';
import { readable } from '../bytes.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { createProgressLine } from '../progress-line.ts';
import { table } from '../table.ts';

type AliveLease = Extract<LeaseState, { readonly kind: 'alive' }>;

export async function list(invocation: Invocation): Promise<ExitCode> {
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
  if (leases.length === 0 && format !== 'json') console.tell(words`The cluster has no leases.\n`);
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

export function grant(invocation: Invocation, ttl: number, options: ActOptions): Promise<ExitCode> {
  return runAct(invocation, options, {
    plan: ({ api, connection }, signal) => api.plans.planLeaseGrant({ connection, ttl }, { signal }),
    answer: granted,
  });
}

export function revoke(invocation: Invocation, leases: readonly LeaseId[], options: ActOptions): Promise<ExitCode> {
  return runAct(invocation, options, {
    plan: ({ api, connection }, signal) => api.plans.planLeaseRevoke({ connection, leases }, { signal }),
  });
}

/** The lease that was granted, as a list has it. */
function granted({ results: [result] }: OperationsReport): ActAnswer {
  if (result?.kind !== 'leaseGranted') return { json: {}, text: words`` };
  const { lease: id, ttl } = result;
  return { json: { lease: { id, grantedTTL: ttl, ttl, keys: 0 } }, text: words`Granted for ${ttl} s: ${id}\n` };
}
