import { setTimeout } from 'node:timers/promises';
import type { MemberStatus } from '../../contract/cluster.ts';
import type { EtcdClient } from '../etcd/client.ts';
import { status } from '../etcd/maintenance.ts';

/** How long a learner may take to move. */
const patienceMs = 1_000;
const pauseMs = 100;
/** How many entries may be on their way to a learner that follows. */
const most = 100;

/** What a learner's second status shows. */
export interface Following {
  /** Whether it moves with the leader's log, and is close to it. */
  readonly isFollowing: boolean;
  /** How many log entries it has still to apply. */
  readonly behind: number;
}

/**
 * Asks a learner for its status a second time, and the leader: it follows where it has applied what the leader had
 * committed at the first, or some of it within a second, and is less than a hundred entries behind. Returns `null` where
 * one does not answer in time, or this user may not ask. That it has 90% of the log, as the server asks, proves nothing:
 * a frozen one has (3.4 to 3.7).
 */
export async function followsLeader(
  client: EtcdClient,
  learner: MemberStatus,
  leader: MemberStatus,
  options: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<Following | null> {
  const [before, aim] = [learner.raftAppliedIndex, leader.raftIndex];
  if (learner.endpoint === null || leader.endpoint === null || before === null || aim === null) return null;
  const [at, leaderAt] = [learner.endpoint, leader.endpoint];
  try {
    for (const giveUpAt = performance.now() + patienceMs; ; ) {
      const [own, leading] = await Promise.all([status(client, at, options), status(client, leaderAt, options)]);
      const applied = own.raftAppliedIndex;
      const isLate = performance.now() >= giveUpAt;
      if (own.memberId !== learner.id) return null;
      const behind = Math.max(0, leading.raftIndex - applied);
      const isFollowing = behind < most && (applied >= aim || applied > before);
      if ((applied >= aim && isFollowing) || isLate) return { isFollowing, behind };
      await setTimeout(pauseMs, undefined, { signal: options.signal });
    }
  } catch {
    return null;
  }
}
