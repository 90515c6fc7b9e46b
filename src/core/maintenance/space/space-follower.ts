import type { ClusterStatus, MemberStatus } from '../../../contract/cluster.ts';
import type { ConnectionId, MemberId } from '../../../contract/ids.ts';
import type { ClusterSpace, MemberSpace } from '../../../contract/maintenance.ts';
import type { OpenConnection } from '../../connections/held/open-connections.ts';
import { oldestRevision } from '../../keyspace/timeline.ts';
import { defragmentMs } from '../defragment-time.ts';
import type { MaintenanceParts } from '../maintenance-parts.ts';
import { fullAt, Growth } from './growth.ts';
import { KeptQuotas } from './kept-quotas.ts';

const intervalMs = 5_000;
const compactionMaxAgeMs = 60_000;
const compactionMs = 2_000;

/** What was seen of one held connection's cluster: followers share it, and it goes with the connection. */
interface Seen {
  readonly quotas: KeptQuotas;
  readonly growth: Map<MemberId, Growth>;
  compaction: { readonly at: number; readonly asked: Promise<number | null> } | null;
}

/** Follows the sizes of clusters, by the poll that all who follow their members share. */
export class SpaceFollower {
  readonly #parts: Pick<MaintenanceParts, 'open' | 'cluster' | 'clock'>;
  readonly #seen = new WeakMap<OpenConnection, Seen>();

  constructor(parts: Pick<MaintenanceParts, 'open' | 'cluster' | 'clock'>) {
    this.#parts = parts;
  }

  /** Yields the sizes at each poll until `signal` aborts. Fails as following the members does. */
  async *follow(connection: ConnectionId, signal: AbortSignal): AsyncGenerator<ClusterSpace, void> {
    const held = this.#parts.open.require(connection);
    const seen = this.#seenOf(held);
    for await (const status of this.#parts.cluster.follow({ connection, intervalMs }, { signal })) {
      yield await this.#spaceOf(held, seen, status);
    }
  }

  #seenOf(held: OpenConnection): Seen {
    const known = this.#seen.get(held);
    if (known !== undefined) return known;
    const seen: Seen = {
      quotas: new KeptQuotas(held, this.#parts.clock),
      growth: new Map(),
      compaction: null,
    };
    this.#seen.set(held, seen);
    return seen;
  }

  async #spaceOf(held: OpenConnection, seen: Seen, status: ClusterStatus): Promise<ClusterSpace> {
    const gone = [...seen.growth.keys()].filter((id) => !status.members.some((member) => member.id === id));
    for (const id of gone) seen.growth.delete(id);
    const [compactRevision, ...members] = await Promise.all([
      this.#compactRevision(held, seen),
      ...status.members.map((member) => memberSpace(member, seen, status.at)),
    ]);
    const revisions = status.members.flatMap(({ revision }) => (revision === null ? [] : [revision]));
    return {
      members,
      revision: revisions.length === 0 ? null : Math.max(...revisions),
      compactRevision,
      at: status.at,
    };
  }

  /** Asks once a minute at most. Without quorum it is not known. */
  async #compactRevision({ client, closed }: OpenConnection, seen: Seen): Promise<number | null> {
    const now = this.#parts.clock.now();
    const known = seen.compaction;
    if (known !== null && now >= known.at && now - known.at < compactionMaxAgeMs) return await known.asked;
    const bounded = AbortSignal.any([closed, AbortSignal.timeout(compactionMs)]);
    const asked = oldestRevision(client, bounded).catch(() => null);
    seen.compaction = { at: now, asked };
    return await asked;
  }
}

async function memberSpace(member: MemberStatus, { quotas, growth }: Seen, at: number): Promise<MemberSpace> {
  const { id, name, isLearner, isLeader, dbSize, dbSizeInUse, version } = member;
  const { quota, quotaFrom, failure } = await quotas.of(member);
  const grown = growth.get(id) ?? new Growth();
  growth.set(id, grown);
  // Before all have answered, a row may hold an older answer.
  if (dbSizeInUse !== null) grown.add(at, dbSizeInUse);
  const rate = grown.rate();
  return {
    ...{ member: id, name, isLearner, isLeader, dbSize, dbSizeInUse, quota, quotaFrom },
    growth: rate,
    fullAt: fullAt({ at, dbSizeInUse, quota, growth: rate }),
    defragmentMs: dbSizeInUse === null ? null : defragmentMs(dbSizeInUse, version),
    failure: member.failure ?? (quota === null ? failure : null),
  };
}
