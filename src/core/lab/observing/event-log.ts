import type { LabEvent } from '../../../contract/lab/events.ts';
import type { LabNews } from '../lab-world.ts';
import type { KeptPast } from './kept-past.ts';

/** Numbers events, keeps them and tells of them. */
export class EventLog {
  readonly #past: KeptPast;
  readonly #listeners = new Set<(event: LabEvent) => void>();

  constructor(past: KeptPast) {
    this.#past = past;
  }

  /** Adds what happened at a time, in milliseconds since 1970. */
  add(news: LabNews, at: number): void {
    const event: LabEvent = { ...news, seq: this.#past.nextSeq, at };
    this.#past.addEvent(event);
    for (const listener of [...this.#listeners]) listener(event);
  }

  onEvent(listener: (event: LabEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
