import type { KnownVoter } from './leadership.ts';

/** A time in which no write could be committed, in milliseconds since 1970. `to`: `null` while it lasts. */
export interface CommitGap {
  readonly from: number;
  readonly to: number | null;
}

/** How many are kept. */
const mostGaps = 1_000;

/**
 * Remembers when no leader was followed by a majority of the voting members. A leader of two members stays the leader for
 * a second or two after its follower was stopped, and commits nothing meanwhile.
 */
export class CommitGaps {
  readonly #gaps: CommitGap[] = [];
  /** Whether a leader had a majority before: a start is no gap. */
  #hasBegun = false;

  all(): readonly CommitGap[] {
    return [...this.#gaps];
  }

  /** Weighs what is known now. */
  weigh(voters: readonly KnownVoter[], now: number): void {
    const canCommit = hasFollowedLeader(voters);
    const last = this.#gaps.at(-1);
    const isOpen = last?.to === null;
    if (canCommit && isOpen) this.#gaps.splice(-1, 1, { from: last.from, to: Math.max(last.from, now) });
    if (!canCommit && !isOpen && this.#hasBegun) {
      this.#gaps.push({ from: now, to: null });
      if (this.#gaps.length > mostGaps) this.#gaps.shift();
    }
    if (canCommit) this.#hasBegun = true;
  }
}

function hasFollowedLeader(voters: readonly KnownVoter[]): boolean {
  const running = voters.filter(({ process }) => process === 'running');
  return running.some(({ name, role }) => {
    if (role?.role !== 'leader') return false;
    const followers = running.filter((voter) => voter.name === name || voter.follows?.name === name);
    return followers.length > voters.length / 2;
  });
}
