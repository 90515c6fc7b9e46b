/** One key's change, as the server tells it. */
export interface HistoryEvent {
  readonly key: string;
  /** `null`: it was deleted. */
  readonly value: string | null;
  /** What it was before; `null` where it did not exist. */
  readonly previous: { readonly value: string; readonly modRevision: number } | null;
}

/** All that one transaction changed. */
export interface HistoryRevision {
  readonly revision: number;
  readonly events: readonly HistoryEvent[];
  /** When the witness had it, in milliseconds since 1970. */
  readonly seenAt: number;
}

/** What the server says has happened: every revision with its events, in order. */
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

  /** The revisions behind one, up to another. */
  between(after: number, upTo: number): readonly HistoryRevision[] {
    return this.#revisions.filter(({ revision }) => revision > after && revision <= upTo);
  }

  /** Whether a key held a value before a revision, sooner or later. */
  hadBefore(key: string, value: string, revision: number): boolean {
    return (this.#values.get(key) ?? []).some((one) => one.value === value && one.revision < revision);
  }

  /** What a key holds; `null` where it does not exist. */
  valueOf(key: string): string | null {
    return this.#values.get(key)?.at(-1)?.value ?? null;
  }

  /** What a key held before the change that a revision made. */
  valueBefore(key: string, revision: number): string | null {
    return this.#values.get(key)?.findLast((one) => one.revision < revision)?.value ?? null;
  }

  /** The revision of the last change of a key; 0 where there was none. */
  lastChange(key: string): number {
    return this.#values.get(key)?.at(-1)?.revision ?? 0;
  }

  /** The revision of the first change of a key behind one; infinite where there was none. */
  firstChangeAfter(key: string, revision: number): number {
    return this.#values.get(key)?.find((one) => one.revision > revision)?.revision ?? Number.POSITIVE_INFINITY;
  }

  /** Resolves when a revision has come. */
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
