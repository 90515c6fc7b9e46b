import type { LabEvent } from '../../../contract/lab/events.ts';
import type { LabNews } from '../lab-world.ts';
import type { KeptPast } from './kept-past.ts';

/** Numbers events and keeps them. */
export class EventLog {
  readonly #past: KeptPast;
  readonly #onDidAdd: () => void;

  constructor(past: KeptPast, onDidAdd: () => void) {
    this.#past = past;
    this.#onDidAdd = onDidAdd;
  }

  /** Adds what happened at a time, in milliseconds since 1970. */
  add(news: LabNews, at: number): void {
    const event: LabEvent = { ...news, seq: this.#past.nextSeq, at };
    this.#past.addEvent(event);
    this.#onDidAdd();
  }
}
