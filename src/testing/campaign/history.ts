/** One key's change, as the server reports it. */
export interface HistoryEvent {
  readonly key: string;
  /** The new value; `null`: deleted. */
  readonly value: string | null;
  /** The value before; `null` when the key did not exist. */
  readonly previous: { readonly value: string; readonly modRevision: number } | null;
}

/** All changes of one transaction. */
export interface HistoryRevision {
  readonly revision: number;
  readonly events: readonly HistoryEvent[];
  /** When the witness received it, in milliseconds since 1970. */
  readonly seenAt: number;
}

/** The server's history: every revision with its events, in order. */
export class History {
  readonly #revisions: HistoryRevision[] = [];
  readonly #values = new Map<string, { readonly revision: number; readonly value: string | null }[]>();
  readonly #waiting = new Set<() => void>();

  get reached(): number {
    return this.#revisions.at(-1)?.revision ?? 0;
  }

  add(revision: HistoryRevision): void {
    if (revision.revision <= this.reached) throw new Error(`revision ${revision.revision} came again`);
    this.#revisions.push(revision);
    for (const { key, value } of revision.events) {
      const values = this.#values.get(key) ?? [];
      values.push({ revision: revision.revision, value });
      this.#values.set(key, values);
    }
    for (const look of [...this.#waiting]) look();
  }

  /** Returns the revisions after one, up to another. */
  between(after: number, upTo: number): readonly HistoryRevision[] {
    return this.#revisions.filter(({ revision }) => revision > after && revision <= upTo);
  }

  /** Returns whether a key held a value at any time before a revision. */
  hadBefore(key: string, value: string, revision: number): boolean {
    return (this.#values.get(key) ?? []).some((one) => one.value === value && one.revision < revision);
  }

  /** Returns a key's value; `null` when it does not exist. */
  valueOf(key: string): string | null {
    return this.#values.get(key)?.at(-1)?.value ?? null;
  }

  /** Returns a key's value before a revision changed it. */
  valueBefore(key: string, revision: number): string | null {
    return this.#values.get(key)?.findLast((one) => one.revision < revision)?.value ?? null;
  }

  /** Returns the revision of a key's last change; 0 when there was none. */
  lastChange(key: string): number {
    return this.#values.get(key)?.at(-1)?.revision ?? 0;
  }

  /** Returns the revision of a key's first change after one; infinite when there was none. */
  firstChangeAfter(key: string, revision: number): number {
    return this.#values.get(key)?.find((one) => one.revision > revision)?.revision ?? Number.POSITIVE_INFINITY;
  }

  /** Resolves when the history has reached a revision. */
  async until(revision: number): Promise<void> {
    if (this.reached >= revision) return;
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (this.reached < revision) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
    });
  }
}
