import { EtcdeckError } from '../../../contract/failure.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import { connectionUnknown } from '../profiles/profile-store.ts';
import type { HeldConnection } from './held-connection.ts';
import type { Held } from './open-connections.ts';

/** The connections held open now, each opened once for all its holders. */
export class ConnectionRegistry {
  readonly #held = new Map<ConnectionId, HeldConnection>();
  readonly #opening = new Map<ConnectionId, Promise<HeldConnection>>();
  readonly #isKnown: (id: ConnectionId) => boolean;

  constructor(isKnown: (id: ConnectionId) => boolean) {
    this.#isKnown = isKnown;
  }

  /**
   * Returns an open connection. Fails with `ConnectionUnknown`, and with `ConnectionNotOpen` where it has no holder.
   */
  require(id: ConnectionId): HeldConnection {
    const held = this.#held.get(id);
    if (held !== undefined) return held;
    if (!this.#isKnown(id)) throw connectionUnknown(id);
    throw new EtcdeckError({
      code: 'ConnectionNotOpen',
      message: 'the connection is not open',
      detail: { connection: id },
    });
  }

  /** Holds a connection; `open` opens it for the first holder. Fails as `open` does. */
  async hold(
    id: ConnectionId,
    open: (onDidClose: () => void) => Promise<HeldConnection>,
  ): Promise<Held<HeldConnection>> {
    const connection = this.#held.get(id) ?? (await this.#open(id, open));
    connection.retain();
    let isHolding = true;
    return {
      connection,
      close() {
        if (!isHolding) return;
        isHolding = false;
        connection.release();
      },
    };
  }

  /** Returns a held connection, or `null` where it has no holder. */
  find(id: ConnectionId): HeldConnection | null {
    return this.#held.get(id) ?? null;
  }

  /** Returns every held connection. */
  all(): readonly HeldConnection[] {
    return [...this.#held.values()];
  }

  /** Closes a connection for all its holders. */
  close(id: ConnectionId, failure: EtcdeckError | null): void {
    this.#held.get(id)?.close(failure);
  }

  /** Closes every connection for all its holders. */
  closeAll(): void {
    for (const held of [...this.#held.values()]) held.close(null);
  }

  #open(id: ConnectionId, open: (onDidClose: () => void) => Promise<HeldConnection>): Promise<HeldConnection> {
    const known = this.#opening.get(id);
    if (known !== undefined) return known;
    const opening = open(() => this.#held.delete(id))
      .then((held) => {
        if (!held.closed.aborted) this.#held.set(id, held);
        return held;
      })
      .finally(() => this.#opening.delete(id));
    this.#opening.set(id, opening);
    return opening;
  }
}
