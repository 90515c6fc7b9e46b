/** Runs a function after a delay, once for all calls until then: for state that changes too often to show each time. */
export class Soon {
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly run: () => void,
    private readonly withinMs: number,
  ) {}

  ask(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.run();
    }, this.withinMs);
  }

  /** Whether it will run. */
  get isAsked(): boolean {
    return this.#timer !== undefined;
  }

  /** Drops what was asked for, because it is done now or not wanted any more. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
