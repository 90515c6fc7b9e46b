import type { LabNews, WorldProcess } from '../lab-world.ts';

/** A voting member, as it is known now. Times are milliseconds since 1970. */
export interface KnownVoter {
  readonly name: string;
  readonly process: WorldProcess;
  readonly role: { readonly role: string; readonly term: number; readonly at: number; readonly since: number } | null;
  /** Whom it takes for the leader, by name; `null` in it: nobody. */
  readonly follows: { readonly name: string | null; readonly at: number } | null;
}

/** What is new of the leader, and when it happened. */
export interface LeaderNews {
  readonly news: Extract<LabNews, { readonly kind: 'leaderGone' | 'leaderElected' }>;
  readonly at: number;
}

/** How long before a loss its cause may be. A leader that hears of no majority steps down after two elections' time. */
const causeMs = 30_000;
/** How long a line of the log is waited for that says more exactly since when a member leads, in milliseconds. */
const lineMs = 150;
/** Acts on several links or members at once are one cause, which begins with the first. */
const oneCauseMs = 1_000;

interface Leader {
  readonly name: string;
  readonly term: number;
  readonly at: number;
  /** Whether a majority was seen to follow it: before, its followers have not heard of it yet. */
  hasMajority: boolean;
}

/** Tells from what is known of the members when the leader is gone, and when another one is elected. */
export class Leadership {
  #leader: Leader | null = null;
  /** The one before, while there is none. */
  #gone: { readonly name: string; readonly term: number; readonly at: number } | null = null;
  #cause: { readonly at: number; readonly member: string } | null = null;
  /** When a follower lost the present leader last, while one has not found it again. */
  #lostAt: number | null = null;
  #lastTerm = 0;

  /** The name of the leader that a majority follows, as far as is known. */
  get leader(): string | null {
    return this.#leader?.name ?? null;
  }

  /** Something was done to a member or to a link of it. */
  disturbed(members: readonly string[], at: number): void {
    const { name } = this.#leader ?? {};
    if (name === undefined || !members.includes(name)) return;
    const isSame = this.#cause?.member === name && at - this.#cause.at < oneCauseMs;
    if (!isSame) this.#cause = { at, member: name };
  }

  /** What was done to a member or to a link of it was taken back: it unseats nobody any more. */
  calmed(members: readonly string[]): void {
    if (this.#cause !== null && members.includes(this.#cause.member)) this.#cause = null;
  }

  /** A follower's log says that it lost a leader. */
  followerLost(leader: string, at: number): void {
    if (leader === this.#leader?.name && at > this.#leader.at) this.#lostAt = Math.max(at, this.#lostAt ?? at);
  }

  /** Nothing before counts: the cluster begins anew. */
  restarted(): void {
    this.#leader = null;
    this.#gone = null;
    this.#cause = null;
    this.#lostAt = null;
    this.#lastTerm = 0;
  }

  /** A member is the leader of a term, from `at` on. */
  leads(name: string, term: number, at: number): readonly LeaderNews[] {
    if (term <= this.#lastTerm) return [];
    const before = this.#leader === null ? [] : this.#lose(this.#lostSince(at));
    const goneAt = this.#gone === null ? null : this.#gone.at;
    this.#leader = { name, term, at, hasMajority: false };
    this.#lastTerm = term;
    this.#gone = null;
    this.#cause = null;
    this.#lostAt = null;
    const afterMs = goneAt === null ? null : Math.max(0, Math.round(at - goneAt));
    return [...before, { news: { kind: 'leaderElected', member: name, term, afterMs }, at }];
  }

  /** Weighs what is known now. */
  weigh(voters: readonly KnownVoter[], now: number): readonly LeaderNews[] {
    const news: LeaderNews[] = [];
    // After the system's clock was set back, what comes would count as older than the leader for as long.
    if (this.#leader !== null && this.#leader.at > now) this.#leader = { ...this.#leader, at: now };
    // With nobody left, members may come back with a past of fewer terms.
    if (voters.every(hasEnded)) this.#lastTerm = 0;
    for (const voter of voters) {
      const { name, role } = voter;
      if (hasEnded(voter) || role?.role !== 'leader' || now - role.since < lineMs) continue;
      news.push(...this.leads(name, role.term, role.since));
    }
    const leader = this.#leader;
    if (leader === null) this.#restore(voters);
    else if (voters.some((voter) => voter.name === leader.name && hasEnded(voter)))
      // Its own end is the cause, and not what was done to its links before.
      news.push(...this.#lose(now, oneCauseMs));
    else if (this.#isGone(leader, voters)) news.push(...this.#lose(this.#lostSince(now)));
    return news;
  }

  /** Since when too few follow it: who lost it before what was done to it last was too few to unseat it. */
  #lostSince(now: number): number {
    return this.#lostAt === null ? now : Math.min(now, Math.max(this.#lostAt, this.#cause?.at ?? this.#lostAt));
  }

  #isGone(leader: Leader, voters: readonly KnownVoter[]): boolean {
    const own = voters.find(({ name }) => name === leader.name);
    if (own === undefined) return true;
    if (own.role !== null && own.role.role !== 'leader' && own.role.at > leader.at) return true;
    const heard = voters.filter(({ follows }) => follows !== null && follows.at >= leader.at);
    const follow = heard.filter(({ follows }) => follows?.name === leader.name).length;
    if (isMajority(follow, voters.length)) leader.hasMajority = true;
    // Who was not heard of may follow still, but not while it is frozen.
    const lost = voters.filter(
      (voter) => voter.process === 'frozen' || (heard.includes(voter) && voter.follows?.name !== leader.name),
    );
    // Who had lost it has found it again.
    if (lost.length === 0) this.#lostAt = null;
    return leader.hasMajority && !isMajority(voters.length - lost.length, voters.length);
  }

  /** The same leader is followed again, without an election. */
  #restore(voters: readonly KnownVoter[]): void {
    const gone = this.#gone;
    if (gone === null) return;
    const own = voters.find(({ name }) => name === gone.name);
    const followers = voters.filter(({ follows }) => follows?.name === gone.name && follows.at > gone.at).length;
    const leadsStill = own?.process === 'running' && own.role?.role === 'leader' && own.role.term === gone.term;
    if (leadsStill && isMajority(followers, voters.length)) {
      this.#leader = { name: gone.name, term: gone.term, at: gone.at, hasMajority: true };
      this.#gone = null;
      this.#cause = null;
      this.#lostAt = null;
    }
  }

  #lose(at: number, withinMs = causeMs): readonly LeaderNews[] {
    const leader = this.#leader;
    if (leader === null) return [];
    const { name, term } = leader;
    const cause = this.#cause !== null && at - this.#cause.at < withinMs ? this.#cause.at : at;
    this.#gone = { name, term, at: Math.min(cause, at) };
    this.#leader = null;
    return [{ news: { kind: 'leaderGone', member: name, term }, at }];
  }
}

const hasEnded = ({ process }: KnownVoter): boolean => process === 'stopped' || process === 'dead';
const isMajority = (count: number, of: number): boolean => count > of / 2;
