import type { MemberStatus } from '../../../contract/cluster.ts';
import type { Failure } from '../../../contract/failure.ts';
import type { MemberId } from '../../../contract/ids.ts';
import type { OpenConnection } from '../../connections/held/open-connections.ts';
import { toEtcdeckError } from '../../etcd/failures.ts';
import type { Clock } from '../../ports.ts';
import { askMetrics, samplesOf } from '../member-metrics.ts';
import { askAtAnyURL } from '../member-urls.ts';

/** What a member's metrics say of its quota. */
export interface MetricsQuota {
  readonly quota: number | null;
  readonly failure: Failure | null;
}

const timeoutMs = 2_000;
const maxAgeMs = 60_000;

/** The quotas of members whose Status does not tell it, from their `/metrics`, which are read once a minute at most. */
export class MemberQuotas {
  readonly #connection: Pick<OpenConnection, 'get'>;
  readonly #clock: Clock;
  readonly #known = new Map<MemberId, { readonly at: number; readonly asked: Promise<MetricsQuota> }>();

  constructor(connection: Pick<OpenConnection, 'get'>, clock: Clock) {
    this.#connection = connection;
    this.#clock = clock;
  }

  /** Returns a member's quota. Never fails. A member that has not answered for its status is not asked. */
  async of(member: MemberStatus): Promise<MetricsQuota> {
    const { id, latencyMs } = member;
    const known = this.#known.get(id);
    const now = this.#clock.now();
    if (known !== undefined && now >= known.at && now - known.at < maxAgeMs) return await known.asked;
    if (latencyMs === null) return (await known?.asked) ?? { quota: null, failure: null };
    const asked = this.#ask(member);
    this.#known.set(id, { at: now, asked });
    return await asked;
  }

  /** Shared by all followers, so that none of them stops it. */
  async #ask(member: MemberStatus): Promise<MetricsQuota> {
    try {
      const metrics = await askAtAnyURL(member, (url) => askMetrics(this.#connection, url, { timeoutMs }));
      return { quota: samplesOf(metrics ?? '', 'etcd_server_quota_backend_bytes')[0]?.value ?? null, failure: null };
    } catch (error) {
      const failure = toEtcdeckError(error, { operation: 'GET /metrics', isWrite: false }).toFailure();
      return { quota: null, failure: { ...failure, member: member.id } };
    }
  }
}
