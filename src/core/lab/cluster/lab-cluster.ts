import type { ConnectionId } from '../../../contract/ids.ts';
import type { LabAct, LabActRecord } from '../../../contract/lab/acts.ts';
import { type LabInfo, labIdPrefix } from '../../../contract/lab.ts';
import type { TransientProfile } from '../../connections/held/open-connections.ts';
import type { EtcdTarget } from '../../etcd/client.ts';
import type { Clock } from '../../ports.ts';
import type { ProgramPlaces } from '../../programs/find-etcd.ts';
import type { SandboxPlace } from '../../sandbox/sandbox-record.ts';
import type { SandboxTls } from '../../sandbox/sandbox-tls.ts';
import type { LabNews, LabWorld } from '../lab-world.ts';
import type { RunningLab, TellStep } from '../running-lab.ts';
import { type Acting, NoUndo } from './acts/act.ts';
import { doingOf } from './acts/doing-of.ts';
import type { LabMembers } from './lab-members.ts';
import type { LabTeller } from './lab-news.ts';
import { LabRecords, noUndoWords } from './lab-records.ts';
import type { MemberActs } from './member-acts.ts';
import { resetMembers, type StartedWith } from './reset-members.ts';
import { labActRefused } from './version-rules.ts';

/** What a running lab is made of. */
export interface ClusterParts {
  readonly id: string;
  readonly name: string;
  readonly place: SandboxPlace;
  readonly tls: SandboxTls;
  readonly members: LabMembers;
  readonly teller: LabTeller;
  /** What a reset brings back. */
  readonly start: readonly StartedWith[];
  readonly snapshot: string | null;
  readonly cluster: MemberActs;
  readonly places: ProgramPlaces;
  readonly clock: Clock;
}

/** Returns the id of a lab's connection. */
export const labConnection = (id: string): ConnectionId =>
  // The random id makes the name unlike any saved connection's.
  `${labIdPrefix}${id}` as ConnectionId;

/** A running lab: its members, and the acts that were done to them, one after the other. */
export class LabCluster implements RunningLab {
  readonly world: LabWorld;
  readonly #parts: ClusterParts;
  readonly #records = new LabRecords();
  /** The id of the last act before the last reset. */
  #before = 0;
  readonly #closing = new AbortController();
  /** The act that runs, or the last one. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: ClusterParts) {
    this.#parts = parts;
    const { members, teller } = parts;
    this.world = {
      get members() {
        return members.all.map((member) => member.asSeen());
      },
      links: members.links,
      target: (names) => this.#target(names),
      onLine: teller.onLine,
      onNews: teller.onNews,
      listed: (rows) => {
        if (members.listed(rows)) teller.changed();
      },
      closed: this.#closing.signal,
    };
    members.links.onFailure(() => this.tell({ kind: 'linksFailed' }));
  }

  info(): LabInfo {
    const { id, name, place, members, snapshot } = this.#parts;
    return {
      ...{ connection: labConnection(id), name, folder: place.folder, snapshot },
      members: members.all.map((member) => member.info()),
      ...{ added: members.added, freePeerURL: members.freePeerURL },
    };
  }

  /** Returns the profile of its connection. */
  profile(): TransientProfile {
    const { id, name, members, tls } = this.#parts;
    return {
      ...{ id: labConnection(id), name, user: null, learnsEndpoints: true },
      endpoints: members.all.map(({ endpoint }) => endpoint),
      tls: { ...tls.files, serverName: null, skipVerify: false },
    };
  }

  records(): readonly LabActRecord[] {
    return this.#records.all();
  }

  /** Returns how many of the acts that are kept were done before the last reset. */
  get actsBeforeReset(): number {
    return this.#records.all().filter(({ id }) => id <= this.#before).length;
  }

  /** Returns the acts since the start or the last reset, and how many older ones of them are not kept. */
  recordsSinceReset(): { readonly acts: readonly LabActRecord[]; readonly dropped: number } {
    const acts = this.#records.all().filter(({ id }) => id > this.#before);
    return { acts, dropped: this.#records.last - this.#before - acts.length };
  }

  onChange(listener: () => void): () => void {
    return this.#parts.teller.onChange(listener);
  }

  tell(news: LabNews): void {
    this.#parts.teller.tell(news);
  }

  act(act: LabAct, tell: TellStep, signal: AbortSignal): Promise<LabActRecord> {
    return this.#inTurn(signal, async () => {
      const timed = this.#timed();
      const undoing = await doingOf(act)(this.#acting(tell, signal));
      return this.#didAct(this.#records.add(act, timed(), undoing));
    });
  }

  undo(id: number, tell: TellStep, signal: AbortSignal): Promise<LabActRecord> {
    return this.#inTurn(signal, async () => {
      const { record, undo } = this.#records.requireUndo(id);
      const timed = this.#timed();
      try {
        await undo(this.#acting(tell, signal));
      } catch (error) {
        if (!(error instanceof NoUndo)) throw error;
        this.#records.refuseUndo(id, error.reason);
        this.#parts.teller.changed();
        throw labActRefused(noUndoWords[error.reason]);
      }
      return this.#didAct(this.#records.addUndo(record, timed()));
    });
  }

  /** Brings back the members, data and links that the lab started with. */
  reset(tell: TellStep, signal: AbortSignal): Promise<void> {
    return this.#inTurn(signal, async () => {
      const { members, start, teller } = this.#parts;
      this.#records.refuseAll();
      // Also where it does not come to its end: the data of before is gone.
      this.#before = this.#records.last;
      await resetMembers(members, start, { tell, signal: this.#orClosing(signal) });
      teller.changed();
    });
  }

  /** Ends the members and removes everything. */
  async remove(): Promise<void> {
    this.#closing.abort();
    await this.#last.catch(() => undefined);
    const { members, place } = this.#parts;
    await Promise.all(members.all.map((member) => member.kill()));
    await members.links.close();
    place.remove();
  }

  /** Runs after what was asked for before, whether or not that was done. */
  #inTurn<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const turn = this.#last
      .catch(() => undefined)
      .then(() => {
        signal.throwIfAborted();
        this.#closing.signal.throwIfAborted();
        return work();
      });
    this.#last = turn;
    return turn;
  }

  #acting(tell: TellStep, signal: AbortSignal): Acting {
    const { members, cluster, places } = this.#parts;
    return { members, cluster, places, tell, signal: this.#orClosing(signal) };
  }

  #orClosing(signal: AbortSignal): AbortSignal {
    return AbortSignal.any([signal, this.#closing.signal]);
  }

  #didAct(record: LabActRecord): LabActRecord {
    this.#parts.teller.tell({ kind: 'act', record });
    return record;
  }

  #timed(): () => { readonly at: number; readonly tookMs: number } {
    const at = this.#parts.clock.now();
    const begun = performance.now();
    return () => ({ at, tookMs: Math.round(performance.now() - begun) });
  }

  #target(names?: readonly string[]): EtcdTarget {
    const { members, tls } = this.#parts;
    const wanted = members.all.filter(({ name }) => names === undefined || names.includes(name));
    return {
      endpoints: wanted.map(({ endpoint }) => endpoint),
      tls: { ...tls.pems, serverName: null, skipVerify: false },
      ...{ user: null, password: null },
    };
  }
}
