import { EtcdeckError, type Failure } from '../../../contract/failure.ts';
import type { PerformanceLoad } from '../../../contract/maintenance.ts';
import type { PlannedStep, StepResult } from '../../../contract/operations.ts';
import { bytesOf } from '../../bytes/bytes.ts';
import type { OpenConnection, OpenConnections } from '../../connections/held/open-connections.ts';
import { cancelled, toEtcdeckError } from '../../etcd/failures.ts';
import { createMarker, deleteMarked, findMarker, type Marker } from '../../etcd/marked-writes.ts';
import { type AskStatus, requireLeader } from '../../members/world.ts';
import type { Operation, OperationVerdict } from '../../plans/operation.ts';
import type { Clock } from '../../ports.ts';
import { clearMarked } from './clear-marked.ts';
import { type LoadResult, measureWrites } from './measure-writes.ts';
import type { Load } from './performance-loads.ts';

const writeMs = 9_000;
const clearingMs = 30_000;
/** How long the connection has to stay unlocked, to measure and to delete the keys. */
const unlockedMs = 180_000;

/** What a check of performance works on. */
export interface CheckedOn {
  readonly held: Pick<OpenConnection, 'client' | 'state' | 'id'>;
  /** Keeps the connection open until the keys are deleted, even if its window closes. */
  readonly open: Pick<OpenConnections, 'hold'>;
  readonly ask: AskStatus;
  readonly clock: Clock;
}

/** The load and the prefix of a check. */
export interface PerformanceCheck {
  readonly name: PerformanceLoad;
  readonly load: Load;
  /** A prefix that no other client has. */
  readonly prefix: string;
}

/**
 * Measures writes, then deletes the keys that they created, in one step. The operator can stop it at any time; it then
 * deletes the keys as well. It is `done` only once its keys are gone.
 */
export class CheckPerformance implements Operation {
  readonly #on: CheckedOn;
  readonly #check: PerformanceCheck;
  readonly #key: Uint8Array;
  /** Whether a write was sent that may leave a key. */
  #hasBegun = false;
  #marker: Marker | null = null;
  #result: LoadResult | null = null;
  #isWhole = false;
  #isCleanedUp = false;

  constructor(on: CheckedOn, check: PerformanceCheck) {
    this.#on = on;
    this.#check = check;
    this.#key = bytesOf(check.prefix);
  }

  describe(): PlannedStep {
    const { load, prefix } = this.#check;
    const seconds = Math.round(load.durationMs / 1_000);
    return {
      name: `Write ${load.writesPerSecond} keys a second for ${seconds} seconds, then delete them`,
      target: { kind: 'cluster', text: prefix },
      precondition: 'A member leads, and none is out of space',
      settledBy: 'deleting what was written',
      onFailure: 'stop',
      expectedMs: load.durationMs,
    };
  }

  async check(signal: AbortSignal): Promise<'needed'> {
    const { held, ask, clock } = this.#on;
    const until = held.state().readOnly?.unlockedUntil ?? null;
    if (until !== null && until - clock.now() < unlockedMs) throw lockedSoon();
    const status = await ask(signal);
    requireLeader(status);
    if (status.alarms.includes('NOSPACE')) throw outOfSpace();
    return 'needed';
  }

  async run(closed: AbortSignal, stopped: AbortSignal): Promise<void> {
    const { open, held } = this.#on;
    const share = await open.hold(held.id);
    try {
      await this.#measure(closed, stopped);
    } finally {
      share.close();
    }
  }

  async #measure(closed: AbortSignal, stopped: AbortSignal): Promise<void> {
    const { client } = this.#on.held;
    // Deletes nothing, as no key has this createRevision: kine refuses such a transaction, here before any key exists.
    await deleteMarked(client, { key: this.#key, createRevision: -1 }, this.#key, {
      timeoutMs: writeMs,
      signal: closed,
    });
    this.#hasBegun = true;
    this.#marker = await createMarker(client, this.#key, { timeoutMs: writeMs, signal: closed });
    this.#result = await measureWrites(client, this.#marker, this.#check.load, stopped);
    const { refusal } = this.#result;
    this.#isWhole = !stopped.aborted && refusal === null;
    try {
      await this.#clear(this.#marker, closed);
    } catch (error) {
      throw notCleared(this.#check.prefix, error);
    }
    if (refusal !== null) throw refusal;
    if (stopped.aborted) throw cancelled('checkPerformance');
  }

  /** Deletes the keys. The put of a marker whose answer was lost may still be on its way. */
  async settle(signal: AbortSignal): Promise<OperationVerdict> {
    if (!this.#hasBegun) return 'notDone';
    if (this.#isCleanedUp) return this.#isWhole ? 'done' : 'notDone';
    this.#marker ??= await findMarker(this.#on.held.client, this.#key, { signal });
    if (this.#marker === null) return 'unknown';
    await this.#clear(this.#marker, signal);
    return this.#isWhole ? 'done' : 'notDone';
  }

  result(): StepResult | null {
    if (this.#result === null) return null;
    const { measured, wasAppBusy } = this.#result;
    const { name: load, prefix } = this.#check;
    const isCleanedUp = this.#isCleanedUp;
    return { kind: 'performance', performance: { load, ...measured, wasAppBusy, prefix, isCleanedUp } };
  }

  async #clear(marker: Marker, signal: AbortSignal): Promise<void> {
    const clearing = { digits: this.#check.load.digits, patienceMs: clearingMs };
    await clearMarked(this.#on.held.client, marker, clearing, signal);
    this.#isCleanedUp = true;
  }
}

/** Returns `OutcomeUnknown` for a deletion that failed: the keys may be deleted or not. */
function notCleared(prefix: string, error: unknown): EtcdeckError {
  const { message, endpoint } = toEtcdeckError(error, { operation: 'checkPerformance', isWrite: true });
  return new EtcdeckError({
    ...{ code: 'OutcomeUnknown', operation: 'checkPerformance' },
    message: `the keys beneath ${prefix} may be left: ${message}`,
    ...(endpoint === undefined ? {} : { endpoint }),
  });
}

function lockedSoon(): EtcdeckError {
  const message = 'the connection locks before the keys would be deleted: unlock it again';
  return refusedWith('ReadOnly', message);
}

function outOfSpace(): EtcdeckError {
  return refusedWith('NoSpace', 'a member is out of space, so that writes are refused');
}

const refusedWith = (code: Failure['code'], message: string): EtcdeckError =>
  new EtcdeckError({ code, message, operation: 'checkPerformance' });
