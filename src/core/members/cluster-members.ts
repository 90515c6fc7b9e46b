import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Abort } from '../../contract/abort.ts';
import type { ClusterStatus } from '../../contract/cluster.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { MemberId } from '../../contract/ids.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import type { EtcdClient } from '../etcd/client.ts';
import { type Member, type MemberList, memberList } from '../etcd/cluster.ts';
import { status } from '../etcd/maintenance.ts';
import type { Clock } from '../ports.ts';
import { AnnouncedURLs } from './announced-urls.ts';
import { type Asking, askMember, type MemberAnswer, type StatusAnswer } from './ask-member.ts';
import { collectAnswers } from './collect-answers.ts';
import { findingsOf, type Places } from './findings.ts';
import { MemberEndpoints } from './member-endpoints.ts';
import { alarmsIn, memberStatuses } from './member-status.ts';
import { quorumOf } from './quorum.ts';

/** How long one member may take. */
const memberTimeoutMs = 3_000;
/** How much longer a given endpoint may take than the members' own, because its member should be asked there. */
const placingGraceMs = 1_000;
/** How long after a change of members the list is read anew at each poll: the member that gives it may be behind. */
const settlingMs = 5_000;
/** How long a slow member holds back the others' answers. */
const earlyGraceMs = 150;
/** How long a member's last answer stands for one that has not arrived yet. */
const lastAnswerMaxAgeMs = 10_000;

type Answers = ReadonlyMap<MemberId, MemberAnswer>;
type ReportAnswers = (soFar: Answers) => void;

/** The members of one connection's cluster: the list, where each is asked, and the latest answers. */
export class ClusterMembers {
  readonly #client: EtcdClient;
  readonly #clock: Clock;
  readonly #given: readonly string[];
  readonly #endpoints: MemberEndpoints;
  readonly #announced: AnnouncedURLs;
  readonly #membersChangedAt: () => number;
  readonly #placing = new Map<string, Promise<StatusAnswer>>();
  #list: MemberList | null = null;
  #listedAt = 0;
  #isListStale = false;
  #isStatusDenied = false;
  #last: { readonly answers: Answers; readonly at: number } | null = null;

  constructor(connection: Pick<OpenConnection, 'client' | 'profile' | 'dial' | 'membersChangedAt'>, clock: Clock) {
    this.#client = connection.client;
    this.#clock = clock;
    this.#given = connection.profile.endpoints;
    this.#endpoints = new MemberEndpoints(this.#given);
    this.#announced = new AnnouncedURLs(connection);
    this.#membersChangedAt = () => connection.membersChangedAt();
  }

  /**
   * Asks every member, in parallel. The member list is read again when it is older than `listMaxAgeMs`; when no member
   * answers for it, the old one serves. Fails when there has never been one. Where a member is slow, `onEarly` gets the
   * status without it: with its last answer, or `healthy: null` and no failure.
   */
  async ask(
    listMaxAgeMs: number,
    signal?: Abort,
    onEarly: (status: ClusterStatus) => void = () => undefined,
  ): Promise<ClusterStatus> {
    const known = this.#list;
    const report =
      (of: MemberList): ReportAnswers =>
      (soFar) =>
        onEarly(this.#statusOf(of, new Map([...this.#lastAnswers(), ...soFar]), signal));
    // While a frozen member delays the list, the known members are asked already.
    let [list, answers] = await Promise.all([
      this.#listFor(listMaxAgeMs, signal),
      known === null ? null : this.#askAll(known.members, signal, report(known)),
    ]);
    if (this.#isListStale && answers !== null) list = (await this.#listFrom(answers, signal)) ?? list;
    if (answers === null || !isDeepStrictEqual(list.members, known?.members)) {
      answers = await this.#askAll(list.members, signal, report(list));
    }
    const led = await this.#listOfLed(list, answers, signal);
    if (led !== null) {
      list = led;
      answers = await this.#askAll(list.members, signal, report(list));
    }
    this.#last = { answers, at: this.#clock.now() };
    return this.#statusOf(list, answers, signal);
  }

  #lastAnswers(): Answers {
    const last = this.#last;
    return last !== null && this.#clock.now() - last.at < lastAnswerMaxAgeMs ? last.answers : new Map();
  }

  #statusOf(list: MemberList, answers: Answers, signal: Abort | undefined): ClusterStatus {
    const members = memberStatuses(list.members, answers);
    const status = {
      clusterId: list.clusterId,
      members,
      quorum: quorumOf(members),
      alarms: alarmsIn(answers),
      at: this.#clock.now(),
      staleSince: this.#isListStale ? this.#listedAt : null,
    };
    return { ...status, findings: findingsOf(status, this.#placesOf(list.members, signal)) };
  }

  #placesOf(members: readonly Member[], signal: Abort | undefined): Places {
    const elsewhere = members.map((member) => ({
      member: member.id,
      urls: this.#endpoints.announcedBeside(member),
    }));
    this.#announced.refresh(
      elsewhere.filter(({ urls }) => urls.length > 0),
      signal,
    );
    const strangers = [...this.#client.identity.strangers].filter(([endpoint]) => this.#given.includes(endpoint));
    return {
      strangers: strangers.map(([, failure]) => failure.toFailure()),
      unreachable: this.#announced.unreachable,
    };
  }

  async #listFor(maxAgeMs: number, signal: Abort | undefined): Promise<MemberList> {
    const known = this.#list;
    const isSettled = this.#listedAt - this.#membersChangedAt() > settlingMs;
    const isYoung = !this.#isListStale && isSettled && this.#clock.now() - this.#listedAt < maxAgeMs;
    if (known !== null && isYoung) return known;
    try {
      return this.#remember(await memberList(this.#client, { timeoutMs: memberTimeoutMs, signal }));
    } catch (error) {
      if (known === null || !(error instanceof EtcdeckError) || error.code === 'Cancelled') throw error;
      this.#isListStale = true;
      return known;
    }
  }

