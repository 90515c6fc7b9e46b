import type { Notify } from '../../state/notifier.ts';
import { formatCount, plural } from '../../ui/format.ts';
import type { EventRow } from './event-log.ts';

/** A busy watch shows no more than one notification in this time. */
const restMs = 5_000;
const mostNames = 3;
const mostLetters = 80;

/** Tells the desktop of events, by their keys and types alone. */
export class MatchNotifier {
  /** `null`: nothing is shown. */
  notify: Notify | null = null;
  #waiting: EventRow[] = [];
  #count = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly of: { readonly id: string; readonly name: string; readonly onClick: () => void }) {}

  add(row: EventRow): void {
    if (this.notify === null) return;
    this.#count += 1;
    if (this.#waiting.length < mostNames) this.#waiting.push(row);
    if (this.#timer === undefined) this.#show();
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #show(): void {
    this.#timer = undefined;
    if (this.#count === 0) return;
    const names = this.#waiting.map(({ event, name }) => `${event.type} ${shortened(name)}`);
    const others = this.#count - names.length;
    const { id, name, onClick } = this.of;
    this.notify?.({
      title: `${shortened(name)}: ${plural(this.#count, 'change')}`,
      lines: [...names, ...(others > 0 ? [`and ${formatCount(others)} more`] : [])],
      tag: `etcdeck-watch-${id}`,
      onClick,
    });
    this.#waiting = [];
    this.#count = 0;
    this.#timer = setTimeout(() => this.#show(), restMs);
  }
}

const shortened = (name: string): string => (name.length <= mostLetters ? name : `${name.slice(0, mostLetters)}…`);
