import type { LeaseId } from '../../../contract/ids.ts';
import type { LeaseState } from '../../../contract/leases.ts';
import { createStore } from '../../state/store.ts';
import type { KnownLease } from './lease-rows.ts';

/** What is known of the leases of one list, as it comes. */
export class LeaseBook {
  /** Counts the changes. */
  readonly changes = createStore(0);
  readonly #known = new Map<LeaseId, KnownLease>();

  take(states: readonly LeaseState[]): void {
    const cameAt = Date.now();
    for (const state of states) this.#known.set(state.id, { state, cameAt });
    if (states.length > 0) this.changes.update((count) => count + 1);
  }

  of(id: LeaseId): KnownLease | null {
    return this.#known.get(id) ?? null;
  }
}
