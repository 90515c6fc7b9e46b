import type { LabRaftNews } from '../../../contract/lab/events.ts';
import type { LabFrame, LabLinkView } from '../../../contract/lab/frames.ts';
import { writtenOut } from '../../terminal/steering.ts';
import type { LabNews, LabWorld, ObservedMessage } from '../lab-world.ts';
import { type CommitGap, CommitGaps } from './commit-gaps.ts';
import type { EventLog } from './event-log.ts';
import { type LeaderNews, Leadership } from './leadership.ts';
import { readLogLine } from './log-lines.ts';
import { Membership } from './membership.ts';
import { ObservedMembers } from './observed-members.ts';
import { type RaftLine, readRaftLine } from './raft-lines.ts';
import type { RaftRole } from './raft-status.ts';
import type { Look } from './slow-look.ts';

/** How often members are asked, and frames made, while nobody follows, in milliseconds. */
export const idleMs = 1_000;

const longestText = 300;

const roleAfter: Partial<Readonly<Record<LabRaftNews, RaftRole>>> = {
  preCampaign: 'preCandidate',
  campaign: 'candidate',
  becameLeader: 'leader',
  becameFollower: 'follower',
  steppedDown: 'follower',
};

/** Puts together what is seen of a lab: answers, lines of logs, messages and what the lab does. */
export class LabObservation {
  readonly members: ObservedMembers;
  readonly #world: LabWorld;
  readonly #events: EventLog;
  readonly #leadership = new Leadership();
  readonly #gaps = new CommitGaps();
  readonly #membership = new Membership();
  #alarms: ReadonlySet<string> = new Set();

  constructor(world: LabWorld, events: EventLog) {
    this.#world = world;
    this.#events = events;
    this.members = new ObservedMembers(world, idleMs, () => this.#weigh());
  }

  /** The name of the leader that a majority follows, as far as is known. */
  get leader(): string | null {
    return this.#leadership.leader;
  }

  /** The times in which no write could be committed, oldest first. */
  get commitGaps(): readonly CommitGap[] {
    return this.#gaps.all();
  }

  get membershipChanges(): number {
    return this.#membership.changes;
  }

  heardLine(name: string, text: string): void {
    const line = readLogLine(text, Date.now());
    const raft = line === null ? null : readRaftLine(line);
    if (line === null || raft === null) return;
    this.members.sync();
    if (raft.id !== null) this.members.named(raft.id, name);
    const peer = raft.peer === null ? null : this.members.nameOf(raft.peer);
    const { news, term } = raft;
    this.#events.add(
      { kind: 'raft', member: name, news, term, peer, text: writtenOut(line.message).slice(0, longestText) },
      line.at,
    );
    this.#learn(name, raft, line.at);
    this.#weigh();
  }

