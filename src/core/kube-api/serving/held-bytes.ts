/** One answer's share of what may be held. */
export interface HeldShare {
  /** Returns whether there was room for so many more. */
  take(bytes: number): boolean;
  release(): void;
}

/** Bounds what the answers that are held whole take together. */
export class HeldBytes {
  readonly #most: number;
  #taken = 0;

  constructor(most: number) {
    this.#most = most;
  }

  share(): HeldShare {
    let own = 0;
    return {
      take: (bytes) => {
        if (this.#taken + bytes > this.#most) return false;
        own += bytes;
        this.#taken += bytes;
        return true;
      },
      release: () => {
        this.#taken -= own;
        own = 0;
      },
    };
  }
}