  /** The given endpoints do not answer; a member known from before may still return the list. */
  async #listFrom(answers: Answers, signal: Abort | undefined): Promise<MemberList | null> {
    for (const answer of answers.values()) {
      if (answer.kind === 'silent' || answer.kind === 'unasked') continue;
      try {
        const { endpoint } = answer;
        return this.#remember(await memberList(this.#client, { endpoint, timeoutMs: memberTimeoutMs, signal }));
      } catch (error) {
        if (!(error instanceof EtcdeckError) || error.code === 'Cancelled') throw error;
      }
    }
    return null;
  }

  /**
   * A member that is cut off keeps the list of before. Returns that of a member that sees a leader, where the one that
   * gave the list sees none, and where the two differ.
   */
  async #listOfLed(list: MemberList, answers: Answers, signal: Abort | undefined): Promise<MemberList | null> {
    const told = [...answers.values()].filter((answer) => answer.kind === 'status');
    const led = told.find(({ status }) => status.leader !== null);
    const isGiverCutOff = told.some(({ endpoint, status }) => endpoint === list.endpoint && status.leader === null);
    if (led === undefined || !isGiverCutOff) return null;
    try {
      const { endpoint } = led;
      const found = this.#remember(await memberList(this.#client, { endpoint, timeoutMs: memberTimeoutMs, signal }));
      return isDeepStrictEqual(found.members, list.members) ? null : found;
    } catch (error) {
      if (!(error instanceof EtcdeckError) || error.code === 'Cancelled') throw error;
      return null;
    }
  }

  #remember(list: MemberList): MemberList {
    this.#list = list;
    this.#listedAt = this.#clock.now();
    this.#isListStale = false;
    return list;
  }

  async #askAll(members: readonly Member[], signal: Abort | undefined, report: ReportAnswers): Promise<Answers> {
    const asking: Asking = {
      client: this.#client,
      signal,
      timeoutMs: memberTimeoutMs,
      isStatusDenied: this.#isStatusDenied,
      onDidAnswer: (endpoint, member) => this.#endpoints.learn(endpoint, member),
    };
    const placing = this.#place(members, asking);
    const asked = members.map((member) => {
      const announced = askMember(asking, member, this.#endpoints.of(member));
      return [member.id, firstAnswer(member, announced, placing)] as const;
    });
    const answers = await collectAnswers(new Map(asked), earlyGraceMs, report);
    this.#isStatusDenied = asking.isStatusDenied;
    const placed = await settledWithin(placing, placingGraceMs);
    const isMember = ({ status }: StatusAnswer): boolean => members.some(({ id }) => id === status.memberId);
    return new Map([...answers, ...placed.filter(isMember).map((answer) => [answer.status.memberId, answer] as const)]);
  }

  /** Asks at the given endpoints that no member announces, one call each, to learn which member they lead to. */
  #place(members: readonly Member[], { isStatusDenied, timeoutMs }: Asking): readonly Promise<StatusAnswer>[] {
    if (isStatusDenied) return [];
    return this.#endpoints.unplaced(members).map((endpoint) => {
      const placing = this.#placing.get(endpoint) ?? this.#askWhose(endpoint, timeoutMs);
      this.#placing.set(endpoint, placing);
      return placing;
    });
  }

  async #askWhose(endpoint: string, timeoutMs: number): Promise<StatusAnswer> {
    try {
      const found = await status(this.#client, endpoint, { timeoutMs });
      this.#endpoints.learn(endpoint, found.memberId);
      return { kind: 'status', endpoint, status: found };
    } finally {
      this.#placing.delete(endpoint);
    }
  }
}

/** Returns the first answer of a member at any endpoint; where it is silent, the failure at its own endpoints. */
async function firstAnswer(
  member: Member,
  announced: Promise<MemberAnswer>,
  placing: readonly Promise<StatusAnswer>[],
): Promise<MemberAnswer> {
  const said = announced.then((answer) => (isSilent(answer) ? Promise.reject(silent) : answer));
  const saidElsewhere = placing.map(async (answer) => {
    const { status } = await answer;
    return status.memberId === member.id ? answer : Promise.reject(silent);
  });
  try {
    return await Promise.any([said, ...saidElsewhere]);
  } catch {
    return announced;
  }
}

const silent = new Error('silent');

function isSilent({ kind }: MemberAnswer): boolean {
  return kind === 'silent' || kind === 'unasked';
}

/** Returns the answers that come in time. */
async function settledWithin<T>(answers: readonly Promise<T>[], timeoutMs: number): Promise<readonly T[]> {
  const there: T[] = [];
  if (answers.length === 0) return there;
  const all = Promise.allSettled(answers.map(async (answer) => there.push(await answer)));
  const isOver = new AbortController();
  await Promise.race([all, delay(timeoutMs, undefined, { signal: isOver.signal }).catch(() => undefined)]);
  isOver.abort();
  return [...there];
}
