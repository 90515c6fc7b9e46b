import type { CheckName, CheckState } from '../../contract/doctor.ts';
import type { Failure } from '../../contract/failure.ts';
import type { Finding } from '../../contract/findings.ts';
import { toEtcdeckError } from '../etcd/failures.ts';
import type { Clock } from '../ports.ts';

/** What one part of an examination found. `failure`: why some of it could not be examined. */
export interface PartFound {
  readonly findings: readonly Finding[];
  readonly failure: Failure | null;
}

/** What one part of an examination found, with its state. */
export interface CheckFound {
  readonly findings: readonly Finding[];
  readonly check: CheckState;
}

const mostFindings = 200;

const names: readonly CheckName[] = [
  'status',
  'metrics',
  'versions',
  'certificates',
  'exposure',
  'history',
  'snapshots',
  'hash',
];

/** The states and findings of the parts of an examination. */
export class CheckResults {
  readonly #clock: Clock;
  readonly #onDidChange: () => void;
  readonly #states = new Map<CheckName, CheckState>();
  readonly #findings = new Map<CheckName, readonly Finding[]>();

  constructor(clock: Clock, onDidChange: () => void = () => undefined) {
    this.#clock = clock;
    this.#onDidChange = onDidChange;
    for (const name of names) this.#states.set(name, { name, state: 'waiting', failure: null, at: null });
  }

  /** The parts in their order. */
  get checks(): readonly CheckState[] {
    return names.flatMap((name) => this.#states.get(name) ?? []);
  }

  /** What the parts found. */
  get findings(): readonly Finding[] {
    return names.flatMap((name) => this.#findings.get(name) ?? []);
  }

  begin(...begun: readonly CheckName[]): void {
    for (const name of begun) this.#put({ ...this.#before(name), state: 'running' });
  }

  skip(name: CheckName): void {
    this.#put({ name, state: 'skipped', failure: null, at: null });
  }

  /** Keeps the state and the findings of a part. */
  enter({ check, findings }: CheckFound): void {
    this.#findings.set(check.name, findings.slice(0, mostFindings));
    this.#put(check);
  }

  /** Does a part. A failure becomes its state, and its earlier findings stay. Rejects only when `signal` has aborted. */
  async attempt(name: CheckName, signal: AbortSignal, work: () => Promise<PartFound>): Promise<void> {
    this.begin(name);
    await this.renew(name, signal, work);
  }

  /** Does a part again: as `attempt`, and its state stays until then. */
  async renew(name: CheckName, signal: AbortSignal, work: () => Promise<PartFound>): Promise<void> {
    try {
      const { findings, failure } = await work();
      const state = failure === null ? 'done' : 'partial';
      this.enter({ check: { name, state, failure, at: this.#clock.now() }, findings });
    } catch (error) {
      if (signal.aborted) throw error;
      this.#put({ ...this.#before(name), state: 'failed', failure: failureOf(error) });
    }
  }

  /** Replaces the parts that another examination has done. */
  adopt(other: CheckResults): void {
    for (const check of other.checks) {
      if (check.at !== null) this.enter({ check, findings: other.#findings.get(check.name) ?? [] });
    }
  }

  #before(name: CheckName): CheckState {
    return this.#states.get(name) ?? { name, state: 'waiting', failure: null, at: null };
  }

  #put(check: CheckState): void {
    this.#states.set(check.name, check);
    this.#onDidChange();
  }
}

/** Returns any error of an examination as a failure. */
export const failureOf = (error: unknown): Failure =>
  toEtcdeckError(error, { operation: 'doctor.examine', isWrite: false }).toFailure();
