interface Newest<T> {
  readonly answer: T;
  /** Whether the answer of the same question is still to come. */
  readonly isEarly: boolean;
  /** Whether it does not wait for the interval. */
  readonly isUrgent: boolean;
}

interface Follower<T> {
  readonly intervalMs: number;
  newest: Newest<T> | null;
  failure: { readonly error: unknown } | null;
  wake(): void;
}

/**
 * Polls for all followers together: begins with the first, ends with the last, at the interval of the fastest. A slow
 * follower gets the newest answer, and misses those between. `ask` may report parts of an answer that is slow; the whole
 * follows them at once.
 */
export class SharedPoll<T> {
  readonly #ask: (signal: AbortSignal, onEarly: (answer: T) => void) => Promise<T>;
  readonly #followers = new Set<Follower<T>>();
  #run: AbortController | null = null;
  #latest: { readonly answer: T; readonly at: number } | null = null;
  #hurry: () => void = () => undefined;

  constructor(ask: (signal: AbortSignal, onEarly: (answer: T) => void) => Promise<T>) {
    this.#ask = ask;
  }

  /** Yields the answers, at most one in `intervalMs` and its parts, until `signal` aborts. Fails when the poll fails. */
  async *follow(intervalMs: number, signal: AbortSignal): AsyncGenerator<T, void> {
    let wake: () => void = () => undefined;
    const follower: Follower<T> = { intervalMs, newest: this.#young(intervalMs), failure: null, wake: () => wake() };
    const onAbort = (): void => wake();
    signal.addEventListener('abort', onAbort);
    this.#join(follower);
    try {
      for (let dueAt = performance.now(); !signal.aborted; ) {
        if (follower.failure !== null) throw follower.failure.error;
        const waitMs = dueAt - performance.now();
        if (follower.newest !== null && (waitMs <= 0 || follower.newest.isUrgent)) {
          const { answer, isEarly } = follower.newest;
          follower.newest = null;
          if (!isEarly) dueAt = performance.now() + intervalMs;
          yield answer;
          continue;
        }
        let timer: NodeJS.Timeout | undefined;
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (follower.newest !== null) timer = setTimeout(resolve, waitMs);
        });
        clearTimeout(timer);
      }
    } finally {
      signal.removeEventListener('abort', onAbort);
      this.#leave(follower);
    }
  }

  /** Returns the latest answer, if recent enough for a new follower. */
  #young(intervalMs: number): Newest<T> | null {
    if (this.#latest === null || performance.now() - this.#latest.at >= intervalMs) return null;
    return { answer: this.#latest.answer, isEarly: false, isUrgent: false };
  }

  /** Gives the followers an answer at once, between those of the poll. Does nothing without followers. */
  give(answer: T): void {
    if (this.#latest !== null) this.#latest = { ...this.#latest, answer };
    this.#give({ answer, isEarly: true, isUrgent: true });
  }

  #give(newest: Newest<T>): void {
    for (const follower of this.#followers) {
      follower.newest = newest;
      follower.wake();
    }
  }

  #join(follower: Follower<T>): void {
    this.#followers.add(follower);
    this.#hurry();
    if (this.#run !== null) return;
    this.#run = new AbortController();
    void this.#repeat(this.#run.signal);
  }

  #leave(follower: Follower<T>): void {
    this.#followers.delete(follower);
    if (this.#followers.size === 0) this.#end();
  }

  #end(): void {
    this.#run?.abort();
    this.#run = null;
    this.#latest = null;
    this.#hurry();
  }

  async #repeat(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const askedAt = performance.now();
      try {
        const answer = await this.#ask(signal, (early) => {
          if (!signal.aborted) this.#give({ answer: early, isEarly: true, isUrgent: false });
        });
        if (signal.aborted) return;
        this.#latest = { answer, at: performance.now() };
        this.#give({ answer, isEarly: false, isUrgent: false });
      } catch (error) {
        if (signal.aborted) return;
        for (const follower of this.#followers) {
          follower.failure = { error };
          follower.wake();
        }
        this.#end();
      }
      await this.#pause(askedAt, signal);
    }
  }

  async #pause(askedAt: number, signal: AbortSignal): Promise<void> {
    for (;;) {
      const intervalMs = Math.min(...[...this.#followers].map((follower) => follower.intervalMs));
      const waitMs = askedAt + intervalMs - performance.now();
      if (signal.aborted || waitMs <= 0) return;
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.#hurry = resolve;
        timer = setTimeout(resolve, waitMs);
      });
      clearTimeout(timer);
    }
  }
}