  heardNews(news: LabNews): void {
    const now = Date.now();
    this.members.sync();
    if (news.kind === 'members' && !this.#membership.told(news)) return;
    if (news.kind === 'process') {
      if (news.news === 'started') this.members.get(news.member)?.restarted();
      if (news.news === 'thawed') this.members.get(news.member)?.thawed(now);
      if (disturbing.has(news.news)) this.#leadership.disturbed([news.member], now);
      if (news.news === 'thawed') this.#leadership.calmed([news.member]);
      this.members.poke(news.member);
    }
    if (news.kind === 'act' && news.record.act.kind === 'wipe' && news.record.undoes === null) {
      this.members.get(news.record.act.member)?.wiped();
    }
    if (news.kind === 'link') {
      const ends = [news.from, news.to];
      if (news.state === 'open') this.#leadership.calmed(ends);
      else this.#leadership.disturbed(ends, now);
    }
    this.#events.add(news, now);
    this.#setLearners();
    this.#weigh();
  }

  sawMessages(messages: readonly ObservedMessage[]): void {
    for (const { kind, from, to, term, at } of messages) {
      if (kind !== 'MsgVote' && kind !== 'MsgPreVote') continue;
      // What was delayed tells of what its sender was.
      if (this.#world.links.get(from, to).delayMs > 0) continue;
      // A request for a pre-vote has the term that its sender would begin.
      if (kind === 'MsgVote') this.members.get(from)?.campaigns('candidate', term, at);
      else this.members.get(from)?.campaigns('preCandidate', term - 1, at);
      this.members.poke(from);
    }
  }

  /** Takes what a slow look has seen; `changes`: those of the members that were known when it began. */
  looked({ alarms, members }: Look, changes: number): void {
    const now = Date.now();
    const raised = new Set([...alarms].flatMap(([id, kinds]) => kinds.map((kind) => `${kind} ${id}`)));
    for (const alarm of new Set([...this.#alarms, ...raised])) {
      if (this.#alarms.has(alarm) === raised.has(alarm)) continue;
      const [kind, id = ''] = alarm.split(' ');
      const member = this.members.nameOf(id);
      const named = kind === 'CORRUPT' ? 'CORRUPT' : 'NOSPACE';
      this.#events.add({ kind: 'alarm', member, alarm: named, raised: raised.has(alarm) }, now);
    }
    this.#alarms = raised;
    if (members === null || changes !== this.#membership.changes) return;
    this.#world.listed(members);
    const names = new Map(this.#world.members.map(({ name, peerURL }) => [peerURL, name]));
    for (const { id, name } of members) if (name !== '') this.members.named(id, name);
    const nameOf = ({ name, peerURLs: [url = ''] }: (typeof members)[number]): string | null =>
      names.get(url) ?? (name === '' ? null : name);
    for (const news of this.#membership.listed(members, nameOf)) this.#events.add(news, now);
    this.#setLearners();
  }

  /** The members are of another cluster than before: what was known of the one before says nothing of it. */
  beganAnew(): void {
    this.#membership.restarted();
    this.#leadership.restarted();
    this.#alarms = new Set();
  }

  /** Returns how the lab is now, with what passed its links since the frame before. */
  frame(): LabFrame {
    this.members.sync();
    this.#weigh();
    const at = Date.now();
    const names = this.#world.members.map(({ name }) => name);
    const counts = new Map(this.#world.links.takeCounts().map((count) => [`${count.from} ${count.to}`, count]));
    const links = names.flatMap((from) =>
      names.flatMap((to): readonly LabLinkView[] => {
        if (from === to) return [];
        const { messages = {}, bytes = 0, lost = 0 } = counts.get(`${from} ${to}`) ?? {};
        return [{ from, to, ...this.#world.links.get(from, to), messages, bytes, lost }];
      }),
    );
    return { at, members: this.members.views(at), links };
  }

  /** Takes what a line says of its member's part and of its leader. */
  #learn(name: string, { news, term, peer }: RaftLine, at: number): void {
    const member = this.members.get(name);
    if (member === null) return;
    const role = roleAfter[news];
    if (role !== undefined) member.tookRole(role, term, at);
    if (news === 'leaderFound') member.sawLeader(peer, at);
    if (news === 'leaderLost') {
      member.sawLeader(null, at);
      if (peer !== null) this.#leadership.followerLost(this.members.nameOf(peer), at);
    }
    if (news === 'becameLeader' && term !== null) this.#tellLeader(this.#leadership.leads(name, term, at));
    this.members.poke(name);
  }

  #setLearners(): void {
    for (const { name } of this.#world.members) {
      const member = this.members.get(name);
      if (member !== null) member.isLearner = this.#membership.isLearner(name);
    }
  }

  #weigh(): void {
    const [voters, now] = [this.members.voters(), Date.now()];
    this.#gaps.weigh(voters, now);
    this.#tellLeader(this.#leadership.weigh(voters, now));
  }

  #tellLeader(all: readonly LeaderNews[]): void {
    for (const { news, at } of all) this.#events.add(news, at);
  }
}

const disturbing: ReadonlySet<string> = new Set(['stopped', 'killed', 'frozen', 'exited']);
