import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { LabAddedMember } from '../../../contract/lab.ts';
import { findFreePorts } from '../../sandbox/free-ports.ts';
import type { MemberProcess } from '../../sandbox/member-process.ts';
import type { LabLinks, LabNews, ListedMember } from '../lab-world.ts';
import { hostOfPeerURL, peerHosts, peerURLOf } from './lab-hosts.ts';
import {
  ClusterMember,
  lastWordsOf,
  type MemberPlace,
  type MemberSettings,
  type MemberSurroundings,
} from './lab-member.ts';
import type { ActBounds } from './member-acts.ts';
import { labActRefused } from './version-rules.ts';
import { unlessAborted, within } from './waiting.ts';

/** How long a member may take to answer its peers, and then to serve where a majority can elect a leader. */
const servesWithinMs = 60_000;

/** A member to make. */
export type NewMember = Pick<MemberPlace, 'name' | 'peerHost' | 'initialCluster' | 'state'>;

/** The members that a lab runs, and the links between them. */
export class LabMembers {
  readonly links: LabLinks;
  readonly folder: string;
  readonly tell: (news: LabNews) => void;
  readonly #around: MemberSurroundings;
  readonly #usedHosts = new Set<string>();
  #members: readonly ClusterMember[] = [];
  /** Of the cluster's list, the members that were never started. */
  #unstarted: readonly LabAddedMember[] = [];

  constructor(links: LabLinks, around: MemberSurroundings) {
    this.links = links;
    this.folder = around.place.folder;
    this.tell = around.tell;
    this.#around = around;
  }

  get all(): readonly ClusterMember[] {
    return this.#members;
  }

  /** Returns a member. Fails with `LabActRefused`. */
  require(name: string): ClusterMember {
    const found = this.#members.find((member) => member.name === name);
    if (found === undefined) throw labActRefused(`there is no member ${name} in this lab`);
    return found;
  }

  /** The members of the cluster's list that were never started. */
  get added(): readonly LabAddedMember[] {
    return this.#unstarted.filter(({ peerURL }) => !this.#members.some((member) => member.peerURL === peerURL));
  }

  /** The peer URL of a member that is added next; `null`: none is left. */
  get freePeerURL(): string | null {
    const host = this.#nextHost();
    return host === null ? null : peerURLOf(host);
  }

  /** Takes the cluster's list of members. Returns whether others than before were never started. */
  listed(rows: readonly ListedMember[]): boolean {
    const before = JSON.stringify(this.added);
    this.#unstarted = rows.flatMap(({ id, name, peerURLs, isLearner }) => {
      const peerURL = peerURLs.find((url) => hostOfPeerURL(url) !== null) ?? peerURLs[0];
      // A member has no name in the list until it has started.
      return name !== '' || peerURL === undefined ? [] : [{ id, peerURL, isLearner }];
    });
    return JSON.stringify(this.added) !== before;
  }

  /** Takes a host that no member has had yet, while there are such, and none has now. */
  freeHost(): string {
    const host = this.#nextHost();
    if (host === null) throw labActRefused('no peer URL is left for another member');
    this.#usedHosts.add(host);
    return host;
  }

  #nextHost(): string | null {
    const taken = new Set([...this.#members, ...this.#unstarted].map(({ peerURL }) => hostOfPeerURL(peerURL)));
    const free = peerHosts.filter((host) => !taken.has(host));
    return free.find((one) => !this.#usedHosts.has(one)) ?? free[0] ?? null;
  }

  /** Makes a member, with ports and a proxy of its own. It is not started. */
  async make(member: NewMember, settings: MemberSettings): Promise<ClusterMember> {
    const [clientPort = 0, listenPort = 0] = await findFreePorts(2);
    this.#usedHosts.add(member.peerHost);
    const proxy = await this.links.add({ name: member.name, peerHost: member.peerHost, listenPort });
    const made = new ClusterMember({ ...member, clientPort, listenPort }, proxy, settings, this.#around);
    this.#members = [...this.#members, made];
    return made;
  }

  /** Takes in a member that was discarded, with its old ports. */
  async bringBack(member: ClusterMember): Promise<void> {
    if (this.#members.includes(member)) return;
    member.proxy = await this.links.add(member.link);
    this.#members = [...this.#members, member];
  }

  /** Kills a member, and removes its proxy and itself. Its data stays. */
  async withdraw(member: ClusterMember): Promise<void> {
    await member.kill();
    await this.links.remove(member.name);
    this.#members = this.#members.filter((one) => one !== member);
    this.#unstarted = this.#unstarted.filter(({ peerURL }) => peerURL !== member.peerURL);
  }

  /** Kills a member, and removes its proxy, itself and its data. */
  async discard(member: ClusterMember): Promise<void> {
    await this.withdraw(member);
    await removeFolder(member.dataDir);
  }

  /**
   * Waits until a member that was just started serves; where too few can be reached to elect a leader, until it answers its
   * peers. Waits a minute at most for each, and tells where it does not. Fails with `SandboxFailed` and its last words
   * where it ends.
   */
  async untilUp(member: ClusterMember, running: MemberProcess, { tell, signal }: ActBounds): Promise<void> {
    const inTime = async (reached: Promise<void>): Promise<boolean> => {
      const orItsEnd = reached.catch((error: unknown) => {
        throw memberEnded(member, running, error);
      });
      return await unlessAborted(within(orItsEnd, servesWithinMs), signal);
    };
    if (!(await inTime(running.answersPeers))) {
      tell(`${member.name} runs and does not answer its peers yet`);
      return;
    }
    if (!this.#canServe(member)) {
      tell(`${member.name} runs, and serves once a majority of the voting members can elect a leader`);
      return;
    }
    if (await inTime(running.ready)) member.isWiped = false;
    else tell(`${member.name} runs and does not serve yet`);
  }

  /** Whether enough voting members run that it can reach, in both directions. */
  #canServe(member: ClusterMember): boolean {
    const voters = this.#members.filter(({ isLearner }) => !isLearner);
    const isOpen = (from: string, to: string): boolean => this.links.get(from, to).state === 'open';
    const reached = voters.filter(
      ({ name, process }) =>
        process === 'running' && (name === member.name || (isOpen(name, member.name) && isOpen(member.name, name))),
    );
    return reached.length > voters.length / 2;
  }
}

/** Makes the failure of a member that ended before it was up. */
function memberEnded({ name, isWiped }: ClusterMember, running: MemberProcess, cause: unknown): EtcdeckError {
  const way = isWiped
    ? '; etcd refuses a member that comes back without its data: remove it from the cluster and add a new one'
    : '';
  const message = `member ${name} ended: ${lastWordsOf(running)}${way}`;
  const detail = { ended: name };
  return new EtcdeckError({ code: 'SandboxFailed', message, operation: 'lab.act', detail }, { cause });
}

/** Returns where a lab keeps the data of members that were wiped, for an undo. */
export const asideOf = (folder: string): string => join(folder, 'aside');

/** Removes a folder with all that is in it. */
export const removeFolder = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
