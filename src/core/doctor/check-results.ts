import type { CheckName, CheckState } from '../../contract/doctor.ts';
import { EtcdeckError, type Failure } from '../../contract/failure.ts';
import type { Finding } from '../../contract/findings.ts';
import type { Clock } from '../ports.ts';

/** What one part of an examination found. `failure`: why some of it could not be examined. */
export interface PartFound {
  readonly findings: readonly Finding[];
  readonly failure: Failure | null;
}

/** More are no help to anybody. */
const mostFindings = 200;

const names: readonly CheckName[] = [
  ...(['status', 'metrics', 'versions', 'certificates', 'exposure', 'history', 'snapshots', 'hash'] as const),
];

/** How the parts of an examination went, and what each found. */
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
    this.#put(skipped(name));
  }

  /** Keeps what a part found, and how it went. */
  enter(check: CheckState, findings: readonly Finding[]): void {
    this.#findings.set(check.name, findings.slice(0, mostFindings));
    this.#put(check);
  }

  /** Keeps what several parts found together; `of` are skipped where nothing is said of them. */
  enterTogether(of: readonly CheckName[], checks: readonly CheckState[], findings: readonly Finding[]): void {
    for (const name of of) this.#findings.delete(name);
    const [first] = of;
    if (first !== undefined) this.#findings.set(first, findings.slice(0, mostFindings));
    for (const name of of) this.#put(checks.find((check) => check.name === name) ?? skipped(name));
  }

  /** Does a part. Where it fails that is its state, and what it found before stands. Rejects when stopped. */
  async attempt(name: CheckName, signal: AbortSignal, work: () => Promise<PartFound>): Promise<void> {
    this.begin(name);
    try {
      const { findings, failure } = await work();
      this.enter({ name, state: failure === null ? 'done' : 'partial', failure, at: this.#clock.now() }, findings);
    } catch (error) {
      if (signal.aborted) throw error;
      this.#put({ ...this.#before(name), state: 'failed', failure: failureOf(error) });
    }
  }

  /** Takes over the parts that another examination did. */
  adopt(other: CheckResults): void {
    for (const check of other.checks) {
      if (check.at !== null) this.enter(check, other.#findings.get(check.name) ?? []);
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

const skipped = (name: CheckName): CheckState => ({ name, state: 'skipped', failure: null, at: null });

/** Returns any error as a failure. */
function failureOf(error: unknown): Failure {
  if (error instanceof EtcdeckError) return error.toFailure();
  return { code: 'Internal', message: String(error), retry: false };
}
