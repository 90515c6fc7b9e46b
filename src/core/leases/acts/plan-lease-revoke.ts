import { etcdctlLine } from '../../../contract/etcdctl-line.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import { plural } from '../../../contract/figures.ts';
import type { LeaseId } from '../../../contract/ids.ts';
import type { PlanConsequence } from '../../../contract/plan-consequences.ts';
import type { PlansApi } from '../../../contract/plans.ts';
import { headOfAny } from '../../etcd/kv.ts';
import { leaseTimeToLive } from '../../etcd/lease.ts';
import type { Planner } from '../../plans/planning.ts';
import { registryAround } from '../../plans/registry-around.ts';
import type { LeasePlanParts } from './lease-plan-parts.ts';
import { revokeLease } from './revoke-lease.ts';

/** How many keys the plan names, and how long each may be. */
const mostNamed = 200;
const mostNamedBytes = 128 * 1024;
/** The keys of a plan stay in memory until it is executed. */
const mostKeys = 100_000;

interface Found {
  readonly lease: LeaseId;
  readonly keys: readonly Uint8Array[];
}

/** Plans to revoke leases with the keys that are attached to them now. Leases that are gone are left out; fails with `LeaseNotFound` where all are. */
export async function* planLeaseRevoke(
  { open, store }: LeasePlanParts,
  { connection, leases }: Parameters<PlansApi['planLeaseRevoke']>[0],
  signal: AbortSignal,
): Planner {
  const held = open.require(connection);
  const { client, profile } = held;
  const { revision } = await headOfAny(client, { signal });
  const found: Found[] = [];
  let count = 0;
  for (const lease of new Set(leases)) {
    const times = await leaseTimeToLive(client, lease, { keys: true, signal });
    if (times === null) continue;
    found.push({ lease, keys: times.keys });
    count += times.keys.length;
    if (count > mostKeys) throw tooLarge();
    yield count;
  }
  if (found.length === 0) throw noneExists(leases);
  const all = found.flatMap(({ keys }) => keys);
  await held.findRegistries(
    all.map((key) => ({ key, value: null })),
    { signal },
  );
  const isOfKubernetes = all.some((key) => registryAround(held.registries(), key) !== null);
  const consequences: readonly PlanConsequence[] = [
    ...(count > 0 ? (['DeletesAttached'] as const) : []),
    ...(isOfKubernetes ? (['BypassesKubernetes'] as const) : []),
  ];
  const [first] = found;
  const isOne = found.length === 1 && first !== undefined;
  yield await store.addOperations(
    {
      ...{ connection: held, act: 'leaseRevoke', revision, quorum: null, kubectl: [], consequences },
      operations: found.map(({ lease, keys }) => revokeLease(client, lease, keys)),
      subject: { kind: 'leases', what: isOne ? `the lease ${first.lease}` : plural(found.length, 'lease') },
      ...(count > 0 && { attachedKeys: { count, first: named(all) } }),
      figures: { keys: count },
      etcdctl: found.map(({ lease }) => etcdctlLine(profile, ['lease', 'revoke', lease])),
      confirmedBy: isOne ? first.lease : profile.name,
      heldBytes: all.reduce((bytes, key) => bytes + key.length, 0),
    },
    signal,
  );
}

function named(keys: readonly Uint8Array[]): readonly Uint8Array[] {
  let bytes = 0;
  return keys.slice(0, mostNamed).filter((key) => {
    bytes += key.length;
    return bytes <= mostNamedBytes;
  });
}

function noneExists(leases: readonly LeaseId[]): EtcdeckError {
  const message = leases.length === 1 ? `there is no lease ${leases[0]}` : 'none of the leases exists';
  return new EtcdeckError({ code: 'LeaseNotFound', message, operation: 'planLeaseRevoke' });
}

function tooLarge(): EtcdeckError {
  const message = `more than ${mostKeys} keys are attached: revoke fewer leases at a time`;
  return new EtcdeckError({ code: 'PlanTooLarge', message, operation: 'planLeaseRevoke' });
}
