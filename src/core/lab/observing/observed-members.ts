import type { LabMemberView } from '../../../contract/lab/frames.ts';
import type { LabWorld } from '../lab-world.ts';
import type { KnownVoter } from './leadership.ts';
import { MemberPoller } from './member-poller.ts';
import { ObservedMember } from './observed-member.ts';
import type { RaftStatus } from './raft-status.ts';

interface Watched {
  readonly member: ObservedMember;
  readonly endpoint: string;
  readonly poller: MemberPoller;
}

/** The members of a lab as they are observed, each asked by itself. */
export class ObservedMembers {
  readonly #world: Pick<LabWorld, 'members' | 'target'>;
  readonly #onChange: () => void;
  readonly #watched = new Map<string, Watched>();
  /** Names by id, also of members that are gone: others' votes and logs still name them. */
  readonly #names = new Map<string, string>();
  #paceMs: number;

  constructor(world: Pick<LabWorld, 'members' | 'target'>, paceMs: number, onChange: () => void) {
    this.#world = world;
    this.#paceMs = paceMs;
    this.#onChange = onChange;
    this.sync();
  }

  /** Follows the world's members. */
  sync(): void {
    const present = new Map(this.#world.members.map((member) => [member.name, member.endpoint]));
    for (const [name, { endpoint, poller }] of this.#watched) {
      if (present.get(name) === endpoint) continue;
      poller.close();
      this.#watched.delete(name);
    }
    for (const [name, endpoint] of present) if (!this.#watched.has(name)) this.#watch(name, endpoint);
  }

  get(name: string): ObservedMember | null {
    return this.#watched.get(name)?.member ?? null;
  }

  /** Returns a member's name; its id where it has none here. */
  nameOf(id: string): string {
    return this.#names.get(id) ?? id;
  }

  /** A member was heard to have an id. */
  named(id: string, name: string): void {
    if (this.#names.size < mostNames || this.#names.has(id)) this.#names.set(id, name);
  }

  /** Returns whether a member answers, and whom it takes for the leader; `null`: there is no such member. */
  known(name: string, now: number) {
    const { member } = this.#watched.get(name) ?? {};
    if (member === undefined) return null;
    const process = this.#world.members.find((one) => one.name === name)?.process;
    const leader = member.leader?.id ?? null;
    return {
      id: member.id,
      answers: process === 'running' && member.answers(now),
      leader: leader === null ? null : this.nameOf(leader),
    };
  }

  setPace(paceMs: number): void {
    this.#paceMs = paceMs;
    for (const { poller } of this.#watched.values()) poller.setPace(paceMs);
  }

  /** Asks a member at once. */
  poke(name: string): void {
    this.#watched.get(name)?.poller.poke();
  }

  /** Returns how each member is now, in the world's order. */
  views(now: number): readonly LabMemberView[] {
    return this.#world.members.flatMap(({ name, process }) => {
      const watched = this.#watched.get(name);
      return watched === undefined ? [] : [watched.member.view(process, now, (id) => this.nameOf(id))];
    });
  }

  /** Returns what is known of the members that vote. */
  voters(): readonly KnownVoter[] {
    return this.#world.members.flatMap(({ name, process }) => {
      const { member } = this.#watched.get(name) ?? {};
      if (member === undefined || member.isLearner) return [];
      const { role, leader } = member;
      const follows =
        leader === null ? null : { name: leader.id === null ? null : this.nameOf(leader.id), at: leader.at };
      return [{ name, process, role, follows }];
    });
  }

  close(): void {
    for (const { poller } of this.#watched.values()) poller.close();
    this.#watched.clear();
  }

  #watch(name: string, endpoint: string): void {
    const member = new ObservedMember(name);
    const processOf = () => this.#world.members.find((one) => one.name === name)?.process;
    const poller = new MemberPoller(endpoint, this.#world.target([name]), this.#paceMs, {
      onAnswer: (status: RaftStatus, askedAt: number) => {
        // What was on its way while its process ended says nothing of the next one.
        if (processOf() === 'dead' || processOf() === 'stopped') return;
        this.named(status.id, name);
        member.answered(status, askedAt, Date.now());
        this.#onChange();
      },
      onSilence: () => member.wasSilent(),
    });
    this.#watched.set(name, { member, endpoint, poller });
  }
}

/** A wiped member comes back with another id. */
const mostNames = 10_000;
