/**
 * One endpoint's auth token: fetched on first use, shared by its calls, renewed when a member calls it stale. Parallel
 * calls wait for one Authenticate, which costs the member a password hash (about 100 ms).
 */
export class EndpointToken {
  readonly #authenticate: (deadline: number) => Promise<string>;
  #token: string | null = null;
  #asking: Promise<string> | null = null;

  constructor(authenticate: (deadline: number) => Promise<string>) {
    this.#authenticate = authenticate;
  }

  /** Returns the token; the deadline for fetching one is in milliseconds since 1970. */
  async current(deadline: number): Promise<string> {
    return this.#token ?? (await this.#ask(deadline));
  }

  /** Returns another token than the stale one: the newer one, where another call has fetched it already. */
  async renew(stale: string, deadline: number): Promise<string> {
    if (this.#token === stale) this.#token = null;
    return this.current(deadline);
  }

  async #ask(deadline: number): Promise<string> {
    this.#asking ??= this.#authenticate(deadline).finally(() => {
      this.#asking = null;
    });
    this.#token = await this.#asking;
    return this.#token;
  }
}
