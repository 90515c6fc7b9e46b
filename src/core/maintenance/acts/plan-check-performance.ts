import { randomBytes } from 'node:crypto';
import { etcdctlLine } from '../../../contract/etcdctl-line.ts';
import type { PlansApi } from '../../../contract/plans.ts';
import { head } from '../../etcd/kv.ts';
import type { MemberPlanParts } from '../../members/acts/member-planner.ts';
import { requireLeader } from '../../members/world.ts';
import type { Planner } from '../../plans/planning.ts';
import type { Clock } from '../../ports.ts';
import { CheckPerformance } from './check-performance.ts';
import { loads } from './performance-loads.ts';

const suffixBytes = 12;

/** Plans to measure writes beneath a prefix that is made up for it. On production the connection's name is typed. */
export async function* planCheckPerformance(
  { open, cluster, store, clock }: MemberPlanParts & { readonly clock: Clock },
  { connection, load: name }: Parameters<PlansApi['planCheckPerformance']>[0],
  signal: AbortSignal,
): Planner {
  const held = open.require(connection);
  const ask = (asking: AbortSignal) => cluster.status({ connection }, { signal: asking });
  const { endpoint } = requireLeader(await ask(signal));
  const { revision } = await head(held.client, { endpoint, signal });
  const load = loads[name];
  const prefix = `/etcdeck-check-perf/${randomBytes(suffixBytes).toString('hex')}/`;
  const words = ['check', 'perf', `--load=${name}`, `--prefix=${prefix}`];
  yield await store.addOperations(
    {
      act: 'checkPerformance',
      connection: held,
      subject: { kind: 'maintenance', what: `writes beneath ${prefix}` },
      operations: [new CheckPerformance({ held, open, ask, clock }, { name, load, prefix })],
      consequences: ['LoadsCluster'],
      figures: { writesPerSecond: load.writesPerSecond, clients: load.clients },
      etcdctl: [etcdctlLine(held.profile, words, [endpoint])],
      kubectl: [],
      quorum: null,
      confirmedBy: held.profile.name,
      revision,
    },
    signal,
  );
}
