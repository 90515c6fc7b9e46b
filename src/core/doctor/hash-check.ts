import type { ConnectionId } from '../../contract/ids.ts';
import type { HashComparison, MaintenanceApi } from '../../contract/maintenance.ts';
import type { PartFound } from './check-results.ts';
import { hashDiffers } from './rules/hash-differs.ts';

/** A member takes seconds for millions of keys. */
const longestMs = 5 * 60_000;

/** Compares the hashes of all members' keys. Each member answers nothing else while it computes its own. */
export async function checkHashes(
  maintenance: Pick<MaintenanceApi, 'hashKV'>,
  connection: ConnectionId,
  signal: AbortSignal,
): Promise<PartFound> {
  let compared: HashComparison | null = null;
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(longestMs)]);
  for await (const notice of maintenance.hashKV({ connection, revision: null }, { signal: bounded })) {
    if (notice.kind === 'compared') compared = notice.comparison;
  }
  const failure = compared?.members.find((member) => member.failure !== null)?.failure ?? null;
  return { findings: compared === null ? [] : hashDiffers.find(compared), failure };
}
