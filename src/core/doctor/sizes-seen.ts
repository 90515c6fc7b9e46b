import type { MemberStatus } from '../../contract/cluster.ts';
import type { MemberId } from '../../contract/ids.ts';
import type { SizeSighting } from './rules/quota-forecast.ts';

const everyMs = 60_000;
const mostSightings = 240;

/** Keeps the database sizes of the last four hours, one a minute for each member. */
export class SizesSeen {
  readonly #sizes = new Map<MemberId, SizeSighting[]>();

  saw(members: readonly Pick<MemberStatus, 'id' | 'dbSize'>[], at: number): void {
    for (const id of this.#sizes.keys()) if (!members.some((member) => member.id === id)) this.#sizes.delete(id);
    for (const { id, dbSize } of members) {
      const seen = this.#sizes.get(id) ?? [];
      if (dbSize === null || at - (seen.at(-1)?.at ?? Number.NEGATIVE_INFINITY) < everyMs) continue;
      // Only a defragmentation makes a file smaller; sizes before it predict nothing.
      const kept = dbSize < (seen.at(-1)?.dbSize ?? 0) ? [] : seen.slice(1 - mostSightings);
      this.#sizes.set(id, [...kept, { at, dbSize }]);
    }
  }

  get sizes(): ReadonlyMap<MemberId, readonly SizeSighting[]> {
    return this.#sizes;
  }
}
