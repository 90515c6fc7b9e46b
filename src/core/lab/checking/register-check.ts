import type { LabCheck, LabOperation } from '../../../contract/lab/checking.ts';
import { contradiction, type OffendingPair, type Zone } from './zones.ts';

/** The value of a key that does not exist: what every history begins with. */
export const absent = 0;

/** How many writes without an answer are remembered; the oldest are forgotten beyond. */
const mostUnseen = 10_000;

/**
 * Decides as it goes whether what was seen of one register is linearizable. Each value is written once, so that each read
 * names its write, and two values are in order or not by their zones alone (Gibbons and Korach, "Testing Shared Memories",
 * 1997). Keeps only what a later answer can still contradict: some values, and the writes without an answer. The calls and
 * answers are reported in the order in which they happened.
 */
export class RegisterCheck {
  /** The values that an operation was answered for, while they may still be read or contradicted. */
  readonly #zones = new Map<number, Zone>();
  /** Writes whose value nobody has seen: they are under way, or without an answer. */
  readonly #unseen = new Map<number, LabOperation>();
  readonly #pending = new Set<LabOperation>();
  #lastWrite: LabOperation | null = null;
  /** The newest value of which it is not known any more whether it was written. */
  #forgottenTo = Number.NEGATIVE_INFINITY;
  #reads = 0;
  #hasGivenUp = false;
  #offending: OffendingPair | null = null;

  constructor() {
    const before = Number.NEGATIVE_INFINITY;
    this.#zones.set(absent, { firstAnswer: before, lastCall: before, first: null, last: null });
  }

  get offending(): OffendingPair | null {
    return this.#offending;
  }

  get verdict(): LabCheck['verdict'] {
    if (this.#offending !== null) return 'notLinearizable';
    return this.#reads === 0 || this.#hasGivenUp ? 'undecided' : 'linearizable';
  }

  /** How many values and operations are kept. */
  get kept(): number {
    return this.#zones.size + this.#unseen.size + this.#pending.size;
  }

  /** Notes that an operation begins. A write has a value that no other one has. */
  called(operation: LabOperation): void {
    if (this.#offending !== null) return;
    this.#pending.add(operation);
    if (operation.kind === 'read' || operation.value === null) return;
    this.#lastWrite = operation;
    this.#unseen.set(operation.value, operation);
    this.#bound();
  }

  /** Notes the answer to an operation, which is given as it was called, with the value of a read. */
  answered(operation: LabOperation, at: number, value: number): void {
    this.#pending.delete(operation);
    if (this.#offending !== null) return;
    const answered: LabOperation = { ...operation, value, answeredAt: at };
    if (operation.kind === 'read') {
      this.#reads += 1;
      this.#read(answered, at);
    } else if (this.#unseen.delete(value)) {
      this.#zones.set(value, { firstAnswer: at, lastCall: operation.calledAt, first: answered, last: answered });
    }
    this.#tidy(at);
  }

  /** Notes that no answer will come: a write may take effect at any later time, or never. */
  unanswered(operation: LabOperation): void {
    this.#pending.delete(operation);
  }

  /** Notes that an operation did nothing and never will. */
  refused(operation: LabOperation): void {
    this.#pending.delete(operation);
    if (operation.kind === 'read' || operation.value === null || this.#offending !== null) return;
    // Without an answer of its own, the first answer is that of a read.
    const read = this.#zones.get(operation.value)?.first ?? null;
    if (read !== null) this.#offending = [operation, read];
    this.#unseen.delete(operation.value);
  }

  #read(read: LabOperation, at: number): void {
    const value = read.value ?? absent;
    const written = this.#unseen.get(value);
    let zone = this.#zones.get(value);
    if (zone === undefined && written === undefined) {
      this.#unexplained(read, value);
      return;
    }
    if (zone === undefined) {
      zone = { firstAnswer: at, lastCall: written?.calledAt ?? at, first: read, last: written ?? read };
      this.#zones.set(value, zone);
      this.#unseen.delete(value);
    }
    if (read.calledAt < zone.lastCall) return;
    zone.lastCall = read.calledAt;
    zone.last = read;
    for (const other of this.#zones.values()) {
      if (other !== zone) this.#offending ??= contradiction(zone, other);
    }
  }

  /** The value was never written, or every read of it that can still come is too late. */
  #unexplained(read: LabOperation, value: number): void {
    if (value <= this.#forgottenTo && value !== absent) {
      this.#hasGivenUp = true;
      return;
    }
    const newest = this.#newestBefore(read.calledAt);
    const isBefore = (operation: LabOperation | null): boolean =>
      operation !== null && operation.answeredAt !== null && operation.answeredAt < read.calledAt;
    const witness = newest === null ? null : isBefore(newest.last) ? newest.last : newest.first;
    this.#offending = [witness ?? this.#lastWrite ?? read, read];
  }

  /** Of the values that were answered for before a time, the one with the latest call. */
  #newestBefore(time: number): Zone | null {
    let newest: Zone | null = null;
    for (const zone of this.#zones.values()) {
      if (zone.firstAnswer < time && (newest === null || zone.lastCall > newest.lastCall)) newest = zone;
    }
    return newest;
  }

  /**
   * Forgets the values that are over: another one was answered for before every read that can still be answered was called,
   * and had a call after their own first answer. A later read of them is a fault, with that other value as the witness;
   * and those that are kept, or still to come, are answered for after their last call.
   */
  #tidy(now: number): void {
    let earliest = now;
    const written = new Set<number | null>();
    for (const { kind, calledAt, value } of this.#pending) {
      if (kind === 'read') earliest = Math.min(earliest, calledAt);
      else written.add(value);
    }
    const newest = this.#newestBefore(earliest);
    if (newest === null) return;
    for (const [value, zone] of this.#zones) {
      const isOver = zone.firstAnswer < newest.lastCall && zone.lastCall <= newest.lastCall;
      // A write that was read already may still be refused, which would be a fault.
      if (zone !== newest && isOver && !written.has(value)) this.#zones.delete(value);
    }
  }

  #bound(): void {
    if (this.#unseen.size <= mostUnseen) return;
    for (const value of this.#unseen.keys()) {
      this.#unseen.delete(value);
      this.#forgottenTo = Math.max(this.#forgottenTo, value);
      return;
    }
  }
}
