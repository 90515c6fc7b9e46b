import type { MemberId } from '../../../contract/ids.ts';
import type { LabMemberView } from '../../../contract/lab/frames.ts';
import type { WorldProcess } from '../lab-world.ts';
import type { RaftRole, RaftStatus } from './raft-status.ts';

/** After how long without an answer a running member counts as silent, in milliseconds. */
const silentMs = 1_000;

/** How far what was seen may be ahead of the clock, in milliseconds: messages are timed by one that follows it. */
const mostAheadMs = 1_000;

interface SeenRole {
  readonly role: RaftRole;
  readonly term: number;
  /** When it was seen last, and first, in milliseconds since 1970. */
  readonly at: number;
  readonly since: number;
}

/** Whom a member takes for the leader, by its id. */
export interface SeenLeader {
  readonly id: string | null;
  readonly at: number;
}

/** What is known of one member, from its answers, its log and its messages; the newest counts. */
export class ObservedMember {
  readonly name: string;
  /** In hexadecimal; `null` until it was heard of. */
  id: MemberId | null = null;
  isLearner = false;
  #status: RaftStatus | null = null;
  #answeredAt: number | null = null;
  #role: SeenRole | null = null;
  #leader: SeenLeader | null = null;
  #hasAnswered = false;
  #silences = 0;
  #thawedAt = 0;

  constructor(name: string) {
    this.name = name;
  }

  get status(): RaftStatus | null {
    return this.#status;
  }

  get role(): SeenRole | null {
    return this.#role;
  }

  get leader(): SeenLeader | null {
    return this.#leader;
  }

  /** Its process was started: what it answered before is past. */
  restarted(): void {
    this.#hasAnswered = false;
    this.#silences = 0;
    this.#role = null;
    this.#leader = null;
  }

  /** Its data was taken away: it holds nothing of what it answered before. */
  wiped(): void {
    this.#status = null;
    this.#answeredAt = null;
    this.restarted();
  }

  /** It goes on: it could not answer while it was frozen. */
  thawed(now: number): void {
    this.#silences = 0;
    this.#thawedAt = now;
  }

  answered(status: RaftStatus, askedAt: number, now: number): void {
    this.#status = status;
    this.#answeredAt = now;
    this.#hasAnswered = true;
    this.#silences = 0;
    this.id = status.id;
    // After the system's clock was set back, what comes would count as older for as long.
    if (this.#role !== null && this.#role.at > now + mostAheadMs) this.#role = null;
    if (this.#leader !== null && this.#leader.at > now + mostAheadMs) this.#leader = null;
    this.#seeRole({ role: status.role, term: status.term, at: askedAt });
    this.sawLeader(status.leader, askedAt);
  }

  wasSilent(): void {
    this.#silences += 1;
  }

  /** Its log tells of a role. */
  tookRole(role: RaftRole, term: number | null, at: number): void {
    this.#seeRole({ role, term: term ?? this.#role?.term ?? 0, at });
  }

  /**
   * Its messages show that it campaigns. They never show that it has stopped to, and one may pass late: they only count
   * for a follower.
   */
  campaigns(role: 'candidate' | 'preCandidate', term: number, at: number): void {
    const { role: known, term: knownTerm } = this.#role ?? { role: 'follower', term: 0 };
    const isHigher = known === 'follower' || (known === 'preCandidate' && role === 'candidate');
    if (term > knownTerm || (term === knownTerm && isHigher)) this.#seeRole({ role, term, at });
  }

  sawLeader(id: string | null, at: number): void {
    if (this.#leader === null || at >= this.#leader.at) this.#leader = { id, at };
  }

  view(process: WorldProcess, now: number, nameOf: (id: string) => string): LabMemberView {
    const status = this.#status;
    const { vote = null, leader = null } = status ?? {};
    return {
      name: this.name,
      id: this.id,
      state: this.#state(process, now),
      isLearner: this.isLearner,
      term: status?.term ?? null,
      vote: vote === null ? null : nameOf(vote),
      leader: leader === null ? null : nameOf(leader),
      commit: status?.commit ?? null,
      applied: status?.applied ?? null,
      answeredAt: this.#answeredAt,
    };
  }

  /** Whether it runs and has answered lately. */
  answers(now: number): boolean {
    const isLate = now - Math.max(this.#answeredAt ?? 0, this.#thawedAt) >= silentMs;
    return this.#hasAnswered && this.#silences < 2 && !(this.#silences > 0 && isLate);
  }

  #state(process: WorldProcess, now: number): LabMemberView['state'] {
    if (process !== 'running') return process;
    if (!this.#hasAnswered) return 'starting';
    if (!this.answers(now)) return 'silent';
    const role = this.#role?.role ?? 'follower';
    return role === 'follower' && this.isLearner ? 'learner' : role;
  }

  #seeRole(seen: Omit<SeenRole, 'since'>): void {
    const known = this.#role;
    if (known === null || seen.term > known.term || (seen.term === known.term && seen.at >= known.at)) {
      const isSame = known?.term === seen.term && known.role === seen.role;
      this.#role = { ...seen, since: isSame ? known.since : seen.at };
    }
  }
}
