/**
 * One endpoint's auth token: asked for when first needed, shared by its calls, renewed when a member calls it stale.
 * Calls that need it together wait for one Authenticate, which costs the member a password hash (about 100 ms).
 */
export class EndpointToken {
  readonly #authenticate: (deadline: number) => Promise<string>;
  #token: string | null = null;
  #asking: Promise<string> | null = null;

  constructor(authenticate: (deadline: number) => Promise<string>) {
    this.#authenticate = authenticate;
  }

  /** The token; the deadline, in milliseconds since 1970, is for asking for one. */
  async current(deadline: number): Promise<string> {
    return this.#token ?? (await this.#ask(deadline));
  }

  /** Another token than the stale one: a newer one where another call has fetched it already. */
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
