import type { MemberStatus } from '../../../contract/cluster.ts';
import type { MemberId } from '../../../contract/ids.ts';
import type { OpenConnection } from '../../connections/held/open-connections.ts';
import { isQuotaTold, quotaOf } from '../../metrics/member-quota.ts';
import type { Clock } from '../../ports.ts';
import { type MemberQuota, readQuotas } from '../member-quotas.ts';

const maxAgeMs = 60_000;

/** The quotas of one connection's members, for which their metrics are read once a minute at most. */
export class KeptQuotas {
  readonly #held: OpenConnection;
  readonly #clock: Clock;
  readonly #known = new Map<MemberId, { readonly at: number; readonly asked: Promise<MemberQuota> }>();

  constructor(held: OpenConnection, clock: Clock) {
    this.#held = held;
    this.#clock = clock;
  }

  /** Returns a member's quota. A member that has not answered for its status is not asked. */
  async of(row: MemberStatus): Promise<MemberQuota> {
    const nothing: MemberQuota = { row, ...quotaOf(row, null), failure: null };
    if (isQuotaTold(row)) return nothing;
    const known = this.#known.get(row.id);
    const now = this.#clock.now();
    if (known !== undefined && now >= known.at && now - known.at < maxAgeMs) return await known.asked;
    if (row.latencyMs === null) return (await known?.asked) ?? nothing;
    // Shared by all followers, so that none of them stops it.
    const asked = readQuotas(this.#held, [row]).then(([quota]) => quota ?? nothing);
    this.#known.set(row.id, { at: now, asked });
    return await asked;
  }
}
