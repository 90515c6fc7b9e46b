import type { LabNews } from '../lab-world.ts';

/** Passes on what happens in a lab to those that listen. */
export class LabTeller {
  readonly #news = new Set<(news: LabNews) => void>();
  readonly #lines = new Set<(member: string, line: string) => void>();
  readonly #changes = new Set<() => void>();

  readonly onNews = (listener: (news: LabNews) => void): (() => void) => added(this.#news, listener);
  readonly onLine = (listener: (member: string, line: string) => void): (() => void) => added(this.#lines, listener);
  readonly onChange = (listener: () => void): (() => void) => added(this.#changes, listener);

  readonly tell = (news: LabNews): void => {
    for (const listener of [...this.#news]) listener(news);
    this.changed();
  };

  readonly line = (member: string, line: string): void => {
    for (const listener of [...this.#lines]) listener(member, line);
  };

  changed(): void {
    for (const listener of [...this.#changes]) listener();
  }
}

function added<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
