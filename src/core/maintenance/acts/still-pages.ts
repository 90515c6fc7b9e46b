import type { ClusterStatus } from '../../../contract/cluster.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { MemberId } from '../../../contract/ids.ts';
import { memberName } from '../../../contract/member-name.ts';
import { pause } from '../../plans/pause.ts';
import type { MaintainingOn } from './maintaining.ts';

const pollMs = 1_000;
/** How long the part in use of every member has to stay. */
const stillMs = 4_000;
/** The fall that ordinary writes cause as well, as a part of the file. */
const leastPart = 1 / 200;
const mostMs = 30 * 60_000;

/**
 * Waits until every member has freed the pages of a compaction: until no part in use falls any more. A defragmentation
 * before that leaves them in the file (3.4 to 3.7). An idle member reports freed pages only after its next write.
 */
export async function freedPages({ ask }: Pick<MaintainingOn, 'ask'>, signal: AbortSignal): Promise<void> {
  const watch = new PagesWatch();
  const startedAt = performance.now();
  for (;;) {
    const falling = watch.falling(await ask(signal), performance.now());
    if (falling === null) return;
    if (performance.now() - startedAt > mostMs) {
      const message = `${falling} still frees pages of the compaction after half an hour`;
      throw new EtcdeckError({ code: 'DeadlineExceeded', message, operation: 'compact', retry: true });
    }
    await pause(pollMs, signal);
  }
}

/** Watches the part in use of every member. */
export class PagesWatch {
  readonly #lowest = new Map<MemberId, { readonly bytes: number; readonly at: number }>();

  /** Adds a status; returns the name of a member whose part in use has fallen in the last four seconds, or `null`. */
  falling({ members }: Pick<ClusterStatus, 'members'>, now: number): string | null {
    let falling: string | null = null;
    for (const member of members) {
      const { id, dbSize, dbSizeInUse } = member;
      if (dbSizeInUse === null) continue;
      const lowest = this.#lowest.get(id);
      const least = (dbSize ?? 0) * leastPart;
      if (lowest === undefined || dbSizeInUse < lowest.bytes - least) {
        this.#lowest.set(id, { bytes: dbSizeInUse, at: now });
        falling ??= memberName(member);
      } else if (now - lowest.at < stillMs) {
        falling ??= memberName(member);
      }
    }
    return falling;
  }
}
