import { after } from './platform.ts';

/** How long to wait for a silent peer: `misses` pings, one every `intervalMs`, without any message in between. */
export interface Patience {
  readonly intervalMs: number;
  readonly misses: number;
}

/** The heartbeat of a socket: its host answers within milliseconds, or it is gone. */
export const SOCKET_PATIENCE: Patience = { intervalMs: 5_000, misses: 4 };

/**
 * The heartbeat of the desktop's port. Its host ends together with the window, and a closing port notifies its peer;
 * but the operating system can block the host's only thread for minutes while it asks the operator to unlock the
 * keychain.
 */
export const PORT_PATIENCE: Patience = { intervalMs: 30_000, misses: 20 };

/** Pings a silent peer. Counts intervals, not time, so that a laptop may sleep in between. */
export class Heartbeat {
  readonly #patience: Patience;
  readonly #ping: () => void;
  readonly #giveUp: () => void;
  #missed = 0;
  #heard = true;
  #cancel: () => void;

  constructor(patience: Patience, peer: { ping(): void; giveUp(): void }) {
    this.#patience = patience;
    this.#ping = peer.ping;
    this.#giveUp = peer.giveUp;
    this.#cancel = after(patience.intervalMs, () => this.#tick());
  }

  /** Notes that the peer sent something. */
  heard(): void {
    this.#heard = true;
  }

  close(): void {
    this.#cancel();
  }

  #tick(): void {
    this.#missed = this.#heard ? 0 : this.#missed + 1;
    this.#heard = false;
    if (this.#missed >= this.#patience.misses) {
      this.#giveUp();
      return;
    }
    this.#ping();
    this.#cancel = after(this.#patience.intervalMs, () => this.#tick());
  }
}
