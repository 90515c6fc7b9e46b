import type { ConnectionProfile } from '../../../../contract/connections/profile.ts';
import type { ReadOnlyReason, ReadOnlyState } from '../../../../contract/connections/state.ts';
import { EtcdeckError } from '../../../../contract/failure.ts';
import { compareBytes } from '../../../bytes/bytes.ts';
import type { Clock } from '../../../ports.ts';

/** How long an unlocked connection takes writes. */
const unlockedMs = 15 * 60_000;
/**
 * How long the finding that a cluster holds no registry counts: an API server may be started on it, or its data
 * restored.
 */
const noneMs = 60_000;

/** What decides whether a connection opens read-only. */
export interface WriteLockParts {
  readonly profile: ConnectionProfile;
  /** Always takes writes: a sandbox's connection, or the command line's own. */
  readonly isExempt: boolean;
  readonly clock: Clock;
}

/**
 * Decides whether an open connection takes writes now. Its client asks the lock before every mutating RPC: no caller
 * can reach the wire without it.
 */
export class WriteLock {
  readonly #parts: WriteLockParts;
  #name: string;
  #profileReason: ReadOnlyReason | null;
  /** `null` until the cluster has been read. */
  #registries: readonly Uint8Array[] | null = null;
  /** When registries were last looked for. */
  #askedAt = 0;
  #isProductionElsewhere = false;
  #unlocked: { readonly from: number; readonly until: number } | null = null;

  constructor(parts: WriteLockParts) {
    this.#parts = parts;
    this.#name = parts.profile.name;
    this.#profileReason = reasonOf(parts.profile);
  }

  /** Returns why and until when writes are refused; `null` where all are taken. */
  state(): ReadOnlyState | null {
    const reason = this.#reason();
    if (reason === null) return null;
    return { reason, unlockedUntil: this.#isUnlocked() ? (this.#unlocked?.until ?? null) : null };
  }

  /** Whether to look for registries: until the cluster has answered, and each minute while it has none. */
  get mustAsk(): boolean {
    if (this.#parts.isExempt) return false;
    if (this.#registries === null) return true;
    const now = this.#parts.clock.now();
    return this.#registries.length === 0 && (now < this.#askedAt || now >= this.#askedAt + noneMs);
  }

  /** The prefixes of the Kubernetes registries found. */
  get registries(): readonly Uint8Array[] {
    return this.#registries ?? [];
  }

  /**
   * Adds the registries that were found; those found before stay. An empty list only when a quorum has confirmed that
   * there are none, `null` when that could not be confirmed.
   */
  learn(found: readonly Uint8Array[] | null): void {
    this.#askedAt = this.#parts.clock.now();
    if (found === null) return;
    const isNew = (one: Uint8Array) => !this.registries.some((known) => compareBytes(known, one) === 0);
    this.#registries = [...this.registries, ...found.filter(isNew)];
  }

  /** Notes that another connection of the same cluster is marked as production. Counts until this one is reopened. */
  protect(): void {
    this.#isProductionElsewhere = true;
  }

  /**
   * Applies a profile saved while the connection is open: added protection counts at once, removed protection with the
   * next opening.
   */
  adopt(profile: ConnectionProfile): void {
    this.#name = profile.name;
    this.#profileReason ??= reasonOf(profile);
  }

  /** Admits a write, or fails with `ReadOnly`. */
  admit(operation: string): void {
    if (this.#parts.isExempt || this.#isUnlocked()) return;
    const reason = this.#reason();
    if (reason !== null) throw refused(operation, `${words[reason]}, so the connection is read-only`, { reason });
  }

  /** Takes writes for 15 minutes from now. Fails with `BadRequest` when the name is not the connection's. */
  unlock(typedName: string): ReadOnlyState | null {
    if (typedName.trim() !== this.#name.trim()) {
      const message = 'the name typed is not the name of the connection';
      throw new EtcdeckError({ code: 'BadRequest', message, operation: 'connections.unlock' });
    }
    if (this.#reason() === null) return null;
    const from = this.#parts.clock.now();
    this.#unlocked = { from, until: from + unlockedMs };
    return this.state();
  }

  /** Ends an unlocking: a protected connection refuses writes again. */
  lock(): ReadOnlyState | null {
    this.#unlocked = null;
    return this.state();
  }

  #reason(): ReadOnlyReason | null {
    if (this.#parts.isExempt) return null;
    if (this.#profileReason !== null) return this.#profileReason;
    if (this.#isProductionElsewhere) return 'productionElsewhere';
    if (this.#registries === null) return 'unknown';
    return this.#registries.length > 0 ? 'registry' : null;
  }

  /** A clock set back to before the unlocking must not extend it. */
  #isUnlocked(): boolean {
    if (this.#unlocked === null) return false;
    const now = this.#parts.clock.now();
    return now >= this.#unlocked.from && now < this.#unlocked.until;
  }
}

function reasonOf({ environment, imported, readOnly }: ConnectionProfile): ReadOnlyReason | null {
  if (environment === 'production') return 'production';
  if (readOnly) return 'chosen';
  return imported ? 'imported' : null;
}

const words: Readonly<Record<ReadOnlyReason, string>> = {
  production: 'it is marked as production',
  chosen: 'its profile asks for it',
  imported: 'it was imported',
  productionElsewhere: 'another connection to its cluster is marked as production',
  unknown: 'it is not known yet whether it holds the objects of a Kubernetes cluster',
  registry: 'it holds the objects of a Kubernetes cluster',
};

function refused(operation: string, message: string, detail: Readonly<Record<string, string>>): EtcdeckError {
  return new EtcdeckError({ code: 'ReadOnly', message, operation, detail });
}
