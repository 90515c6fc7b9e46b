import type { LabWriteStep } from '../../../contract/lab/writes.ts';
import type { ObservedMessage } from '../lab-world.ts';

/** A step as it was seen, `at` in milliseconds since 1970. */
export interface SeenStep {
  readonly step: LabWriteStep;
  readonly at: number;
  readonly member: string;
  readonly peer: string | null;
  readonly index: number | null;
}

/**
 * Follows one entry by the messages between members. An entry is known by what it holds, never by its place alone: others
 * write at the same time, and a new leader may give its place to another entry.
 */
export class WriteTrace {
  readonly #isEntry: (data: Uint8Array) => boolean;
  readonly #voters: () => readonly string[];
  readonly #forwarded = new Set<string>();
  readonly #sent = new Set<string>();
  readonly #acknowledged = new Set<string>();
  #place: { readonly index: number; readonly leader: string; readonly term: number } | null = null;
  #isCommitted = false;

  /** `isEntry`: whether an entry's data is the one that is followed. */
  constructor(isEntry: (data: Uint8Array) => boolean, voters: () => readonly string[]) {
    this.#isEntry = isEntry;
    this.#voters = voters;
  }

  /** The entry's place in the log; `null`: not known, or no longer. */
  get index(): number | null {
    return this.#place?.index ?? null;
  }

  /** The member that sent the entry to the others last. */
  get leader(): string | null {
    return this.#place?.leader ?? null;
  }

  get isCommitted(): boolean {
    return this.#isCommitted;
  }

  /** How many voting members have told the leader that they hold the entry. */
  get acknowledgements(): number {
    return this.#voters().filter((name) => this.#acknowledged.has(name)).length;
  }

  /** It was answered, and so is committed. Returns whether that was not seen before. */
  answered(): boolean {
    const isNew = !this.#isCommitted;
    this.#isCommitted = true;
    return isNew;
  }

  take(message: ObservedMessage): readonly SeenStep[] {
    const { kind } = message;
    if (kind === 'MsgProp') return this.#forwards(message);
    if (kind === 'MsgApp') return [...this.#appends(message), ...this.#commits(message)];
    if (kind === 'MsgHeartbeat') return this.#commits(message);
    return kind === 'MsgAppResp' ? this.#acknowledges(message) : [];
  }

  #forwards({ at, from, to, entries }: ObservedMessage): readonly SeenStep[] {
    const way = `${from} ${to}`;
    if (this.#forwarded.has(way) || entries?.data.some(this.#isEntry) !== true) return [];
    this.#forwarded.add(way);
    return [{ step: 'forwarded', at, member: from, peer: to, index: null }];
  }

  #appends({ at, from, to, term, entries }: ObservedMessage): readonly SeenStep[] {
    if (entries === null) return [];
    const offset = entries.data.findIndex(this.#isEntry);
    const place = this.#place;
    if (offset === -1) {
      // Of many entries what they hold is given of the first only: what is not given may be the entry.
      const isReplaced = place !== null && term > place.term && entries.data[place.index - entries.first] !== undefined;
      if (isReplaced && !this.#isCommitted) this.#forget();
      return [];
    }
    const index = entries.first + offset;
    if (place !== null && place.index !== index) this.#forget();
    if (this.#place === null || term >= this.#place.term) this.#place = { index, leader: from, term };
    const way = `${from} ${to}`;
    if (this.#sent.has(way)) return [];
    this.#sent.add(way);
    return [{ step: 'appendSent', at, member: from, peer: to, index }];
  }

  #acknowledges({ at, from, to, term, index, isRejected }: ObservedMessage): readonly SeenStep[] {
    const place = this.#place;
    if (place === null || isRejected || to !== place.leader || term !== place.term || index < place.index) return [];
    if (this.#acknowledged.has(from)) return [];
    this.#acknowledged.add(from);
    const step = { at, index: place.index };
    const seen: SeenStep[] = [{ step: 'acknowledged', member: from, peer: to, ...step }];
    // The leader's own disk is not seen: the others' acknowledgements have to be a majority by themselves.
    if (!this.#isCommitted && this.acknowledgements > this.#voters().length / 2) {
      this.#isCommitted = true;
      seen.push({ step: 'committed', member: to, peer: null, ...step });
    }
    return seen;
  }

  /** A leader tells how far its log is committed with its next messages, at once where there is somebody to tell. */
  #commits({ at, from, term, commit }: ObservedMessage): readonly SeenStep[] {
    const place = this.#place;
    if (place === null || this.#isCommitted || from !== place.leader || term !== place.term) return [];
    if (commit < place.index) return [];
    this.#isCommitted = true;
    return [{ step: 'committed', at, member: from, peer: null, index: place.index }];
  }

  #forget(): void {
    this.#place = null;
    this.#sent.clear();
    this.#acknowledged.clear();
  }
}
