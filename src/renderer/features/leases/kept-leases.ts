import type { Api } from '../../../contract/api.ts';
import type { ConnectionId, LeaseId } from '../../../contract/ids.ts';
import type { KeepAliveNotice } from '../../../contract/leases.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { failureOf, isCancelled } from '../../state/failure.ts';
import { shownConnection } from '../../state/shown-connection.ts';
import { createStore } from '../../state/store.ts';
import { showToast } from '../../state/toasts.ts';

/** A lease that this window keeps alive. */
export interface KeptLease {
  readonly connection: ConnectionId;
  /** What came of the last renewal; `null` before the first. */
  readonly last: KeepAliveNotice | null;
}

/** The leases that this window keeps alive: until it is told to stop, closes, or leaves the connection. */
export const keptLeases = createStore<ReadonlyMap<LeaseId, KeptLease>>(new Map());

const running = new Map<LeaseId, AbortController>();

shownConnection.subscribe(() => {
  const shown = shownConnection.get()?.id;
  for (const [lease, { connection }] of keptLeases.get()) if (connection !== shown) letExpire(lease);
});

/** Keeps a lease alive from now on. */
export function keepAlive(api: Pick<Api, 'leases'>, connection: ConnectionId, lease: LeaseId): void {
  if (running.has(lease)) return;
  const controller = new AbortController();
  running.set(lease, controller);
  note(lease, { connection, last: null });
  void follow(api, connection, lease, controller);
}

/** Stops keeping a lease alive: it expires unless somebody else renews it. */
export function letExpire(lease: LeaseId): void {
  running.get(lease)?.abort();
  running.delete(lease);
  keptLeases.update((before) => new Map([...before].filter(([id]) => id !== lease)));
}

async function follow(
  api: Pick<Api, 'leases'>,
  connection: ConnectionId,
  lease: LeaseId,
  controller: AbortController,
): Promise<void> {
  const { signal } = controller;
  try {
    for await (const last of api.leases.keepAlive({ connection, lease }, { signal })) {
      if (signal.aborted) return;
      note(lease, { connection, last });
    }
  } catch (error) {
    if (!signal.aborted && !isCancelled(error)) tellEnded(lease, error);
  }
  if (running.get(lease) === controller) letExpire(lease);
}

function tellEnded(lease: LeaseId, error: unknown): void {
  const { title } = describeFailure(failureOf(error));
  showToast({ tone: 'bad', text: `The lease ${lease} is not kept alive any more`, detail: title, about: lease });
}

const note = (lease: LeaseId, kept: KeptLease): void => keptLeases.update((before) => new Map(before).set(lease, kept));
