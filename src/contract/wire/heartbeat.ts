import { after } from './platform.ts';

/** How long a silent peer is waited for: `misses` pings, one each `intervalMs`, without a word in between. */
export interface Patience {
  readonly intervalMs: number;
  readonly misses: number;
}

/** Enough for a socket: its host answers within milliseconds, or it is gone. */
export const SOCKET_PATIENCE: Patience = { intervalMs: 5_000, misses: 4 };

/**
 * For the desktop's port. Its host ends together with the window, and closing says goodbye; but the operating system may
 * hold the host's only thread for minutes while it asks the operator to unlock the keychain.
 */
export const PORT_PATIENCE: Patience = { intervalMs: 30_000, misses: 20 };

/** Asks a silent peer whether it is still there. Counts intervals, not time, so that a laptop may sleep in between. */
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

  /** Something came from the peer. */
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
