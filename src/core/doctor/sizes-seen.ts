import type { MemberStatus } from '../../contract/cluster.ts';
import type { MemberId } from '../../contract/ids.ts';
import type { SizeSighting } from './rules/quota-forecast.ts';

const everyMs = 60_000;
const mostSightings = 240;

/** The sizes of the members' databases within the last four hours, once a minute. */
export class SizesSeen {
  readonly #sizes = new Map<MemberId, SizeSighting[]>();

  saw(members: readonly Pick<MemberStatus, 'id' | 'dbSize'>[], at: number): void {
    for (const id of this.#sizes.keys()) if (!members.some((member) => member.id === id)) this.#sizes.delete(id);
    for (const { id, dbSize } of members) {
      const seen = this.#sizes.get(id) ?? [];
      if (dbSize === null || at - (seen.at(-1)?.at ?? Number.NEGATIVE_INFINITY) < everyMs) continue;
      // A file becomes smaller by a defragmentation only: what was before foretells nothing.
      const kept = dbSize < (seen.at(-1)?.dbSize ?? 0) ? [] : seen.slice(1 - mostSightings);
      this.#sizes.set(id, [...kept, { at, dbSize }]);
    }
  }

  get sizes(): ReadonlyMap<MemberId, readonly SizeSighting[]> {
    return this.#sizes;
  }
}
