/** What work beside a generator puts in, for the generator to give out in order. One consumer. */
export class Queue<T> {
  readonly #items: T[] = [];
  #end: { readonly error: unknown } | null = null;
  #wake: () => void = () => undefined;

  /** How many were put in and not taken. */
  get waiting(): number {
    return this.#items.length;
  }

  put(item: T): void {
    this.#items.push(item);
    this.#wake();
  }

  /** Ends the queue behind what was put in, with an error where one is given. The first end counts. */
  close(error: unknown = null): void {
    this.#end ??= { error };
    this.#wake();
  }

  /** Ends the queue at once, and drops what was not taken. */
  abort(error: unknown = null): void {
    this.#items.length = 0;
    this.#end = { error };
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void> {
    for (;;) {
      const [item] = this.#items.splice(0, 1);
      if (item !== undefined) yield item;
      else if (this.#end === null) await new Promise<void>((resolve) => (this.#wake = resolve));
      else if (this.#end.error !== null) throw this.#end.error;
      else return;
    }
  }
}
